using Floodgate.Cluster;
using Floodgate.Vouchers.Operations;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Bell;

/// <summary>Hears for its node; the work is in <see cref="CampaignControl"/>.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class NodeGrain(CampaignControl control) : Grain, INodeGrain
{
    // The spool waits for its disk: not on a thread that others' grains need.
    public Task HearAsync(NodeWord[] words) => Task.Run(() => Array.ForEach(words, control.Hear));
}
