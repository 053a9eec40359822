using System.Data.Common;

namespace Floodgate.Storage;

/// <summary>The journal's tables as any connection of either engine reads them.</summary>
internal static class JournalTables
{
    public static List<CampaignEntry> Campaigns(DbConnection connection)
    {
        using var command = connection.Statement("SELECT c.number, c.id FROM campaign AS c ORDER BY c.number");
        using var reader = command.ExecuteReader();
        var entries = new List<CampaignEntry>();
        while (reader.Read()) entries.Add(new CampaignEntry(reader.GetInt32(0), reader.GetString(1)));
        return entries;
    }

    /// <summary>Rows as one connection sees them; inside a transaction all chains are read as of one instant.</summary>
    public static IEnumerable<JournalRow> Read(DbConnection connection, ChainId chain, long position)
    {
        using var command = connection.Statement(
            """
            SELECT j.id, j.epoch, j.time, j.previous, j.hash, j.body FROM journal AS j
            WHERE j.id > @from AND j.id < @to ORDER BY j.id
            """,
            ("@from", JournalRow.Key(chain, position)), ("@to", JournalRow.KeyAfter(chain)));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalRow(
                chain, JournalRow.PositionOf(reader.GetInt64(0)), reader.GetInt64(1), reader.GetInt64(2),
                (byte[])reader[3], (byte[])reader[4], (byte[])reader[5]);
        }
    }
}
