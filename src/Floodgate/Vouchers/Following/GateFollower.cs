using System.Collections.Concurrent;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Following;

/// <summary>
/// Keeps this node's gates in step with pools and books that live on other nodes: asks each of them four times a
/// second, one question at a time. What lives here fills its gate itself. Where one node has the store alone there is
/// nothing to ask.
/// </summary>
internal sealed class GateFollower(VoucherNode node, TimeProvider clock, ILogger<GateFollower> log)
    : BackgroundService
{
    private const int TicksPerSearch = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private readonly ConcurrentDictionary<ChainId, bool> _asked = new();
    private readonly ConcurrentDictionary<int, bool> _heard = new();
    private Task _searching = Task.CompletedTask;

    /// <summary>Of every campaign it is known what it is: its version, its damage, or that it has none yet.</summary>
    public bool KnowsAll => node.Gates.All.All(gate => gate.Version is not null || gate.Damage is not null
        || _heard.ContainsKey(gate.Number) || node.Own.IsOpen(ChainId.Pool(gate.Number)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.IsShared) return;
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (tick % TicksPerSearch == 0 && _searching.IsCompleted)
                    _searching = Task.Run(Search, stoppingToken);
                foreach (var gate in node.Gates.All) Follow(gate);
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>Campaigns that were registered on another node.</summary>
    private void Search()
    {
        try
        {
            node.FindCampaigns();
        }
        catch (JournalUnavailableException fault)
        {
            StorageLog.BackgroundFailed(log, "reading which campaigns there are", fault.Message);
        }
    }

    private void Follow(CampaignGate gate)
    {
        if (gate.Damage is not null) return;
        Ask(ChainId.Pool(gate.Number), () => FollowPoolAsync(gate));
        for (var shard = 0; shard < (gate.Version?.Definition.Shards ?? 0); shard++)
        {
            var chain = new ChainId(gate.Number, shard);
            Ask(chain, () => FollowBookAsync(gate, chain));
        }
    }

    private void Ask(ChainId chain, Func<Task> ask)
    {
        if (!node.Own.Has(chain) && _asked.TryAdd(chain, true)) _ = AskAsync(chain, ask);
    }

    private async Task AskAsync(ChainId chain, Func<Task> ask)
    {
        try
        {
            await ask();
        }
#pragma warning disable CA1031 // It stays as it was known, and is asked again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"{chain}: asking for a gate", fault.Message);
        }
        finally
        {
            _asked.TryRemove(chain, out _);
        }
    }

    private async Task FollowPoolAsync(CampaignGate gate)
    {
        if (await PoolFollowing.FollowAsync(node, gate)) _heard[gate.Number] = true;
    }

    private async Task FollowBookAsync(CampaignGate gate, ChainId chain)
    {
        var facts = await node.Book(chain).FactsAsync();
        gate.Damage ??= facts.Damage;
        if (!facts.Answered) return;
        // Whom the book knows only its own node can say: here it may be anybody, so nobody is refused in its name.
        var stamp = new FactsStamp(facts.Epoch, facts.Position);
        gate.Publish(
            chain.Shard, new ShardFacts(facts.Issued, facts.SoldOut, HashFilter.All, Orders: null, stamp));
    }
}
