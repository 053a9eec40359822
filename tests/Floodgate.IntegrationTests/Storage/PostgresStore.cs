using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage.Postgres;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>A database of the shared server with the schema in it, for tests of what works on it.</summary>
internal sealed class PostgresStore : IDbContextFactory<FloodgateDb>, IDisposable
{
    private readonly DbContextOptions<FloodgateDb> _options;

    private PostgresStore(string connection, PostgresOptions options)
    {
        Connection = connection;
        Engine = new PostgresEngine(connection, options, "test");
        var builder = new DbContextOptionsBuilder<FloodgateDb>();
        Engine.Configure(builder);
        _options = builder.Options;
    }

    public string Connection { get; }

    public PostgresEngine Engine { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A database of a server with the newest schema.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> DatabaseAsync(PostgresServer server)
    {
        using var store = new PostgresStore(await server.DatabaseAsync(), new PostgresOptions());
        await store.UpgradeAsync();
        return store.Connection;
    }

    /// <summary>The journal of a database that has the schema.</summary>
    public static PostgresJournal Open(string connection, string node = "one", PostgresOptions? options = null)
    {
        options ??= new PostgresOptions();
        var places = new PostgresPlaces(
            new PostgresAddress(connection, options, node), options, new SeenDatabase(null), TimeProvider.System);
        return new(places, new StandbyWatch(places, options, TimeProvider.System), options, node, TimeProvider.System);
    }

    /// <summary>An empty database.</summary>
    public static async Task<PostgresStore> EmptyAsync(PostgresOptions? options = null)
    {
        var server = await PostgresServer.SharedAsync();
        return new PostgresStore(await server.DatabaseAsync(), options ?? new PostgresOptions());
    }

    /// <summary>A database with the newest schema.</summary>
    public static async Task<PostgresStore> CreateAsync(PostgresOptions? options = null)
    {
        var store = await EmptyAsync(options);
        await store.UpgradeAsync();
        return store;
    }

    public Task UpgradeAsync() => Engine.UpgradeAsync(TimeProvider.System, Cancel);

    public FloodgateDb CreateDbContext() => Engine.Create(_options);

    /// <summary>One statement of the database's owner.</summary>
    public Task<object?> AskAsync(string sql) => RunAsync(Connection, sql);

    /// <summary>One statement of the server's operator, in this database.</summary>
    public async Task<object?> OperatorAsync(string sql) =>
        await RunAsync((await PostgresServer.SharedAsync()).OperatorOf(Connection), sql);

    public void Dispose() => Engine.Dispose();

    private static async Task<object?> RunAsync(string connection, string sql)
    {
        var text = new NpgsqlConnectionStringBuilder(connection) { SearchPath = "floodgate", Pooling = false };
        await using var opened = new NpgsqlConnection(text.ToString());
        await opened.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, opened);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
