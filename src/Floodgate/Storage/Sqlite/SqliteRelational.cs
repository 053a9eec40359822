using Floodgate.Storage.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Sqlite;

/// <summary>The one place that says where the relational file is and how it is opened.</summary>
internal static class SqliteRelational
{
    /// <summary>
    /// How long a statement waits for another process's write, such as <c>keys create</c> beside a server.
    /// </summary>
    private const int BusySecondsMax = 5;

    public const string FileName = "floodgate.db";

    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, FileName);

    /// <summary>
    /// Opens the file outside a server, for commands; creates folder and schema where they are missing.
    /// </summary>
    public static async Task<FloodgateDb> OpenAsync(string dataDirectory, TimeProvider clock, CancellationToken cancel)
    {
        using var engine = new SqliteEngine(new DataFolder(dataDirectory));
        return await engine.OpenAsync(clock, cancel);
    }

    /// <summary>
    /// A small write to the file, committed and read back: whether it still takes any. Counts up the user version,
    /// which nothing else uses.
    /// </summary>
    /// <exception cref="SqliteException">It does not.</exception>
    public static void Touch(string dataDirectory)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = FileIn(dataDirectory),
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = BusySecondsMax,
        };
        using var connection = new SqliteConnection(text.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var next = (Convert.ToInt32(command.ExecuteScalar()) + 1) & int.MaxValue;
        command.CommandText = $"PRAGMA user_version = {next}; PRAGMA user_version";
        if (Convert.ToInt32(command.ExecuteScalar()) != next)
            throw new IOException("what was written to the relational file is not read back");
    }

    public static void Configure(DbContextOptionsBuilder options, string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusySecondsMax };
        options.UseSqlite(connection.ToString()).AddInterceptors(SqlitePragmas.Instance);
    }
}
