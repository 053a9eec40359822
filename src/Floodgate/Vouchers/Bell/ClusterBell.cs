using Floodgate.Storage;
using Floodgate.Vouchers.Placement;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Bell;

/// <summary>
/// Tells all other living nodes at once. Who does not answer in time hears of it from the pool, a quarter of a second
/// later: a word is for speed, and nothing rests on its arrival.
/// </summary>
internal sealed class ClusterBell(
    VoucherNode node, LivingNodes nodes, IGrainFactory grains, TimeProvider clock, ILogger<ClusterBell> log)
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(300);

    public Task TellAsync(params NodeWord[] words)
    {
        if (!node.IsShared || words.Length == 0) return Task.CompletedTask;
        return Task.WhenAll(nodes.Now.Keys.Where(name => name != nodes.Me).Select(name => TellAsync(name, words)));
    }

    private async Task TellAsync(string name, NodeWord[] words)
    {
        try
        {
            await grains.GetGrain<INodeGrain>(name).HearAsync(words).WaitAsync(Within, clock);
        }
#pragma warning disable CA1031 // It finds out by itself.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"telling node {name}", fault.Message);
        }
    }
}
