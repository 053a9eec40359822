using Floodgate.Cluster;
using Floodgate.Storage;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Bell;

/// <summary>
/// Tells all other living nodes at once. Who does not answer in time hears of it from the pool, a quarter of a second
/// later: a word is for speed, and nothing rests on its arrival.
/// </summary>
internal sealed class ClusterBell(OtherNodes others, ILogger<ClusterBell> log)
{
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(300);

    public async Task TellAsync(params NodeWord[] words)
    {
        if (words.Length == 0) return;
        var answers = await others.AskAsync<INodeGrain, bool>(node => HearAsync(node, words), Within);
        foreach (var answer in answers.Where(answer => !answer.HasAnswered))
            StorageLog.BackgroundFailed(log, $"telling node {answer.Node}", answer.Silence!);
    }

    private static async Task<bool> HearAsync(INodeGrain node, NodeWord[] words)
    {
        await node.HearAsync(words);
        return true;
    }
}
