using Microsoft.Data.Sqlite;

namespace Floodgate.Storage.Sqlite;

/// <summary>How SQLite files are opened; the one home of connection strings and durability pragmas.</summary>
internal static class SqliteFile
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS campaign (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE IF NOT EXISTS chain (
            id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS journal (
            id INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, time INTEGER NOT NULL,
            previous BLOB NOT NULL, hash BLOB NOT NULL, body BLOB NOT NULL) STRICT;
        """;

    /// <summary>The journal's writing connection: a commit returns only when it is on disk.</summary>
    public static SqliteConnection OpenJournal(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            Execute(connection, "PRAGMA wal_autocheckpoint = 4000");
            Execute(connection, Schema);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenReadOnly(string path) => Open(path, SqliteOpenMode.ReadOnly);

    public static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5
        };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static void Execute(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
