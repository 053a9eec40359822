using Floodgate.Foundation.Keys;
using Floodgate.Host.Cluster;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;

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

    private NodeProcesses(PostgresServer database, string connection, IReadOnlyDictionary<string, string>? environment)
    {
        (Database, Connection) = (database, connection);
        _environment = environment ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    public PostgresServer Database { get; }

    public string Connection { get; }

    public IReadOnlyList<HostProcess> Nodes => _nodes;

    public HostProcess this[int node] => _nodes[node];

    public static async Task<NodeProcesses> StartAsync(
        int nodes, IReadOnlyDictionary<string, string>? environment = null)
    {
        var database = await PostgresServer.StartAsync();
        var cluster = new NodeProcesses(database, await database.DatabaseAsync(), environment);
        try
        {
            await cluster.JoinAsync();
            await Task.WhenAll(Enumerable.Range(1, nodes - 1).Select(_ => cluster.JoinAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one node more, and returns when it is ready.</summary>
    public async Task<HostProcess> JoinAsync()
    {
        string name;
        lock (_nodes) name = $"node{_nodes.Count + 1}";
        var host = HostProcess.Prepare(Setup(name));
        lock (_nodes) _nodes.Add(host);
        if (_nodes[0] != host)
            SealedKeys.Open(
                SealedKeys.Seal(new DataFolder(_nodes[0].DataDir).Keys, Passphrase), Passphrase,
                new DataFolder(host.DataDir).Keys);
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
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private HostSetup Setup(string name)
    {
        CertificateAuthority.Make(_folder, [name], TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1));
        return new HostSetup
        {
            Demo = false,
            Postgres = Connection,
            Cluster = true,
            Environment = new Dictionary<string, string>(_environment, StringComparer.Ordinal)
            {
                ["Floodgate__Cluster__Node"] = name,
                ["Floodgate__Cluster__Port"] = $"{FreePort.Next()}",
                ["Floodgate__Cluster__Certificate"] = Path.Combine(_folder, $"{name}.pem"),
                ["Floodgate__Cluster__CertificateKey"] = Path.Combine(_folder, $"{name}.key"),
                ["Floodgate__Cluster__Authority"] = Path.Combine(_folder, CertificateAuthority.AuthorityFile),
            },
        };
    }
}
