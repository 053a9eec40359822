using Floodgate.Cluster;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Placement;
using Orleans.Concurrency;

namespace Floodgate.Vouchers.Bell;

/// <summary>Hears and speaks for its node.</summary>
[Reentrant, KeepAlive, NodePlacement]
internal sealed class NodeGrain(CampaignControl control, StoreSilence silence) : Grain, INodeGrain
{
    // The spool waits for its disk: not on a thread that others' grains need.
    public Task HearAsync(NodeWord[] words) => Task.Run(() => Array.ForEach(words, control.Hear));

    public Task<bool> HearsStoreAsync() => Task.FromResult(silence.IsHeard);
}
