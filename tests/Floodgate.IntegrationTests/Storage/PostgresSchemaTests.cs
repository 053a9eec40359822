using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage.Postgres;
using Floodgate.Storage.Relational;
using Floodgate.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

public sealed class PostgresSchemaTests
{
    private const string Migrations = "SELECT count(*) FROM \"__EFMigrationsHistory\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_WhenEmpty_GetsTheSchemaOfTheModelAndTheJournal()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var db = store.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
        Assert.Equal(0L, await store.AskAsync("SELECT count(*) FROM journal"));
        Assert.Equal(PostgresUpgrade.Level, await store.AskAsync("SELECT level FROM schema_level"));
        Assert.Equal((long)PostgresUpgrade.Level, await store.AskAsync(Migrations));
        Assert.Equal(0L, await store.AskAsync("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        await store.UpgradeAsync();
        Assert.Equal((long)PostgresUpgrade.Level, await store.AskAsync(Migrations));
    }

    [Fact]
    public async Task Upgrade_ByFourAtOnce_GivesOneSchema()
    {
        using var store = await PostgresStore.EmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(store.UpgradeAsync, Cancel)));
        Assert.Equal((long)PostgresUpgrade.Level, await store.AskAsync(Migrations));
    }

    [Fact]
    public async Task Upgrade_WhenKilledInTheMiddle_IsDoneByTheNext()
    {
        using var store = await PostgresStore.EmptyAsync();
        await store.OperatorAsync("""
            CREATE FUNCTION public.hold() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
                IF to_regclass('floodgate.voucher') IS NOT NULL THEN PERFORM pg_sleep(600); END IF; END $$;
            CREATE EVENT TRIGGER hold ON ddl_command_end EXECUTE FUNCTION public.hold()
            """);
        var killed = store.UpgradeAsync();
        await Patience.UntilAsync(
            async () => await store.OperatorAsync("""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()
                    AND application_name LIKE 'floodgate/%/upgrade' AND wait_event = 'PgSleep'
                """) is 1L,
            () => "the upgrade does not come to its middle");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => killed);
        Assert.Equal(DBNull.Value, await store.AskAsync("SELECT to_regclass('floodgate.voucher')::text"));
        await store.OperatorAsync("DROP EVENT TRIGGER hold");
        await store.UpgradeAsync();
        await using var db = store.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Upgrade_WhileAnotherOneHangs_IsRefusedInWords()
    {
        using var store = await PostgresStore.EmptyAsync(new PostgresOptions { UpgradeWaitSecondsMax = 1 });
        await using var other = new NpgsqlConnection(store.Connection);
        await other.OpenAsync(Cancel);
        await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({0x466C6F6F64})", other);
        await hold.ExecuteNonQueryAsync(Cancel);
        var refused = await Assert.ThrowsAsync<IOException>(store.UpgradeAsync);
        Assert.Contains("Another process has been upgrading the database", refused.Message);
    }

    [Fact]
    public async Task Database_WhenOneMigrationAhead_Serves()
    {
        using var store = await PostgresStore.CreateAsync();
        await store.AskAsync("""
            ALTER TABLE api_key ADD COLUMN "Later" text;
            INSERT INTO "__EFMigrationsHistory" VALUES ('20991231000000_Later', '11.0.0');
            UPDATE schema_level SET level = level + 1
            """);
        await store.UpgradeAsync();
        await using var db = store.CreateDbContext();
        Assert.Empty(await db.Set<Floodgate.Access.ApiKeyRow>().ToListAsync(Cancel));
    }

    [Fact]
    public async Task Database_WhenItNeedsANewerProgram_IsRefusedInWords()
    {
        using var store = await PostgresStore.CreateAsync();
        await store.AskAsync("UPDATE schema_level SET level = level + 1, needs = level + 1");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(store.UpgradeAsync);
        Assert.Contains($"schema level {PostgresUpgrade.Level + 1}", refused.Message);
    }

    [Fact]
    public async Task Models_OfBothEngines_HaveTheSameTablesAndColumns()
    {
        using var store = await PostgresStore.EmptyAsync();
        await using var postgres = store.CreateDbContext();
        using var engine = new SqliteEngine(new Floodgate.Storage.DataFolder(Path.GetTempPath()));
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        engine.Configure(options);
        await using var sqlite = engine.Create(options.Options);
        Assert.False(sqlite.Database.HasPendingModelChanges());
        Assert.Equal(Columns(sqlite), Columns(postgres));
    }

    private static List<string> Columns(FloodgateDb db) =>
    [
        .. db.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties().Select(property =>
            $"{entity.GetTableName()}.{property.GetColumnName()} {(property.IsNullable ? "null" : "not null")}"
            + (property.IsPrimaryKey() ? " key" : ""))).Order(StringComparer.Ordinal),
        .. db.Model.GetEntityTypes().SelectMany(entity => entity.GetIndexes().Select(index =>
            $"{entity.GetTableName()} {index.GetDatabaseName()} {index.IsUnique}")).Order(StringComparer.Ordinal),
    ];
}
