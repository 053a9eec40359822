using System.Data.Common;
using Floodgate.Storage.Postgres;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

public sealed class PostgresEngineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Touch_EachTime_IsAWriteThatIsReadBack()
    {
        using var store = await PostgresStore.CreateAsync();
        store.Engine.Touch();
        store.Engine.Touch();
        Assert.Equal(2L, await store.AskAsync("SELECT n FROM touch"));
    }

    [Fact]
    public async Task Reader_WhenItWrites_IsRefused()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var connection = store.Engine.OpenRead();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM voucher";
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
        command.CommandText = "UPDATE touch SET n = 7";
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancel));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
    }

    [Fact]
    public async Task Projection_OfOneSession_NeedNotReachTheStandby()
    {
        using var store = await PostgresStore.CreateAsync();
        await using var connection = store.Engine.OpenProjection();
        await using var command = connection.CreateCommand();
        command.CommandText = "SHOW synchronous_commit";
        Assert.Equal("local", await command.ExecuteScalarAsync(Cancel));
    }

    [Fact]
    public async Task Read_WhenTheWatchEndsIt_FailsAndTheNextOneWorks()
    {
        using var store = await PostgresStore.CreateAsync(new PostgresOptions { StatementSecondsMax = 60 });
        var watch = new QueryWatch(TimeProvider.System, store.Engine);
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        store.Engine.Configure(options);
        options.AddInterceptors(watch);
        await using var db = store.Engine.Create(options.Options);
        var reading = db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM pg_sleep(50)").ToListAsync(Cancel);
        await Hosting.Patience.UntilAsync(
            async () => await store.AskAsync(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
                is 1L,
            () => "the read does not begin");
        Assert.Equal(0, watch.End(TimeSpan.FromMinutes(1)));
        Assert.Equal(1, watch.End(TimeSpan.Zero));
        await Assert.ThrowsAnyAsync<DbException>(() => reading);
        Assert.Equal(0, watch.Reads().Count);
        Assert.Equal(2, (await db.Database.SqlQueryRaw<int>("SELECT 2 AS \"Value\"").ToListAsync(Cancel)).Single());
    }

    [Fact]
    public async Task Statement_WhenItTakesTooLong_IsEndedByTheServer()
    {
        using var store = await PostgresStore.CreateAsync(new PostgresOptions { StatementSecondsMax = 1 });
        await using var db = store.CreateDbContext();
        var ended = await Assert.ThrowsAsync<PostgresException>(
            () => db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM pg_sleep(50)").ToListAsync(Cancel));
        Assert.Equal(PostgresErrorCodes.QueryCanceled, ended.SqlState);
    }

    [Fact]
    public async Task Connection_WhenItIsLost_IsAFaultOfTheStoreAsOnTheOtherEngine()
    {
        await using var server = await Hosting.PostgresServer.StartAsync();
        using var engine = new PostgresEngine(await server.DatabaseAsync(), new PostgresOptions(), "test");
        await using var db = await engine.OpenAsync(TimeProvider.System, Cancel);
        await db.Database.OpenConnectionAsync(Cancel);
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<DbException>(
            () => db.Database.SqlQueryRaw<int>("SELECT 2 AS \"Value\"").ToListAsync(Cancel));
        await Assert.ThrowsAnyAsync<DbException>(() => engine.UpgradeAsync(TimeProvider.System, Cancel));
        await server.RestartAsync();
        await using var again = await engine.OpenAsync(TimeProvider.System, Cancel);
        Assert.Equal(2, (await again.Database.SqlQueryRaw<int>("SELECT 2 AS \"Value\"").ToListAsync(Cancel)).Single());
    }

    [Fact]
    public async Task Server_WhenItIsAway_IsSaidWithoutThePassword()
    {
        var port = Hosting.FreePort.Next();
        using var engine = new PostgresEngine(
            $"Host=127.0.0.1;Port={port};Username=floodgate;Password=tulip-37", new PostgresOptions(), "test");
        var away = await Assert.ThrowsAnyAsync<DbException>(() => engine.UpgradeAsync(TimeProvider.System, Cancel));
        Assert.DoesNotContain("tulip-37", away.ToString());
        Assert.DoesNotContain("tulip-37", Assert.ThrowsAny<DbException>(engine.Touch).ToString());
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        engine.Configure(options);
        await using var db = engine.Create(options.Options);
        Assert.DoesNotContain(
            "tulip-37", Assert.ThrowsAny<DbException>(() => db.Database.GetDbConnection()).ToString());
    }

    [Fact]
    public async Task ConnectionOfAContext_DoesNotTellThePassword()
    {
        var server = await Hosting.PostgresServer.SharedAsync();
        using var engine = new PostgresEngine(
            await server.DatabaseAsync() + ";Password=tulip-37", new PostgresOptions(), "test");
        await using var db = await engine.OpenAsync(TimeProvider.System, Cancel);
        Assert.DoesNotContain("tulip-37", db.Database.GetDbConnection().ConnectionString);
    }

    [Theory]
    [InlineData("tulip-37")]
    [InlineData("Host=db1;Password=tulip-37;Colour=tulip-37")]
    [InlineData("Host=db1;Port=tulip-37")]
    public void ConnectionString_WhenItCannotBeRead_IsNotRepeated(string text)
    {
        var refused = Assert.Throws<InvalidDataException>(
            () => new PostgresEngine(text, new PostgresOptions(), "test"));
        Assert.DoesNotContain("tulip-37", refused.ToString());
    }
}
