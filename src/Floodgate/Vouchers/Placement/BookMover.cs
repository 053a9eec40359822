using System.Collections.Concurrent;
using Floodgate.Cluster;
using Floodgate.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// Carries the plan out on this node: opens the books that are to be here without waiting for somebody who claims, and
/// gives up those that are to be elsewhere, a few at a time, so that never many of a campaign are shut.
/// </summary>
internal sealed class BookMover(
    VoucherNode node, BookHomes homes, LivingNodes nodes, TimeProvider clock, ILogger<BookMover> log)
    : BackgroundService
{
    private const int TogetherMax = 2;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<ChainId, bool> _asked = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.IsShared) return;
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var chain in Missing()) Ask(chain);
                await Task.WhenAll(Strays().Take(TogetherMax).Select(MoveAsync));
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>Books whose home is here and that are not: with their former node still, or with nobody.</summary>
    private IEnumerable<ChainId> Missing() => homes.All
        .Where(home => home.Value == homes.Me && !node.Own.Has(home.Key))
        .Select(home => home.Key).OrderBy(chain => chain.Value);

    /// <summary>
    /// Books that are here and whose home is another node that lives. Not while the store is silent or takes no rows:
    /// nobody could open them.
    /// </summary>
    private IEnumerable<OwnBook> Strays()
    {
        if (!homes.IsFresh || node.Environment.Journal.RefusesRows) return [];
        var plan = homes.All;
        return node.Own.All.Where(book => plan.GetValueOrDefault(book.Chain) is { } home && home != homes.Me
            && nodes.Find(home) is not null).OrderBy(book => book.Chain.Value);
    }

    private async Task MoveAsync(OwnBook book)
    {
        try
        {
            if (homes.Of(book.Chain) is not { } home || nodes.Find(home) is not { } silo) return;
            VouchersLog.BookMoved(log, book.Chain.ToString(), home);
            await book.LeaveAsync(silo);
        }
#pragma warning disable CA1031 // It is still here, and tried again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"{book.Chain}: moving", fault.Message);
        }
    }

    /// <summary>One question a book at a time.</summary>
    private void Ask(ChainId chain)
    {
        if (_asked.TryAdd(chain, true)) _ = AskAsync(chain);
    }

    private async Task AskAsync(ChainId chain)
    {
        try
        {
            await node.EnsureOpenAsync(chain);
        }
#pragma warning disable CA1031 // Asked again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"{chain}: opening", fault.Message);
        }
        finally
        {
            _asked.TryRemove(chain, out _);
        }
    }
}
