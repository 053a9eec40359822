using System.Data.Common;
using System.Text.Json;
using Floodgate.Audit.Trail;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Floodgate.Audit.Approvals;

/// <summary>A step and its place in the ledger.</summary>
internal readonly record struct LedgerStep(long Number, AuditEntry Entry);

/// <summary>
/// The steps of all approvals, in the database that the nodes share: what it says is decided. One node at a time adds
/// to it, and has read all before.
/// </summary>
/// <param name="stores">The database.</param>
/// <param name="node">This node.</param>
internal sealed class ApprovalLedger(IDbContextFactory<FloodgateDb> stores, string node)
{
    private const int StepsMax = 1_000;

    /// <summary>An answer is due within three seconds.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromMilliseconds(1_800);

    private static readonly TimeSpan HoldMax = TimeSpan.FromMilliseconds(200);

    /// <summary>What came after that number, so many at most.</summary>
    /// <exception cref="DbException">The database is away.</exception>
    public async Task<IReadOnlyList<LedgerStep>> SinceAsync(long number, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        return await SinceAsync(store, number, cancel);
    }

    /// <summary>Begins to add: nobody else does until the turn is over.</summary>
    /// <exception cref="DbException">The database is away, or another node takes too long.</exception>
    public async Task<LedgerTurn> BeginAsync(long number, CancellationToken cancel)
    {
        var store = await stores.CreateDbContextAsync(cancel);
        try
        {
            var transaction = await store.Database.BeginTransactionAsync(cancel);
            await store.LockAsync(StorageLock.Approvals, 0, cancel);
            var news = new List<LedgerStep>();
            while (await SinceAsync(store, news is [.., var last] ? last.Number : number, cancel)
                is { Count: > 0 } more) news.AddRange(more);
            return new LedgerTurn(store, transaction, node, news, news is [.., var end] ? end.Number : number);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds the carrying out of one approval: one node does it at a time.</summary>
    /// <exception cref="DbException">Another node does, or the database is away.</exception>
    public async Task<IAsyncDisposable> HoldAsync(string approval, CancellationToken cancel)
    {
        var store = await stores.CreateDbContextAsync(cancel);
        try
        {
            var key = System.IO.Hashing.XxHash64.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(approval));
            return new Held(store, await store.HoldAsync(StorageLock.ApprovalRun, unchecked((long)key), HoldMax));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task<IReadOnlyList<LedgerStep>> SinceAsync(
        FloodgateDb store, long number, CancellationToken cancel)
    {
        var rows = await store.Set<StoredStep>().AsNoTracking().Where(row => row.Number > number)
            .OrderBy(row => row.Number).Take(StepsMax).ToListAsync(cancel);
        return
        [
            .. rows.Select(row => new LedgerStep(
                row.Number, JsonSerializer.Deserialize(row.Json, AuditJson.Strict.AuditEntry)!)),
        ];
    }

    private sealed class Held(FloodgateDb store, IAsyncDisposable held) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await held.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}

/// <summary>One node's turn to add steps.</summary>
/// <param name="store">The turn's connection.</param>
/// <param name="transaction">Holds the lock.</param>
/// <param name="node">Whose turn it is.</param>
/// <param name="news">What others added since this node looked last.</param>
/// <param name="last">The number of the last step there is.</param>
internal sealed class LedgerTurn(
    FloodgateDb store, IDbContextTransaction transaction, string node, IReadOnlyList<LedgerStep> news, long last)
    : IAsyncDisposable
{
    public IReadOnlyList<LedgerStep> News => news;

    /// <summary>The number of the last step.</summary>
    public long Last { get; private set; } = last;

    /// <summary>Adds steps and ends the turn. A fault may come after they were added: look before saying no.</summary>
    public async Task KeepAsync(IEnumerable<AuditEntry> entries, CancellationToken cancel)
    {
        foreach (var entry in entries)
            store.Set<StoredStep>().Add(new StoredStep
            {
                Number = ++Last,
                Approval = entry.Approval!.Id,
                Node = node,
                Json = JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Strict.AuditEntry),
            });
        await store.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await store.DisposeAsync();
    }
}
