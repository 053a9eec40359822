using Floodgate.Foundation.Signals;
using Floodgate.Vouchers;
using Orleans.Concurrency;

namespace Floodgate.Emergency.Nodes;

/// <summary>What a node does, by its own count since it started.</summary>
/// <param name="Books">Shards whose book is there.</param>
/// <param name="Decided">Commands that its books have decided, of whichever node they came from.</param>
/// <param name="Answered">Requests that it has answered, whichever node decided them.</param>
/// <param name="Cpu">Percent of its cores; null: not measured yet.</param>
[GenerateSerializer, Immutable, Alias("floodgate.load.v1")]
internal readonly record struct NodeLoad(
    [property: Id(0)] int Books, [property: Id(1)] long Decided, [property: Id(2)] long Answered,
    [property: Id(3)] double? Cpu);

/// <summary>One node; the key is its name. It is there or nowhere.</summary>
[Alias("floodgate.load.node.v1")]
internal interface INodeLoadGrain : IGrainWithStringKey
{
    [Alias("load")]
    Task<NodeLoad> LoadAsync();

    /// <summary>A lost node that somebody has seen to.</summary>
    [Alias("forget")]
    Task<bool> ForgetAsync(string node);
}

/// <summary>Reads this node's own load, from memory alone.</summary>
internal sealed class OwnLoad(VoucherNode node, WaySignals way)
{
    /// <summary>Percent of all cores; set once a second by whoever looks.</summary>
    public double? Cpu { get; set; }

    public NodeLoad Read() => new(
        node.Own.All.Count(book => !book.Chain.IsPool), Sum(CounterColumn.Decided), Sum(CounterColumn.Answered), Cpu);

    private long Sum(CounterColumn column) => way.All.Sum(campaign => campaign.Count(column));
}

/// <summary>Answers for its node.</summary>
[Reentrant, KeepAlive, Floodgate.Cluster.NodePlacement]
internal sealed class NodeLoadGrain(OwnLoad load, NodeSight sight) : Grain, INodeLoadGrain
{
    public Task<NodeLoad> LoadAsync() => Task.FromResult(load.Read());

    public Task<bool> ForgetAsync(string node)
    {
        sight.HearForgotten(node);
        return Task.FromResult(true);
    }
}
