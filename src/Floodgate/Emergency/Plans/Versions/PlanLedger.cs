using System.Data.Common;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// The append-only, hash-chained ledger of plans, and all of it in memory: what is in force is known also when the
/// storage is not there.
/// </summary>
internal sealed class PlanLedger(
    IDbContextFactory<FloodgateDb> databases, TimeProvider clock, PlansOptions options, ILogger<PlanLedger> log)
    : IDisposable
{
    /// <summary>Plans change a few times a day: nodes that write in one moment are few.</summary>
    private const int TriesMax = 16;

    private readonly SemaphoreSlim _append = new(1, 1);
    private volatile PlanShelf _shelf = PlanShelf.Empty;
    private byte[] _head = new byte[32];
    private long _length;

    /// <summary>What the ledger says, at one moment.</summary>
    public PlanShelf Shelf => _shelf;

    /// <summary>Reads the ledger. A chain that does not hold is told and closes it for writing.</summary>
    public async Task LoadAsync(CancellationToken cancel)
    {
        await using var db = await databases.CreateDbContextAsync(cancel);
        var shelf = PlanShelf.Empty;
        var (head, length) = (new byte[32], 0L);
        await foreach (var entry in db.Set<PlanEntry>().AsNoTracking().OrderBy(one => one.Sequence)
            .AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (entry.Sequence != length + 1 || !entry.PreviousHash.AsSpan().SequenceEqual(head)
                || !entry.ComputeHash().AsSpan().SequenceEqual(entry.Hash))
            {
                PlansLog.ChainBroken(log, entry.Sequence);
                shelf = shelf with { BrokenAt = entry.Sequence };
                break;
            }

            (head, length) = (entry.Hash, entry.Sequence);
            shelf = shelf.With(entry);
        }

        (_head, _length, _shelf) = (head, length, shelf);
    }

    /// <summary>
    /// Decides over what the ledger says now and appends what was decided; nobody else appends between the two. It
    /// may be asked again, over what another node appended meanwhile.
    /// </summary>
    /// <param name="decide">The outcome, and the entry it leaves or null.</param>
    /// <returns>The outcome; null when the ledger cannot be written.</returns>
    public async Task<T?> AppendAsync<T>(Func<PlanShelf, (T Outcome, PlanEntry? Entry)> decide,
        CancellationToken cancel)
        where T : class
    {
        await _append.WaitAsync(cancel);
        try
        {
            for (var tries = 0; tries < TriesMax; tries++)
            {
                var (outcome, entry) = decide(_shelf);
                if (entry is null) return outcome;
                if (_shelf.BrokenAt is not null || _length >= options.EntriesMax) return null;
                if (await IsWrittenAsync(entry)) return outcome;
            }

            PlansLog.NotWritten(log, "other nodes write without a pause");
            return null;
        }
        catch (Exception fault) when (fault is DbUpdateException or DbException)
        {
            PlansLog.NotWritten(log, fault.Message);
            return null;
        }
        finally
        {
            _append.Release();
        }
    }

    public void Dispose() => _append.Dispose();

    /// <summary>False: another node's entry came first; it has been read, and is to be decided over.</summary>
    private async Task<bool> IsWrittenAsync(PlanEntry entry)
    {
        var before = _length;
        (entry.Sequence, entry.PreviousHash, entry.AtMicros) =
            (_length + 1, _head, Foundation.UnixTime.NowMicros(clock));
        entry.Hash = entry.ComputeHash();
        try
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            db.Add(entry);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException)
        {
            await LoadAsync(CancellationToken.None);
            if (_length == before) throw;
            // A connection that broke may have written it for all that.
            if (!_head.AsSpan().SequenceEqual(entry.Hash)) return false;
            PlansLog.Written(log, entry.Kind, entry.Plan, entry.Version, entry.Actor);
            return true;
        }

        (_head, _length, _shelf) = (entry.Hash, entry.Sequence, _shelf.With(entry));
        PlansLog.Written(log, entry.Kind, entry.Plan, entry.Version, entry.Actor);
        return true;
    }
}
