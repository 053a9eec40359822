using System.Data.Common;
using Floodgate.Foundation.Signals;
using Floodgate.Storage.Relational;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Sqlite;

/// <summary>The data folder: journal.db and floodgate.db.</summary>
internal sealed class SqliteEngine(DataFolder folder) : StorageEngine
{
    private readonly string _relational = RelationalSlice.FileIn(folder.Path);

    public override bool IsShared => false;

    public override IJournal OpenJournal(NodeTallies? tallies = null) => new SqliteJournal(folder.Journal, tallies);

    public override void Configure(DbContextOptionsBuilder options) => RelationalSlice.Configure(options, _relational);

    public override Task UpgradeAsync(FloodgateDb db, TimeProvider clock, CancellationToken cancel) =>
        SchemaUpgrade.RunAsync(db, folder.Path, clock, cancel);

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

    public override void Touch() => RelationalSlice.Touch(folder.Path);
}
