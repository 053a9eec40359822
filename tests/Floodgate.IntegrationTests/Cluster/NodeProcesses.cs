using Floodgate.Foundation.Keys;
using Floodgate.Host.Cluster;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;
using Npgsql;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>
/// Nodes as processes of their own on one PostgreSQL, set up as the handbook says: certificates of the cluster's own
/// authority, the first node's keys for all.
/// </summary>
internal sealed class NodeProcesses : IAsyncDisposable
{
    private const string Passphrase = "only for this test";
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-cluster-").FullName;
    private readonly List<HostProcess> _nodes = [];
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly Wire? _wire;
    private readonly Dictionary<string, string> _first = new(StringComparer.Ordinal);

    private NodeProcesses(
        PostgresServer database, string connection, IReadOnlyDictionary<string, string>? environment, Wire? wire)
    {
        (Database, Connection, _wire) = (database, connection, wire);
        _environment = environment ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    public PostgresServer Database { get; }

    public string Connection { get; }

    public IReadOnlyList<HostProcess> Nodes => _nodes;

    public HostProcess this[int node] => _nodes[node];

    /// <summary>A node that is set up and that only the first node's capacity driver <c>here</c> may start.</summary>
    public HostProcess? Spare { get; private set; }

    /// <param name="nodes">How many are started.</param>
    /// <param name="environment">Settings for all.</param>
    /// <param name="wire">The last node lives there; the others are at its second address.</param>
    /// <param name="spare">With one more that is only set up.</param>
    public static async Task<NodeProcesses> StartAsync(
        int nodes, IReadOnlyDictionary<string, string>? environment = null, Wire? wire = null, bool spare = false)
    {
        var database = await PostgresServer.StartAsync(wire is null ? null : new PostgresSetup
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["listen_addresses"] = $"127.0.0.1,{wire.Store}",
            },
        });
        if (wire is not null) await database.AdmitAsync($"{wire.Address}/32", $"{wire.Front}/32");
        var cluster = new NodeProcesses(database, await database.DatabaseAsync(), environment, wire);
        try
        {
            if (spare) cluster.SetUpSpare($"node{nodes + 1}");
            await cluster.JoinAsync();
            if (cluster.Spare is { } one) cluster.ShareKeys(one);
            await Task.WhenAll(Enumerable.Range(2, nodes - 1)
                .Select(node => cluster.JoinAsync(node == nodes ? wire : null)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one node more, and returns when it is ready.</summary>
    public async Task<HostProcess> JoinAsync(Wire? wire = null)
    {
        HostProcess host;
        lock (_nodes)
        {
            host = HostProcess.Prepare(Setup($"node{_nodes.Count + 1}", wire));
            _nodes.Add(host);
        }

        if (_nodes[0] != host) ShareKeys(host);
        await host.StartAgainAsync();
        return host;
    }

    /// <summary>The campaign's number, for passes that the tests seal themselves.</summary>
    public int NumberOf(string campaign)
    {
        using var journal = PostgresStore.Open(Connection, "test");
        return journal.Campaigns().Single(entry => entry.Id == campaign).Number;
    }

    public IReadOnlyList<Claimant> People(string campaign, int count) =>
        Claimant.Many(new DataFolder(_nodes[0].DataDir), NumberOf(campaign), count);

    /// <summary>Who owns each chain, as the store has it.</summary>
    public IReadOnlyList<ChainOwner> Owners()
    {
        using var journal = PostgresStore.Open(Connection, "test");
        return journal.Owners();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        if (Spare is not null) await EndSpareAsync(Spare);
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void ShareKeys(HostProcess with) => SealedKeys.Open(
        SealedKeys.Seal(new DataFolder(_nodes[0].DataDir).Keys, Passphrase), Passphrase,
        new DataFolder(with.DataDir).Keys);

    /// <summary>It ends with its input, which the node that started it held.</summary>
    private static async Task EndSpareAsync(HostProcess spare)
    {
        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    using var answer = await spare.Client.GetAsync("/health/live");
                    return false;
                }
                catch (HttpRequestException)
                {
                    return true;
                }
            },
            () => "the node that was started by another lives on");
        await spare.DisposeAsync();
    }

    /// <summary>As the handbook has it: a program, its arguments, and the words of one node.</summary>
    private void SetUpSpare(string name)
    {
        var setup = Setup(name);
        Spare = HostProcess.Prepare(setup);
        const string driver = "Floodgate__Capacity__Drivers__here__";
        var dotnet = Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .Select(folder => Path.Combine(folder, "dotnet")).First(File.Exists);
        string[] arguments =
        [
            .. setup.Environment.Select(one => $"{one.Key}={(one.Value == name ? "{node}" : one.Value)}"),
            dotnet, HostProgram.Dll, "serve", "--until-input-ends", "--cluster", "--storage", "postgres",
            "--data", Spare.DataDir, "--urls", "http://127.0.0.1:{port}",
        ];
        _first[driver + "Kind"] = "process";
        _first[driver + "File"] = "/usr/bin/env";
        for (var i = 0; i < arguments.Length; i++) _first[$"{driver}Arguments__{i}"] = arguments[i];
        _first[driver + "Environment__FLOODGATE_POSTGRES"] = Connection;
        _first[$"{driver}Nodes__{name}__port"] = $"{Spare.Url.Port}";
    }

    private HostSetup Setup(string name, Wire? wire = null)
    {
        var address = wire?.Address ?? _wire?.HereToo ?? "127.0.0.1";

        CertificateAuthority.Make(_folder, [name], TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1));
        return new HostSetup
        {
            Demo = false,
            Postgres = wire is null ? Connection
                : new NpgsqlConnectionStringBuilder(Connection) { Host = wire.Store }.ToString(),
            Wire = wire,
            Cluster = true,
            Environment = new Dictionary<string, string>(
                name == "node1" ? _environment.Concat(_first) : _environment, StringComparer.Ordinal)
            {
                ["Floodgate__Cluster__Node"] = name,
                ["Floodgate__Cluster__Address"] = address,
                ["Floodgate__Cluster__Port"] = $"{FreePort.Next()}",
                ["Floodgate__Cluster__Certificate"] = Path.Combine(_folder, $"{name}.pem"),
                ["Floodgate__Cluster__CertificateKey"] = Path.Combine(_folder, $"{name}.key"),
                ["Floodgate__Cluster__Authority"] = Path.Combine(_folder, CertificateAuthority.AuthorityFile),
            },
        };
    }
}
