using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Brings the room's entries into the store as soon as it can: in order, each once, nothing missing, however often it
/// was away. The room never waits for it.
/// </summary>
internal sealed class EntryStore(
    IDbContextFactory<FloodgateDb> stores, TimeProvider clock, ILogger<EntryStore> log)
{
    private const int RowsMax = 500;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _pending = new();
    private bool _said;

    /// <summary>Entries the store does not have yet.</summary>
    public int Pending
    {
        get
        {
            lock (_gate) return _pending.Count;
        }
    }

    /// <summary>
    /// Takes entries to bring over; those it has already are left out later. No more than the room's own log, which
    /// holds each of them anyway: one that was left off here would be missing for ever.
    /// </summary>
    public void Take(IEnumerable<Entry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries) _pending.Enqueue(entry);
        }
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel)) await BringAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The node is stopping; the spool has what is left.
        }
    }

    /// <summary>All that waits, if the store takes it.</summary>
    public async Task BringAsync(CancellationToken cancel)
    {
        try
        {
            while (Next() is { Length: > 0 } batch)
            {
                await WriteAsync(batch, cancel);
                lock (_gate)
                {
                    for (var i = 0; i < batch.Length; i++) _pending.Dequeue();
                }
            }

            _said = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Said once an outage: it is tried every second.
            if (!_said) IncidentsLog.WorkFailed(log, "bringing entries into the store", fault.Message);
            _said = true;
        }
    }

    /// <summary>An incident's entries in the store, by time.</summary>
    public async Task<IReadOnlyList<Entry>> OfAsync(string incident, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        var rows = await store.Set<StoredEntry>().AsNoTracking().Where(row => row.Incident == incident)
            .OrderBy(row => row.AtMicros).ThenBy(row => row.Number).Select(row => row.Json).ToListAsync(cancel);
        return [.. rows.Select(json => EntryJson.Read(json))];
    }

    private Entry[] Next()
    {
        lock (_gate) return [.. _pending.Take(RowsMax)];
    }

    private async Task WriteAsync(Entry[] batch, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        await using var transaction = await store.Database.BeginTransactionAsync(cancel);
        await store.LockAsync(StorageLock.Entries, 0, cancel);
        var rows = store.Set<StoredEntry>();
        var last = await rows.AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        var (number, hash) = (last?.Number ?? 0, last?.Hash ?? new byte[SHA256.HashSizeInBytes]);
        foreach (var origin in batch.GroupBy(entry => entry.Origin))
        {
            var (low, high) = (origin.Min(entry => entry.Sequence), origin.Max(entry => entry.Sequence));
            var there = await rows.AsNoTracking()
                .Where(row => row.Origin == origin.Key && row.Sequence >= low && row.Sequence <= high)
                .Select(row => row.Sequence).ToListAsync(cancel);
            var known = there.ToHashSet();
            foreach (var entry in origin.Where(entry => known.Add(entry.Sequence)))
            {
                var json = EntryJson.Write(entry);
                hash = SHA256.HashData([.. hash, .. json]);
                rows.Add(new StoredEntry
                {
                    Number = ++number,
                    Origin = entry.Origin,
                    Sequence = entry.Sequence,
                    Incident = entry.Incident,
                    AtMicros = entry.At.Micros(),
                    Json = json,
                    Hash = hash,
                });
            }
        }

        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
