using Floodgate.Admission;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation.Net;

/// <summary>An owner and the node it lives on; one of the two is set.</summary>
internal sealed record Placed(SimNode Node, ShardOwner? Shard, PoolOwner? Pool)
{
    public BookState State => Shard?.State ?? Pool!.State;

    public string? Damage => Shard is null ? Pool!.Damage : Shard.Damage;

    public ChainId Chain => Shard?.Chain ?? Pool!.Chain;

    public long Epoch => Shard?.Epoch ?? Pool!.Epoch;

    public bool Serves => !Node.Dead && State != BookState.Gone;
}

/// <summary>
/// Who is believed to own each chain. A takeover starts a second owner while the first still thinks it is the one.
/// </summary>
internal sealed class SimDirectory(SimWorld world)
{
    private readonly Dictionary<ChainId, Placed> _current = [];
    private readonly Dictionary<ChainId, Placed> _former = [];

    public IEnumerable<Placed> All => _current.Values;

    /// <summary>The owner a message reaches, started when there is none; null when no node lives.</summary>
    public Placed? Find(ChainId chain)
    {
        if (world.Faulty && _former.TryGetValue(chain, out var former) && former.Serves && world.Random.Next(3) == 0)
        {
            world.Counts.Met(Fault.StaleMessage);
            return former;
        }

        var known = _current.TryGetValue(chain, out var placed) && placed.Serves && !IsForgotten(placed);
        return known ? placed : Start(chain);
    }

    /// <summary>One that lost its chain and never writes would never learn it: a healed directory drops it.</summary>
    private bool IsForgotten(Placed placed) =>
        !world.Faulty && placed.State == BookState.Open && placed.Epoch != world.Disk.Epoch(placed.Chain);

    /// <summary>
    /// The gate of the node where a chain's one owner lives; null while that is in doubt, as no front end may then
    /// answer in a book's name.
    /// </summary>
    public CampaignGate? GateOf(ChainId chain)
    {
        if (!_current.TryGetValue(chain, out var placed) || !placed.Serves) return null;
        if (placed.Epoch != world.Disk.Epoch(chain)) return null;
        return _former.TryGetValue(chain, out var former) && former.Serves ? null : placed.Node.Gate;
    }

    public void TakeOver(ChainId chain)
    {
        if (!_current.TryGetValue(chain, out var placed) || !placed.Serves) return;
        world.StartNode();
        _former[chain] = placed;
        _current.Remove(chain);
        Start(chain);
        world.Counts.Met(Fault.SecondWriter);
    }

    /// <summary>Opens what no message has asked for yet, as a node does after its start.</summary>
    public void StartAll()
    {
        Find(ChainId.Pool(SimWorld.Campaign));
        for (var shard = 0; shard < world.Plan.Shards; shard++) Find(new ChainId(SimWorld.Campaign, shard));
    }

    private Placed? Start(ChainId chain)
    {
        if (world.Nodes.Count == 0) return null;
        var node = world.Nodes[world.Random.Next(world.Nodes.Count)];
        var placed = chain.IsPool
            ? new Placed(node, null, Pool(chain, node))
            : new Placed(node, Shard(chain, node), null);
        _current[chain] = placed;
        world.Trace($"node {node.Number} starts an owner of {chain}");
        _ = placed.Shard?.OpenAsync();
        _ = placed.Pool?.OpenAsync();
        return placed;
    }

    private PoolOwner Pool(ChainId chain, SimNode node) =>
        new(chain.Campaign, node.Environment, id => new BookProxy(world, id), node.Gate);

    private ShardOwner Shard(ChainId chain, SimNode node)
    {
        world.Planted.BeforeOpen(world, node, chain);
        var pool = world.Planted.Pool(world, new PoolProxy(world));
        return new ShardOwner(chain, node.Environment, pool, node.Gate, node.Snapshots);
    }
}
