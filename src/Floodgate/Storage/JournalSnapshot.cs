using System.Data;
using System.Data.Common;

namespace Floodgate.Storage;

/// <summary>
/// All chains of a store, and its projection, as of one instant: for verification and backup. Questions are asked one
/// after the other, for one connection may answer for both.
/// </summary>
internal sealed class JournalSnapshot : IDisposable
{
    private readonly DbConnection _journal;

    /// <param name="place">Where it is, for a fault's text.</param>
    /// <param name="journal">Within a transaction of its own; disposed of with this.</param>
    /// <param name="projection">Likewise, and at an instant not after the journal's; null: there is none.</param>
    public JournalSnapshot(string place, DbConnection journal, DbConnection? projection)
    {
        (Place, _journal, Projection) = (place, journal, projection);
    }

    public string Place { get; }

    public DbConnection? Projection { get; }

    public long Rows
    {
        get
        {
            using var command = _journal.Statement("SELECT count(*) FROM journal");
            return (long)command.ExecuteScalar()!;
        }
    }

    /// <summary>Of PostgreSQL, where both are in one database: one read-only transaction sees them at one
    /// instant.</summary>
    /// <param name="place">Where it is, for a fault's text.</param>
    /// <param name="both">Open; disposed of with the snapshot, or when this fails.</param>
    /// <exception cref="DbException">The store refused.</exception>
    public static JournalSnapshot OfOne(string place, DbConnection both)
    {
        try
        {
            // The first question, whatever it is, takes the snapshot.
            both.BeginTransaction(IsolationLevel.RepeatableRead);
            using var only = both.Statement("SET TRANSACTION READ ONLY; SELECT 1");
            only.ExecuteNonQuery();
            return new JournalSnapshot(place, both, both);
        }
        catch
        {
            both.Dispose();
            throw;
        }
    }

    public IReadOnlyList<CampaignEntry> Campaigns() => JournalTables.Campaigns(_journal);

    public IEnumerable<JournalRow> Read(ChainId chain, long position) => JournalTables.Read(_journal, chain, position);

    /// <summary>The chain's newest row as its head says; null: it was never opened.</summary>
    public ChainHead? Head(ChainId chain)
    {
        using var command = _journal.Statement(
            "SELECT c.epoch, c.position, c.hash FROM chain AS c WHERE c.id = @id", ("@id", chain.Value));
        using var reader = command.ExecuteReader();
        return reader.Read()
            ? new ChainHead(chain, reader.GetInt64(0), reader.GetInt64(1), (byte[])reader[2]) : null;
    }

    public void Dispose()
    {
        // With the connection its transaction ends.
        if (!ReferenceEquals(Projection, _journal)) Projection?.Dispose();
        _journal.Dispose();
    }
}
