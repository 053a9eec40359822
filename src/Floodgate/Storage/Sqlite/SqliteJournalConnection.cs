using Floodgate.Foundation;
using Microsoft.Data.Sqlite;

namespace Floodgate.Storage.Sqlite;

/// <summary>
/// The journal's one writing connection, with its statements prepared. Not thread-safe: its owner locks.
/// </summary>
internal sealed class SqliteJournalConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _begin, _commit, _rollback, _advance, _insert, _epoch;

    private SqliteJournalConnection(SqliteConnection connection)
    {
        _connection = connection;
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _advance = Prepare(
            "UPDATE chain SET position = $position, hash = $hash " +
            "WHERE id = $id AND epoch = $epoch AND position = $before",
            "$position", "$hash", "$id", "$epoch", "$before");
        _insert = Prepare(
            "INSERT INTO journal (id, epoch, time, previous, hash, body) " +
            "VALUES ($id, $epoch, $time, $previous, $hash, $body)",
            "$id", "$epoch", "$time", "$previous", "$hash", "$body");
        _epoch = Prepare("SELECT epoch FROM chain WHERE id = $id", "$id");
    }

    public static SqliteJournalConnection Open(string path)
    {
        var connection = SqliteFile.OpenJournal(path);
        try
        {
            return new SqliteJournalConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Copies the whole log into the database file and syncs both.</summary>
    /// <exception cref="JournalUnavailableException">A reader is in the way; to be tried again.</exception>
    public void Checkpoint()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        using var reader = command.ExecuteReader();
        if (reader.Read() && reader.GetInt32(0) != 0)
            throw new JournalUnavailableException("journal: a reader delays recovery");
    }

    public int Register(string campaign)
    {
        using var command = _connection.CreateCommand();
        command.CommandText =
            "INSERT INTO campaign (id) SELECT $id WHERE NOT EXISTS (SELECT 1 FROM campaign WHERE id = $id) " +
            "AND COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'campaign'), 0) < $last; " +
            "SELECT COALESCE((SELECT number FROM campaign WHERE id = $id), 0)";
        command.Parameters.AddWithValue("$id", campaign);
        command.Parameters.AddWithValue("$last", VoucherId.TestCampaign - 1);
        return Convert.ToInt32(command.ExecuteScalar());
    }

    /// <summary>
    /// Counts up the file's user version, which nothing else uses: a real commit of one page, synced like any other.
    /// </summary>
    public int Touch()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var next = (Convert.ToInt32(command.ExecuteScalar()) + 1) & int.MaxValue;
        command.CommandText = $"PRAGMA user_version = {next}";
        command.ExecuteNonQuery();
        command.CommandText = "PRAGMA user_version";
        if (Convert.ToInt32(command.ExecuteScalar()) != next)
            throw new JournalUnavailableException("journal: what was written is not read back");
        return next;
    }

    public ChainHead TakeEpoch(ChainId chain)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = """
            INSERT INTO chain (id, epoch, position, hash) VALUES ($id, 1, 0, zeroblob(32))
            ON CONFLICT (id) DO UPDATE SET epoch = epoch + 1
            RETURNING epoch, position, hash
            """;
        command.Parameters.AddWithValue("$id", chain.Value);
        using var reader = command.ExecuteReader();
        reader.Read();
        var head = new ChainHead(chain, reader.GetInt64(0), reader.GetInt64(1), (byte[])reader[2]);
        while (reader.Read())
        {
            // Steps the statement to its end: the commit happens there.
        }

        return head;
    }

    /// <summary>False when the store failed; the outcomes then say none or unknown.</summary>
    public bool Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes)
    {
        try
        {
            _begin.ExecuteNonQuery();
            for (var i = 0; i < rows.Count; i++) outcomes[i] = Append(rows[i]);
            for (var i = 0; i < held.Count; i++) outcomes[rows.Count + i] = Look(held[i]);
        }
        catch (SqliteException)
        {
            // Before COMMIT nothing can have become durable: closing the connection discards it in any case.
            RollBack();
            outcomes.Fill(CommitOutcome.None);
            return false;
        }

        try
        {
            _commit.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException)
        {
            // The log may hold the commit record although its sync failed: unknown, whatever a rollback says now.
            outcomes[..rows.Count].Fill(CommitOutcome.Unknown);
            outcomes[rows.Count..].Fill(CommitOutcome.None);
            RollBack();
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var command in new[] { _begin, _commit, _rollback, _advance, _insert, _epoch }) command.Dispose();
        _connection.Dispose();
    }

    private CommitOutcome Append(JournalRow row)
    {
        Set(_advance, row.Position, row.Hash, row.Chain.Value, row.Epoch, row.Position - 1);
        if (_advance.ExecuteNonQuery() != 1) return CommitOutcome.Fenced;
        var id = JournalRow.Key(row.Chain, row.Position);
        Set(_insert, id, row.Epoch, row.TimeMicros, row.PreviousHash, row.Hash, row.Body);
        _insert.ExecuteNonQuery();
        return CommitOutcome.Committed;
    }

    private CommitOutcome Look(in ChainHead head)
    {
        Set(_epoch, head.Chain.Value);
        return _epoch.ExecuteScalar() is long epoch && epoch == head.Epoch
            ? CommitOutcome.Committed : CommitOutcome.Fenced;
    }

    private void RollBack()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, I/O error); the connection is closed next anyway.
        }
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    private SqliteCommand Prepare(string text, params string[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            var type = name is "$hash" or "$previous" or "$body" ? SqliteType.Blob : SqliteType.Integer;
            command.Parameters.Add(new SqliteParameter { ParameterName = name, SqliteType = type });
        }

        if (parameters.Length > 0) command.Prepare();
        return command;
    }
}
