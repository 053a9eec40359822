using System.Data.Common;
using Floodgate.Storage;
using Floodgate.Storage.Sqlite;
using Floodgate.Vouchers.Projection;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>Which engine a test runs on.</summary>
public enum Engine { Sqlite, Postgres }

/// <summary>A fresh store of one engine with the scripted journal in it, and nothing projected yet.</summary>
internal sealed class ProjectionStore : IDisposable
{
    private static readonly string[] Tables = ["voucher", "redemption", "voucher_event", "projection_position"];
    private readonly string? _folder;

    private ProjectionStore(StorageEngine engine, string? folder) => (Engine, _folder) = (engine, folder);

    public StorageEngine Engine { get; }

    public static async Task<ProjectionStore> OpenAsync(Engine engine)
    {
        var store = engine == Storage.Engine.Sqlite
            ? OfFolder() : new ProjectionStore((await PostgresStore.EmptyAsync()).Engine, null);
        await store.Engine.UpgradeAsync(TimeProvider.System, TestContext.Current.CancellationToken);
        using var journal = store.OpenJournal();
        foreach (var row in ProjectionScript.Rows) Insert(journal, row);
        foreach (var rows in ProjectionScript.Rows.GroupBy(row => row.Chain)) Open(journal, rows.Last());
        Run(journal, "INSERT INTO campaign (number, id) VALUES (1, 'scripted')");
        return store;
    }

    /// <summary>Follows the script's journal to its end.</summary>
    public void Project(IReadOnlyList<JournalRow>? rows = null)
    {
        using var projector = new Projector(new RowsOnly(rows ?? ProjectionScript.Rows), Engine);
        foreach (var chain in ProjectionScript.Books)
            while (projector.Follow(chain) >= 0)
            {
            }
    }

    /// <summary>Every row of every table, as text that is the same for both engines.</summary>
    public List<string> Contents()
    {
        using var connection = Engine.OpenRead();
        return [.. Tables.SelectMany(table => Rows(connection, table).Order(StringComparer.Ordinal))];
    }

    /// <summary>A statement on the projection's tables.</summary>
    public int Run(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = Engine.OpenProjection();
        return Run(connection, sql, parameters);
    }

    /// <summary>A statement on the journal's tables.</summary>
    public int RunOnJournal(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = OpenJournal();
        return Run(connection, sql, parameters);
    }

    public void Dispose()
    {
        Engine.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    private static ProjectionStore OfFolder()
    {
        var folder = new DataFolder(Directory.CreateTempSubdirectory("floodgate-projection-").FullName);
        return new ProjectionStore(new SqliteEngine(folder), folder.Path);
    }

    private DbConnection OpenJournal() =>
        _folder is null ? Engine.OpenProjection() : SqliteFile.OpenJournal(new DataFolder(_folder).Journal);

    private static void Insert(DbConnection journal, JournalRow row) => Run(
        journal,
        """
        INSERT INTO journal (id, epoch, time, previous, hash, body)
        VALUES (@id, @epoch, @time, @previous, @hash, @body)
        """,
        ("@id", JournalRow.Key(row.Chain, row.Position)), ("@epoch", row.Epoch), ("@time", row.TimeMicros),
        ("@previous", row.PreviousHash), ("@hash", row.Hash), ("@body", row.Body));

    private static void Open(DbConnection journal, JournalRow last) => Run(
        journal,
        journal is NpgsqlConnection
            ? "INSERT INTO chain VALUES (@id, @epoch, @position, @hash, 'test', 0)"
            : "INSERT INTO chain VALUES (@id, @epoch, @position, @hash)",
        ("@id", last.Chain.Value), ("@epoch", last.Epoch), ("@position", last.Position), ("@hash", last.Hash));

    private static int Run(
        DbConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Statement(sql, parameters);
        return command.ExecuteNonQuery();
    }

    private static List<string> Rows(DbConnection connection, string table)
    {
        using var command = connection.Statement($"SELECT * FROM {table}");
        using var reader = command.ExecuteReader();
        var names = Enumerable.Range(0, reader.FieldCount).Order(Comparer<int>.Create((left, right) =>
            string.CompareOrdinal(reader.GetName(left), reader.GetName(right)))).ToArray();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add($"{table}: " + string.Join(", ", names.Select(at => $"{reader.GetName(at)}={Text(reader[at])}")));
        return rows;
    }

    /// <summary>SQLite's booleans are numbers; PostgreSQL's text has no U+0000.</summary>
    private static string? Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        bool flag => flag ? "1" : "0",
        string text => text.Replace('\0', '\uFFFD'),
        _ => value.ToString(),
    };
}
