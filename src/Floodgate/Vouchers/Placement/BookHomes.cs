using Floodgate.Admission;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// The plan as this node has worked it out: from who owns the chains, which it is told now and then, and from who
/// lives, which it looks at each time. While the store is silent the last owners count; placement waits for no query.
/// </summary>
internal sealed class BookHomes(Gates gates, LivingNodes nodes, Cordons cordons)
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<ChainId, string> _owners = new Dictionary<ChainId, string>();
    private volatile Plan? _plan;

    /// <summary>Whether the store has said lately who owns the chains.</summary>
    public bool IsFresh { get; private set; }

    public string Me => nodes.Me;

    /// <summary>Every book this node has heard of, and its home.</summary>
    public IReadOnlyDictionary<ChainId, string> All => Current().Homes;

    /// <summary>The book's home; null: no node can have it.</summary>
    public string? Of(ChainId chain)
    {
        if (Current().Homes.TryGetValue(chain, out var home)) return home;
        // Its campaign may have been defined since.
        lock (_gate) _plan = Make();
        if (_plan.Homes.TryGetValue(chain, out home)) return home;
        // Never heard of: as if it were one more.
        return BookPlan.Assign([.. Books(), chain], Living(), _owners).GetValueOrDefault(chain);
    }

    /// <summary>The owner's silo, while it lives.</summary>
    public SiloAddress? SiloOf(ChainId chain) => Of(chain) is { } home ? nodes.Find(home) : null;

    /// <summary>Takes over what the store says; works the plan out anew.</summary>
    public void Learn(IEnumerable<ChainOwner> owners)
    {
        _owners = owners.ToDictionary(owner => owner.Chain, owner => owner.Node);
        lock (_gate) _plan = Make();
        IsFresh = true;
    }

    /// <summary>The store is silent: what it said last counts on.</summary>
    public void LearnNothing() => IsFresh = false;

    private Plan Current()
    {
        if (_plan is { } plan && IsCurrent(plan)) return plan;
        lock (_gate) return _plan is { } made && IsCurrent(made) ? made : _plan = Make();
    }

    private bool IsCurrent(Plan plan) =>
        plan.Version == nodes.Version && plan.Cordoned.SequenceEqual(cordons.Nodes) && plan.Gates == gates.Count;

    private Plan Make()
    {
        var (version, cordoned, count) = (nodes.Version, cordons.Nodes, gates.Count);
        return new Plan(version, cordoned, count, BookPlan.Assign(Books(), Living(), _owners));
    }

    private ChainId[] Books()
    {
        var known = gates.All.SelectMany(gate => Enumerable
            .Range(ChainId.PoolShard, (gate.Version?.Definition.Shards ?? 0) + 1)
            .Select(shard => new ChainId(gate.Number, shard)));
        return [.. known.Union(_owners.Keys)];
    }

    private PlacedNode[] Living() =>
        [.. nodes.Now.Keys.Select(name => new PlacedNode(name, cordons.Has(name)))];

    private sealed record Plan(
        MembershipVersion Version, IReadOnlyList<string> Cordoned, int Gates,
        IReadOnlyDictionary<ChainId, string> Homes);
}
