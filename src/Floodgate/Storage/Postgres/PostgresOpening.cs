using Floodgate.Foundation;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Takes a chain's epoch from whoever has it. A writer that died in the middle of a commit, or waits for a standby that
/// does not answer, still holds the chain's row in the database: its session is ended there, which undoes what was not
/// committed and lets go of what was.
/// </summary>
internal sealed class PostgresOpening(NpgsqlDataSource pool, PostgresOptions options, string node, TimeProvider clock)
{
    private const string Take = """
        INSERT INTO chain AS c (id, epoch, position, hash, node, taken_at) VALUES ($1, 1, 0, $2, $3, $4)
        ON CONFLICT (id) DO UPDATE SET epoch = c.epoch + 1, node = excluded.node,
            taken_at = excluded.taken_at
        RETURNING epoch, position, hash
        """;

    /// <summary>Only sessions of nodes, never a person's; of the same role, so it needs no further right.</summary>
    private const string EndBlockers = """
        SELECT count(pg_terminate_backend(a.pid)) FROM unnest(pg_blocking_pids($1)) AS b(pid)
            JOIN pg_stat_activity AS a ON a.pid = b.pid AND a.application_name LIKE 'floodgate/%'
        """;

    /// <exception cref="NpgsqlException">The server refused, or did not answer in time.</exception>
    /// <exception cref="JournalUnavailableException">The standby may not have the new epoch.</exception>
    public ChainHead TakeEpoch(ChainId chain)
    {
        using var connection = pool.OpenConnection();
        using var warnings = new WarningWatch(connection);
        var pid = connection.ProcessID;
        using var impatience = new Timer(
            _ => EndWhoeverBlocks(pid), null, options.ChainWaitMillisecondsMax, options.ChainWaitMillisecondsMax);
        using var command = new NpgsqlCommand(Take, connection);
        foreach (var value in (object[])[chain.Value, JournalRow.FirstHash, node, clock.NowMicros()])
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        ChainHead head;
        using (var reader = command.ExecuteReader())
        {
            reader.Read();
            head = new ChainHead(chain, reader.GetInt64(0), reader.GetInt64(1), (byte[])reader[2]);
            while (reader.NextResult())
            {
                // To the end, which is where the server says that it has committed.
            }
        }

        warnings.ThrowIfAny();
        return head;
    }

    private void EndWhoeverBlocks(int pid)
    {
        try
        {
            using var connection = pool.OpenConnection();
            using var command = new NpgsqlCommand(EndBlockers, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = pid });
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // The opening itself runs into its deadline then, and is tried again.
        }
    }
}
