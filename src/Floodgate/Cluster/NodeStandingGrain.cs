using Orleans.Concurrency;

namespace Floodgate.Cluster;

/// <summary>Speaks and hears for its node; the work is in <see cref="NodeStanding"/>.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class NodeStandingGrain(NodeStanding standing, Cordons cordons, LivingNodes nodes)
    : Grain, INodeStandingGrain
{
    public Task<NodeSaid> SayAsync() => Task.FromResult(standing.Say());

    public Task<bool> HearAsync(string node, NodeSaid said)
    {
        cordons.Learn(node, nodes.Find(node), said);
        return Task.FromResult(true);
    }

    // Writing the file may wait for its disk: not on a thread that others' grains need.
    public Task<NodeTurned> TurnAsync(NodeState state) => Task.Run(() => standing.TurnAsync(state));
}
