using System.Collections.Concurrent;
using System.Data.Common;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// Follows the journal into the voucher table. Rows and the position they bring are one transaction, so it may stop and
/// start anywhere: what is below the position is there once, what is above is not there at all. Several nodes may do
/// it on one store: whoever comes second finds the position moved, and goes on from there.
/// </summary>
/// <param name="journal">What is followed.</param>
/// <param name="engine">Whose tables are written.</param>
/// <param name="beforeWrite">A drill's fault; throws what the store would.</param>
internal sealed class Projector(IJournal journal, StorageEngine engine, Action? beforeWrite = null) : IDisposable
{
    private const int RowsMax = 64;
    private readonly Dictionary<long, ShardProjection> _shards = [];
    private readonly ConcurrentDictionary<long, long> _reached = new();
    private DbConnection? _connection;

    /// <summary>The row up to which the chain is projected; null: nobody has looked yet. For any thread.</summary>
    public long? Reached(ChainId chain) => _reached.TryGetValue(chain.Value, out var row) ? row : null;

    /// <summary>Projects a piece of one chain; not of two at a time.</summary>
    /// <returns>Vouchers written; -1 when there was nothing to follow.</returns>
    /// <exception cref="JournalDamagedException">A row does not follow: nothing of it is projected.</exception>
    /// <exception cref="JournalUnavailableException">The store refused.</exception>
    public int Follow(ChainId chain)
    {
        try
        {
            if (_connection is { } kept && !engine.IsCurrent(kept)) Forget(chain);
            var connection = _connection ??= engine.OpenProjection();
            if (Shard(connection, chain) is not { } shard) return 0;
            _reached[chain.Value] = shard.Position;
            var rows = journal.Read(chain, shard.Position).Take(RowsMax).ToList();
            if (rows.Count == 0) return -1;
            beforeWrite?.Invoke();
            using var tables = IProjectionTables.Begin(connection, chain);
            if (!shard.StandsAt(tables.At())) return 0;
            var written = shard.Write(tables, rows);
            tables.Commit();
            _reached[chain.Value] = shard.Position;
            return written;
        }
        catch (DbException fault)
        {
            Forget(chain);
            throw new JournalUnavailableException($"projection: {fault.Message}", fault);
        }
        catch
        {
            Forget(chain);
            throw;
        }
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>What failed is asked again from its beginning: connection, position and all.</summary>
    private void Forget(ChainId chain)
    {
        _shards.Remove(chain.Value);
        _connection?.Dispose();
        _connection = null;
    }

    /// <returns>Null: what the tables had is gone, and is written anew from the next time on.</returns>
    private ShardProjection? Shard(DbConnection connection, ChainId chain)
    {
        var at = ShardProjection.At(connection, chain);
        if (_shards.TryGetValue(chain.Value, out var known) && known.Reach(journal, at)) return known;
        var fresh = new ShardProjection(chain);
        _shards[chain.Value] = fresh;
        if (fresh.Reach(journal, at)) return fresh;
        Clear(connection, chain, at);
        _shards.Remove(chain.Value);
        return null;
    }

    /// <summary>
    /// They stand at a row the journal does not have: a commit whose sync failed was read, and lost with the power. The
    /// tables only say what the journal says, so they are written anew.
    /// </summary>
    private static void Clear(DbConnection connection, ChainId chain, (long Position, byte[] Hash)? at)
    {
        using var tables = IProjectionTables.Begin(connection, chain);
        if (tables.At() is not var (position, hash) || at is not var (seen, seenHash)) return;
        if (position != seen || !hash.AsSpan().SequenceEqual(seenHash)) return;
        ShardProjection.Clear(tables, chain);
        tables.Commit();
    }
}
