using Floodgate.IntegrationTests.Hosting;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>The kit itself: what other tests take for granted of it.</summary>
public sealed class PostgresServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Row_WhenTheServerIsKilled_IsThereAfterARestart()
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.DatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (7)");
        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ReadAsync(database));
        await server.RestartAsync();
        Assert.Equal(7, await ReadAsync(database));
    }

    [Fact]
    public async Task Commit_WhileTheSynchronousStandbyIsStopped_WaitsForIt()
    {
        await using var primary = await PostgresServer.StartAsync();
        var database = await primary.DatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (n integer)");
        await using var standby = await primary.StandbyAsync("second");
        standby.Stop();
        var commit = ExecuteAsync(database, "INSERT INTO kept VALUES (8)");
        await Patience.UntilAsync(
            async () => await primary.ScalarAsync(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'") is 1L,
            () => $"no commit waits\n{primary.Log}");
        Assert.False(commit.IsCompleted);
        standby.Continue();
        await commit.WaitAsync(Patience.Max, TimeProvider.System, Cancel);
        Assert.Equal(8, await ReadAsync(database));
    }

    [Fact]
    public async Task Row_WhenTheStandbyIsPromoted_IsThere()
    {
        await using var primary = await PostgresServer.StartAsync();
        var database = await primary.DatabaseAsync();
        await using var standby = await primary.StandbyAsync("second");
        await ExecuteAsync(database, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (9)");
        await primary.KillAsync();
        await standby.PromoteAsync();
        var copy = standby.SameAs(database);
        Assert.Equal(9, await ReadAsync(copy));
        await ExecuteAsync(copy, "UPDATE kept SET n = 10");
        Assert.Equal(10, await ReadAsync(copy));
    }

    [Fact]
    public async Task SharedServer_WhenAskedTwice_GivesTwoDatabasesOfOneServer()
    {
        var first = await (await PostgresServer.SharedAsync()).DatabaseAsync();
        var second = await (await PostgresServer.SharedAsync()).DatabaseAsync();
        Assert.NotEqual(first, second);
        await ExecuteAsync(first, "CREATE TABLE kept (n integer)");
        await ExecuteAsync(second, "CREATE TABLE kept (n integer)");
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<object?> ReadAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT n FROM kept", connection);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
