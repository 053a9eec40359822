using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Http;
using Floodgate.IntegrationTests.Storage;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Pool;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Nodes a, b, c and so on, on one PostgreSQL, and a campaign of twelve shards.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const int Shards = 12;
    private readonly string _connection;
    private readonly int _primary = FreePort.Next();
    private readonly PostgresJournal _journal;
    private readonly List<ClusterNode> _nodes = [];
    private ulong _claims;

    private TestCluster(string connection)
    {
        _connection = connection;
        _journal = PostgresStore.Open(connection, "test");
    }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public static async Task<TestCluster> StartAsync(int nodes)
    {
        var cluster = new TestCluster(await PostgresStore.DatabaseAsync(await PostgresServer.SharedAsync()));
        for (var i = 0; i < nodes; i++) await cluster.JoinAsync();
        return cluster;
    }

    public async Task<ClusterNode> JoinAsync()
    {
        var name = $"{(char)('a' + _nodes.Count)}";
        var node = await ClusterNode.StartAsync(
            name, _nodes.Count == 0 ? _primary : FreePort.Next(), _primary, _connection);
        _nodes.Add(node);
        return node;
    }

    public async Task LeaveAsync(ClusterNode node)
    {
        _nodes.Remove(node);
        await node.DisposeAsync();
    }

    /// <summary>Defines the campaign at one node, which is all a person does.</summary>
    public async Task<int> ApplyAsync(string id, ClusterNode at)
    {
        var json = CampaignJson.New(TimeProvider.System.GetUtcNow()).WithStock(1_000);
        json["shards"] = Shards;
        var definition = CampaignDocument.ParseJson(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).Definition;
        Assert.NotNull(definition);
        var gate = await at.Node.RegisterAsync(id);
        ApplyReply reply = default;
        await Patience.UntilAsync(
            async () => (reply = await at.Node.Pool(gate!.Number).ApplyAsync(
                CampaignDocument.WriteJson(definition), 0, 1)).Kind == ApplyKind.Applied,
            () => $"not applied: {reply}");
        return gate!.Number;
    }

    /// <summary>Shards by node, as the store has it.</summary>
    public IReadOnlyDictionary<ChainId, ChainOwner> Owners() => _journal.Owners()
        .Where(owner => !owner.Chain.IsPool).ToDictionary(owner => owner.Chain);

    public ChainOwner OwnerOf(ChainId chain) => _journal.Owners().Single(owner => owner.Chain == chain);

    /// <summary>Takes the chain for nobody; answers the epoch.</summary>
    public long Take(ChainId chain) => _journal.TakeEpoch(chain).Epoch;

    public string Spread() => string.Join(", ", Owners().Values.CountBy(owner => owner.Node)
        .OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Key} {count.Value}"));

    public Task UntilSpreadAsync(string spread) => Patience.UntilAsync(
        () => Spread() == spread, () => $"the books are spread so: {Spread()}");

    /// <summary>Every shard has an owner, somewhere.</summary>
    public Task UntilOpenAsync() => Patience.UntilAsync(
        () => Owners().Count == Shards, () => $"only {Owners().Count} books are open");

    /// <summary>A stranger claims at a node, and asks again with the same key until there is a receipt.</summary>
    public async Task<ClaimAnswer> ClaimAsync(ClusterNode at, int campaign, int shard)
    {
        var number = Interlocked.Increment(ref _claims);
        // The lowest half chooses the shard, by a remainder of 32 bits.
        var low = (uint)(((number * 0x9E37_79B1) & 0x7FFF_FFFF) / Shards * Shards) + (uint)shard;
        var person = new UInt128(number * 0x9E37_79B9_7F4A_7C15, low);
        var request = new ClaimRequest(person, number, 0, ClaimKind.None, null);
        ClaimAnswer answer = default;
        await Patience.UntilAsync(
            async () => await AskAsync(at, new ChainId(campaign, shard), request) is { Voucher: > 0 } got
                && (answer = got).Voucher > 0,
            () => $"shard {shard} gives no receipt");
        return answer;
    }

    public CampaignGate? GateAt(ClusterNode node, string id) => node.Get<Gates>().Find(id);

    public async ValueTask DisposeAsync()
    {
        // The first one keeps the membership.
        for (var i = _nodes.Count - 1; i >= 0; i--) await _nodes[i].DisposeAsync();
        _journal.Dispose();
    }

    private static async Task<ClaimAnswer> AskAsync(ClusterNode at, ChainId chain, ClaimRequest request)
    {
        try
        {
            return await at.Node.Book(chain).ClaimAsync([request]) is [var answer] ? answer : default;
        }
        catch (Exception fault) when (fault is TimeoutException or OrleansException)
        {
            return default;
        }
    }
}
