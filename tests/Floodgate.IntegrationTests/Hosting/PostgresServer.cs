using System.Collections.Concurrent;
using Npgsql;

namespace Floodgate.IntegrationTests.Hosting;

/// <summary>How a PostgreSQL server is to be started.</summary>
internal sealed record PostgresSetup
{
    /// <summary>Settings of the server beyond, or instead of, the kit's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>
/// A real PostgreSQL server on a free port of this machine, with the durability it has by default. It can be killed,
/// stopped and started again on the same folder and port, and have a standby.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Who owns the databases: an ordinary user, as the one of a node.</summary>
    public const string User = "floodgate";

    private static readonly Lazy<Task<PostgresServer>> SharedServer = new(() => StartAsync());
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Dictionary<string, string> _settings;
    private readonly string _folder;
    private GuardedProcess? _process;
    private int _databases;

    private PostgresServer(PostgresSetup setup, string folder)
    {
        _folder = folder;
        _settings = new(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["wal_level"] = "replica",
            ["max_connections"] = "200",
        };
        foreach (var (name, value) in setup.Settings) _settings[name] = value;
    }

    public int Port { get; } = FreePort.Next();

    /// <summary>Its data directory.</summary>
    public string Data => Path.Combine(_folder, "data");

    public bool IsRunning => _process is { IsRunning: true };

    /// <summary>The last lines it printed, for a failed assertion's text.</summary>
    public string Log => string.Join('\n', _log.TakeLast(40));

    /// <summary>The one server of this run for all tests that only need a database of their own.</summary>
    public static Task<PostgresServer> SharedAsync() => SharedServer.Value;

    /// <summary>Starts a fresh server and waits until it takes connections.</summary>
    public static async Task<PostgresServer> StartAsync(PostgresSetup? setup = null)
    {
        var server = new PostgresServer(setup ?? new PostgresSetup(), await PostgresPrograms.FolderAsync());
        return await server.BegunAsync(async () =>
        {
            await PostgresPrograms.FillAsync(server.Data);
            await server.StartAgainAsync();
            await server.ExecuteAsync($"CREATE ROLE {User} LOGIN");
        });
    }

    /// <summary>A fresh database of an ordinary user.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> DatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"CREATE DATABASE {name} OWNER {User}");
        return Connect(User, name).ToString();
    }

    /// <summary>The same database for one who may do everything.</summary>
    public string OperatorOf(string connection) =>
        Connect(PostgresPrograms.Operator, new NpgsqlConnectionStringBuilder(connection).Database!).ToString();

    /// <summary>Lets in whoever comes from there, as it does from this machine.</summary>
    public async Task AdmitAsync(params string[] networks)
    {
        await File.AppendAllLinesAsync(
            Path.Combine(Data, "pg_hba.conf"), networks.Select(network => $"host all all {network} trust"));
        await ExecuteAsync("SELECT pg_reload_conf()");
    }

    /// <summary>A database of the same name on this server, for what was copied from another.</summary>
    public string SameAs(string connection) =>
        new NpgsqlConnectionStringBuilder(connection) { Port = Port }.ToString();

    /// <summary>One statement of the server's operator, outside of any transaction.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value, asked by the server's operator.</summary>
    public async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>SIGKILL to the postmaster and all its backends; they are gone when this returns.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        await _process.KillAsync();
        _process = null;
    }

    /// <summary>SIGSTOP: it answers nobody, its connections stay open.</summary>
    public void Stop() => _process!.Stop();

    public void Continue() => _process!.Continue();

    /// <summary>SIGKILL and start again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    /// <summary>Starts it on its folder and port and waits until it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        var settings = _settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
        _process = GuardedProcess.Start(
            PostgresPrograms.Command("postgres", ["-D", Data, "-p", $"{Port}", .. settings]), _log);
        await Patience.UntilAsync(IsReadyAsync, () => $"PostgreSQL takes no connections.\n{Log}");
    }

    /// <summary>
    /// A standby of this server; not of the shared one, whose commits it would hold up. This one keeps its log for it.
    /// </summary>
    /// <param name="name">By which this server knows it.</param>
    /// <param name="synchronous">Every commit waits for it.</param>
    public async Task<PostgresServer> StandbyAsync(string name, bool synchronous = true)
    {
        var setup = new PostgresSetup { Settings = _settings };
        var standby = new PostgresServer(setup, await PostgresPrograms.FolderAsync());
        return await standby.BegunAsync(async () =>
        {
            await PostgresPrograms.RunAsync(
                "pg_basebackup", "-D", standby.Data, "-R", "-C", "-S", name, "-X", "stream", "-c", "fast",
                "-d", $"host=127.0.0.1 port={Port} user={PostgresPrograms.Operator} application_name={name}");
            await standby.StartAgainAsync();
            if (synchronous) await WaitForAsync(name);
        });
    }

    /// <summary>Has every commit wait for this standby, and returns once it does.</summary>
    public async Task WaitForAsync(string name)
    {
        await ExecuteAsync($"ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 ({name})'");
        await ExecuteAsync("SELECT pg_reload_conf()");
        await Patience.UntilAsync(
            async () => await ScalarAsync(
                $"SELECT sync_state FROM pg_stat_replication WHERE application_name = '{name}'") is "sync",
            () => $"{name} is no synchronous standby.\n{Log}");
    }

    /// <summary>Makes this standby a server of its own, and returns once it takes writes.</summary>
    public async Task PromoteAsync() => Assert.Equal(true, await ScalarAsync("SELECT pg_promote(true, 60)"));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends the shared server if a test asked for it.</summary>
    internal static async Task EndSharedAsync()
    {
        if (SharedServer.IsValueCreated) await (await SharedServer.Value).DisposeAsync();
    }

    private async Task<PostgresServer> BegunAsync(Func<Task> begin)
    {
        try
        {
            await begin();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        if (!IsRunning) throw new InvalidOperationException($"PostgreSQL ended.\n{Log}");
        try
        {
            await using var connection = await OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var text = Connect(PostgresPrograms.Operator, "postgres");
        text.Pooling = false;
        var connection = new NpgsqlConnection(text.ToString());
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // Idle connections of a test that is over are soon given back: all tests share the server's two hundred.
    private NpgsqlConnectionStringBuilder Connect(string user, string database) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = user,
        Database = database,
        ConnectionIdleLifetime = 5,
        ConnectionPruningInterval = 5,
    };
}
