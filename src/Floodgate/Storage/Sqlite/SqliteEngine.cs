using System.Data.Common;
using Floodgate.Foundation.Signals;
using Floodgate.Storage.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Sqlite;

/// <summary>The data folder: journal.db and floodgate.db.</summary>
internal sealed class SqliteEngine(DataFolder folder) : StorageEngine
{
    private readonly string _relational = SqliteRelational.FileIn(folder.Path);

    public override bool IsShared => false;

    public override int ConnectionsMax => 64;

    public override IJournal OpenJournal(NodeTallies? tallies = null) => new SqliteJournal(folder.Journal, tallies);

    public override void Configure(DbContextOptionsBuilder options) =>
        SqliteRelational.Configure(options, _relational);

    public override FloodgateDb Create(DbContextOptions options) => new(options);

    public override async Task UpgradeAsync(TimeProvider clock, CancellationToken cancel)
    {
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        Configure(options);
        await using var db = Create(options.Options);
        await SqliteUpgrade.RunAsync(db, folder.Path, clock, cancel);
    }

    public override DbConnection OpenRead() => SqliteFile.OpenReadOnly(_relational);

    public override DbConnection OpenProjection()
    {
        var connection = SqliteFile.Open(_relational, SqliteOpenMode.ReadWrite);
        try
        {
            SqliteFile.Execute(connection, "PRAGMA synchronous = NORMAL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The projection first: it can only be behind the journal that is opened after it.</summary>
    public override JournalSnapshot OpenSnapshot()
    {
        SqliteConnection? projection = null;
        try
        {
            if (File.Exists(_relational)) projection = Still(_relational);
            return new JournalSnapshot(folder.Path, Still(folder.Journal), projection);
        }
        catch (SqliteException fault)
        {
            projection?.Dispose();
            throw new JournalUnavailableException($"{folder.Path}: {fault.Message}", fault);
        }
    }

    public override void Touch() => SqliteRelational.Touch(folder.Path);

    public override void End(IReadOnlyList<DbCommand> reads)
    {
        foreach (var read in reads)
            if (read.Connection is SqliteConnection { Handle: { } handle }) SQLitePCL.raw.sqlite3_interrupt(handle);
    }

    public override void Dispose() { }

    /// <summary>A deferred transaction begins with its first look at the file.</summary>
    private static SqliteConnection Still(string path)
    {
        var connection = SqliteFile.OpenReadOnly(path);
        try
        {
            connection.BeginTransaction(deferred: true);
            SqliteFile.Execute(connection, "SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
