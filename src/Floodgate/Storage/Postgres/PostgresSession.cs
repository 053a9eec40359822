using Npgsql;
using NpgsqlTypes;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// The journal's one writing session, with its statement prepared. Not thread-safe: its owner locks. After an outcome
/// that is not an answer it is thrown away.
/// </summary>
internal sealed class PostgresSession : IDisposable
{
    /// <summary>
    /// Epoch check and append in one statement, that is in one transaction and one round trip. A row whose chain has
    /// another epoch or another head matches nothing and is missing from the answer, and so is a held head that is not
    /// the chain's any more. A writer that takes the epoch at this moment holds the chain's row: the update waits for
    /// it and then looks again.
    /// </summary>
    private const string Append = """
        WITH given AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
                AS g(chain, epoch, position, time, previous, hash, body)),
        advanced AS (
            UPDATE chain AS c SET position = g.position, hash = g.hash FROM given AS g
            WHERE c.id = g.chain AND c.epoch = g.epoch AND c.position = g.position - 1 AND c.hash = g.previous
            RETURNING g.chain, g.epoch, g.position, g.time, g.previous, g.hash, g.body),
        appended AS (
            INSERT INTO journal (id, epoch, time, previous, hash, body)
            SELECT (a.chain << 36) | a.position, a.epoch, a.time, a.previous, a.hash, a.body FROM advanced AS a
            RETURNING id >> 36 AS chain)
        SELECT chain FROM appended
        UNION ALL
        SELECT h.chain FROM unnest($8, $9) AS h(chain, epoch)
            JOIN chain AS c ON c.id = h.chain AND c.epoch = h.epoch
        """;

    /// <summary>Heads only: nothing is written, so neither a log record nor a standby is waited for.</summary>
    private const string Hold = """
        SELECT h.chain FROM unnest($1, $2) AS h(chain, epoch)
            JOIN chain AS c ON c.id = h.chain AND c.epoch = h.epoch
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _append, _hold;
    private readonly HashSet<long> _answered = [];
    private readonly WarningWatch _warnings;

    private PostgresSession(NpgsqlConnection connection, PostgresPlace place)
    {
        (_connection, Place) = (connection, place);
        _warnings = new WarningWatch(connection);
        _append = Prepare(Append, Longs, Longs, Longs, Longs, Blobs, Blobs, Blobs, Longs, Longs);
        _hold = Prepare(Hold, Longs, Longs);
    }

    private static NpgsqlDbType Longs => NpgsqlDbType.Array | NpgsqlDbType.Bigint;

    private static NpgsqlDbType Blobs => NpgsqlDbType.Array | NpgsqlDbType.Bytea;

    /// <summary>Where it writes.</summary>
    public PostgresPlace Place { get; }

    /// <summary>False: it broke while it was idle, and nothing was sent on it since.</summary>
    public bool IsAlive => _connection.State == System.Data.ConnectionState.Open;

    /// <exception cref="NpgsqlException">It cannot be opened.</exception>
    /// <exception cref="JournalUnavailableException">The server would not keep what it is told.</exception>
    public static PostgresSession Open(PostgresPlaces places, PostgresPlace place)
    {
        var connection = places.Open(places.Address.Journal);
        try
        {
            PostgresPlaces.Check(connection, place);
            CheckDurable(connection);
            return new PostgresSession(connection, place);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// One round trip, with outcomes for the rows first, then for the held heads. At most one row a chain.
    /// </summary>
    /// <returns>False: the outcomes do not rest on an answer; throw the session away.</returns>
    public bool Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        var command = rows.Count == 0 ? _hold : _append;
        if (rows.Count > 0) SetRows(rows);
        SetHeld(command, held);
        if (PostgresFault.Of(Execute(command), _warnings.Any) is { } outcome)
        {
            outcomes[..rows.Count].Fill(outcome);
            outcomes[rows.Count..].Fill(CommitOutcome.None);
            return false;
        }

        for (var i = 0; i < rows.Count; i++) outcomes[i] = Answer(rows[i].Chain);
        for (var i = 0; i < held.Count; i++) outcomes[rows.Count + i] = Answer(held[i].Chain);
        return true;
    }

    public void Dispose()
    {
        _warnings.Dispose();
        _append.Dispose();
        _hold.Dispose();
        _connection.Dispose();
    }

    /// <summary>
    /// A server that was told not to sync would take every commit and lose it with the power; a standby would call a
    /// head still ours that its primary has given to another.
    /// </summary>
    /// <exception cref="JournalUnavailableException">It is one of these.</exception>
    public static void CheckDurable(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT s || '=off' FROM unnest($1) AS s WHERE current_setting(s) <> 'on'
            UNION ALL SELECT 'as a standby' WHERE pg_is_in_recovery()
            """, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = new[] { "fsync", "full_page_writes" } });
        if (command.ExecuteScalar() is string how)
            throw new JournalUnavailableException(
                $"PostgreSQL runs {how}: acknowledged vouchers would be lost. A node needs a primary with fsync=on "
                + "and full_page_writes=on.");
    }

    private CommitOutcome Answer(ChainId chain) =>
        _answered.Contains(chain.Value) ? CommitOutcome.Committed : CommitOutcome.Fenced;

    /// <summary>
    /// To the end of the answer, which is where the server says that it has committed: a commit can fail after the
    /// statement is done.
    /// </summary>
    private Exception? Execute(NpgsqlCommand command)
    {
        Exception? fault = null;
        _warnings.Forget();
        _answered.Clear();
        try
        {
            using var reader = command.ExecuteReader();
            do
            {
                while (reader.Read()) _answered.Add(reader.GetInt64(0));
            }
            while (reader.NextResult());
        }
#pragma warning disable CA1031 // Whatever broke after the statement was sent: what it means is said in one place.
        catch (Exception thrown)
#pragma warning restore CA1031
        {
            fault = thrown;
        }

        return fault;
    }

    private void SetRows(IReadOnlyList<JournalRow> rows)
    {
        var values = _append.Parameters;
        values[0].Value = rows.Select(row => row.Chain.Value).ToArray();
        values[1].Value = rows.Select(row => row.Epoch).ToArray();
        values[2].Value = rows.Select(row => row.Position).ToArray();
        values[3].Value = rows.Select(row => row.TimeMicros).ToArray();
        values[4].Value = rows.Select(row => row.PreviousHash).ToArray();
        values[5].Value = rows.Select(row => row.Hash).ToArray();
        values[6].Value = rows.Select(row => row.Body).ToArray();
    }

    private static void SetHeld(NpgsqlCommand command, IReadOnlyList<ChainHead> held)
    {
        var values = command.Parameters;
        values[^2].Value = held.Select(head => head.Chain.Value).ToArray();
        values[^1].Value = held.Select(head => head.Epoch).ToArray();
    }

    private NpgsqlCommand Prepare(string text, params ReadOnlySpan<NpgsqlDbType> types)
    {
        var command = new NpgsqlCommand(text, _connection);
        foreach (var type in types) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        command.Prepare();
        return command;
    }
}
