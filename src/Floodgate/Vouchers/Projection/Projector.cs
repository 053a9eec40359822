using System.Data.Common;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// Follows the journal into the voucher table. Rows and the position they bring are one transaction, so it may stop and
/// start anywhere: what is below the position is there once, what is above is not there at all.
/// </summary>
/// <param name="journal">What is followed.</param>
/// <param name="path">The relational file.</param>
/// <param name="beforeWrite">A drill's fault; throws what the file would.</param>
internal sealed class Projector(IJournal journal, string path, Action? beforeWrite = null)
{
    private const int RowsMax = 64;
    private readonly Dictionary<long, ShardProjection> _shards = [];

    /// <summary>Projects a piece of one chain.</summary>
    /// <returns>Vouchers written; -1 when there was nothing to follow.</returns>
    /// <exception cref="JournalDamagedException">A row does not follow: nothing of it is projected.</exception>
    /// <exception cref="JournalUnavailableException">A file refused.</exception>
    public int Follow(ChainId chain)
    {
        try
        {
            using var connection = SqliteFile.Open(path, SqliteOpenMode.ReadWrite);
            SqliteFile.Execute(connection, "PRAGMA synchronous = NORMAL");
            var shard = Shard(connection, chain);
            var rows = journal.Read(chain, shard.Position).Take(RowsMax).ToList();
            if (rows.Count == 0) return -1;
            beforeWrite?.Invoke();
            using var transaction = connection.BeginTransaction();
            var written = shard.Write(connection, rows);
            transaction.Commit();
            return written;
        }
        catch (DbException fault)
        {
            _shards.Remove(chain.Value);
            throw new JournalUnavailableException($"projection: {fault.Message}", fault);
        }
        catch
        {
            _shards.Remove(chain.Value);
            throw;
        }
    }

    private ShardProjection Shard(SqliteConnection connection, ChainId chain)
    {
        if (_shards.TryGetValue(chain.Value, out var known)) return known;
        var shard = ShardProjection.Load(connection, journal, chain);
        _shards[chain.Value] = shard;
        return shard;
    }
}
