using Floodgate.Foundation;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Takes a chain's epoch from whoever has it. A writer that died in the middle of a commit, or waits for a standby that
/// does not answer, still holds the chain's row in the database: its session is ended there, which undoes what was not
/// committed and lets go of what was.
/// </summary>
/// <param name="pool">For the opening itself.</param>
/// <param name="places">For a connection of its own that ends what is in the way, also when the pool is full.</param>
/// <param name="options">Limits.</param>
/// <param name="node">Kept beside the epoch.</param>
/// <param name="clock">Says when it was taken.</param>
internal sealed class PostgresOpening(
    PlacedPool pool, PostgresPlaces places, PostgresOptions options, string node, TimeProvider clock)
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
            JOIN pg_stat_activity AS a ON a.pid = b.pid
                AND a.application_name ~ '^floodgate/[^/]+/(journal|opening)$'
        """;

    /// <exception cref="NpgsqlException">The server refused, or did not answer in time.</exception>
    /// <exception cref="JournalUnavailableException">The standby may not have the new epoch.</exception>
    public ChainHead TakeEpoch(ChainId chain)
    {
        using var connection = pool.Open();
        using var warnings = new WarningWatch(connection);
        using var waiting = new Waiting(connection.ProcessID);
        using var impatience = new Timer(
            _ => EndWhoeverBlocks(waiting), null, options.ChainWaitMillisecondsMax, options.ChainWaitMillisecondsMax);
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

    /// <summary>Runs on a timer's thread: nothing may be thrown from here.</summary>
    private void EndWhoeverBlocks(Waiting waiting)
    {
        try
        {
            using var connection = places.Open(places.Address.Control);
            using var command = new NpgsqlCommand(EndBlockers, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = waiting.Session });
            waiting.WhileItWaits(() => command.ExecuteNonQuery());
        }
#pragma warning disable CA1031 // The opening itself runs into its deadline then, and is tried again.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Said there.
        }
    }

    /// <summary>The session of an opening under way; afterwards it may be another one's.</summary>
    private sealed class Waiting(int session) : IDisposable
    {
        private readonly Lock _gate = new();
        private bool _over;

        public int Session => session;

        public void WhileItWaits(Action work)
        {
            lock (_gate)
                if (!_over) work();
        }

        public void Dispose()
        {
            lock (_gate) _over = true;
        }
    }
}
