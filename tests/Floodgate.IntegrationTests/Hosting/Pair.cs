using Floodgate.IntegrationTests.Storage;
using Npgsql;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>
/// A primary and its synchronous standby, both real, with a database of ours that has the schema and the rights that
/// the handbook asks for.
/// </summary>
internal sealed class Pair : IAsyncDisposable
{
    /// <summary>The standby's application name.</summary>
    public const string Name = "standby1";

    private Pair(PostgresServer primary, string database) => (Primary, Database) = (primary, database);

    /// <summary>The one that was the primary at first.</summary>
    public PostgresServer Primary { get; }

    /// <summary>The one that was the standby at first.</summary>
    public PostgresServer Standby { get; private set; } = null!;

    /// <summary>The database at the first primary.</summary>
    public string Database { get; }

    /// <summary>Both hosts, the first primary first.</summary>
    public string Connection => new NpgsqlConnectionStringBuilder(Database)
    {
        Host = $"127.0.0.1:{Primary.Port},127.0.0.1:{Standby.Port}",
    }.ToString();

    public static async Task<Pair> StartAsync()
    {
        var primary = await PostgresServer.StartAsync();
        Pair? pair = null;
        try
        {
            pair = new Pair(primary, await PostgresStore.DatabaseAsync(primary));
            // Rights to functions belong to a database, so they are given in it.
            foreach (var right in Rights) await AskAsync(primary.OperatorOf(pair.Database), right);
            pair.Standby = await primary.StandbyAsync(Name);
            return pair;
        }
        catch
        {
            await primary.DisposeAsync();
            throw;
        }
    }

    /// <summary>What deploy/README asks an administrator to grant.</summary>
    private static IEnumerable<string> Rights { get; } =
    [
        $"GRANT pg_monitor TO {PostgresServer.User}",
        $"GRANT EXECUTE ON FUNCTION pg_promote(boolean, integer), pg_reload_conf() TO {PostgresServer.User}",
        $"GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO {PostgresServer.User}",
    ];

    /// <summary>One value.</summary>
    public static async Task<object?> AskAsync(string connection, string sql)
    {
        var text = new NpgsqlConnectionStringBuilder(connection) { Pooling = false };
        await using var opened = new NpgsqlConnection(text.ToString());
        await opened.OpenAsync();
        await using var command = new NpgsqlCommand(sql, opened);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Primary.DisposeAsync();
        if (Standby is not null) await Standby.DisposeAsync();
    }
}
