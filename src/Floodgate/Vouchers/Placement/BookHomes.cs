using Floodgate.Cluster;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// The plan as this node has worked it out: from who owns the chains, which it is told now and then (of its own books
/// it knows better), and from who lives, which it looks at each time. While the store is silent the last owners count:
/// placement waits for no query.
/// </summary>
internal sealed class BookHomes(VoucherNode node, LivingNodes nodes, Cordons cordons)
{
    private readonly Lock _gate = new();
    private volatile IReadOnlyDictionary<ChainId, string> _owners = new Dictionary<ChainId, string>();
    private volatile Plan? _plan;
    private MembershipVersion _learnt = MembershipVersion.MinValue;

    /// <summary>
    /// Whether the store has said who owns the chains since the last node came or went, and every node what it is for:
    /// before, books that are placed well would be taken for ones that nobody has, or given to a cordoned node.
    /// </summary>
    public bool IsFresh
    {
        get
        {
            lock (_gate) return _learnt == nodes.Version && cordons.HasHeard(nodes.Now);
        }
    }

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
        return BookPlan.Assign([.. Books(), chain], Living(), Now()).GetValueOrDefault(chain);
    }

    /// <summary>The owner's silo, while it lives.</summary>
    public SiloAddress? SiloOf(ChainId chain) => Of(chain) is { } home ? nodes.Find(home) : null;

    /// <summary>Takes over what the store says; works the plan out anew.</summary>
    /// <param name="owners">Who owns the chains.</param>
    /// <param name="asked">Who lived when the store was asked.</param>
    public void Learn(IEnumerable<ChainOwner> owners, MembershipVersion asked)
    {
        lock (_gate)
        {
            _owners = owners.ToDictionary(owner => owner.Chain, owner => owner.Node);
            _learnt = asked;
            _plan = Make();
        }
    }

    /// <summary>The store is silent: what it said last counts on.</summary>
    public void LearnNothing()
    {
        lock (_gate) _learnt = MembershipVersion.MinValue;
    }

    private Plan Current()
    {
        if (_plan is { } plan && IsCurrent(plan)) return plan;
        lock (_gate) return _plan is { } made && IsCurrent(made) ? made : _plan = Make();
    }

    private bool IsCurrent(Plan plan) =>
        plan.Version == nodes.Version && plan.Cordoned.SequenceEqual(cordons.Nodes)
            && plan.Gates == node.Gates.Count && plan.Own == node.Own.Changes;

    private Plan Make()
    {
        var (version, cordoned, gates, own) = (nodes.Version, cordons.Nodes, node.Gates.Count, node.Own.Changes);
        return new Plan(version, cordoned, gates, own, BookPlan.Assign(Books(), Living(), Now()));
    }

    private Dictionary<ChainId, string> Now()
    {
        var now = new Dictionary<ChainId, string>(_owners);
        foreach (var book in node.Own.All) now[book.Chain] = Me;
        return now;
    }

    private ChainId[] Books()
    {
        var known = node.Gates.All.SelectMany(gate => Enumerable
            .Range(ChainId.PoolShard, (gate.Version?.Definition.Shards ?? 0) + 1)
            .Select(shard => new ChainId(gate.Number, shard)));
        return [.. known.Union(_owners.Keys)];
    }

    private PlacedNode[] Living() =>
        [.. nodes.Now.Keys.Select(name => new PlacedNode(name, cordons.Has(name)))];

    private sealed record Plan(
        MembershipVersion Version, IReadOnlyList<string> Cordoned, int Gates, long Own,
        IReadOnlyDictionary<ChainId, string> Homes);
}
