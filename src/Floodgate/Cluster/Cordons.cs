using System.Collections.Concurrent;

namespace Floodgate.Cluster;

/// <summary>
/// What each node is for, as it says itself (<see cref="NodeStanding"/>). Every node must know of a cordon, else they
/// plan differently: it is told at once, and asked for each second; no book is moved before all have been heard.
/// </summary>
internal sealed class Cordons
{
    private readonly ConcurrentDictionary<string, Heard> _heard = new(StringComparer.Ordinal);
    private volatile string[] _nodes = [];

    /// <summary>Nodes that are to have no books, in order of their names.</summary>
    public IReadOnlyList<string> Nodes => _nodes;

    public bool Has(string node) => _nodes.Contains(node, StringComparer.Ordinal);

    public NodeState Of(string node) => _heard.TryGetValue(node, out var heard) ? heard.Said.State : NodeState.Serving;

    /// <summary>Whether each of these processes has said what it is for.</summary>
    public bool HasHeard(IEnumerable<KeyValuePair<string, SiloAddress>> nodes) =>
        nodes.All(node => _heard.TryGetValue(node.Key, out var heard) && node.Value.Equals(heard.Silo));

    /// <summary>Takes what a node said; an older word of the same process than the last is not taken.</summary>
    /// <param name="node">Its name.</param>
    /// <param name="silo">Which process of that name; null: not known yet, it is to be asked again.</param>
    /// <param name="said">What it said.</param>
    public void Learn(string node, SiloAddress? silo, NodeSaid said)
    {
        _heard.AddOrUpdate(node, new Heard(silo, said), (_, known) =>
            Equals(known.Silo, silo) && known.Said.Stamp > said.Stamp ? known : new Heard(silo, said));
        _nodes = [.. _heard.Where(one => one.Value.Said.State != NodeState.Serving).Select(one => one.Key)
            .Order(StringComparer.Ordinal)];
    }

    private readonly record struct Heard(SiloAddress? Silo, NodeSaid Said);
}
