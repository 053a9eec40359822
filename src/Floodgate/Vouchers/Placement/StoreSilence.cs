using Floodgate.Cluster;
using Floodgate.Vouchers.Bell;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// How long the store has been silent for this node. When it is for this node only, the node keeps books it cannot
/// write in, and the others, whom it answers, leave them to it: so it ends, and they take them. When it is silent for
/// all, all stay: nobody could do better.
/// </summary>
internal sealed class StoreSilence(OtherNodes others, EndNode end, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(1);

    /// <summary>What another is told: a look is made each second, and may take two.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(3);

    private long _answered = clock.GetTimestamp();
    private long? _alone;

    /// <summary>The store has answered this node just now, so others may be told that it answers.</summary>
    public bool IsHeard => clock.GetElapsedTime(Interlocked.Read(ref _answered)) <= Recent;

    public void Heard()
    {
        Interlocked.Exchange(ref _answered, clock.GetTimestamp());
        _alone = null;
    }

    /// <summary>The store has not answered once more.</summary>
    public async Task EndIfAloneAsync()
    {
        var silent = clock.GetElapsedTime(Interlocked.Read(ref _answered));
        if (silent < Patience) return;
        var answers = await others.AskAsync<INodeGrain, bool>(node => node.HearsStoreAsync(), Within);
        var better = answers.Where(answer => answer.Said).Select(answer => answer.Node).ToArray();
        if (better.Length == 0)
        {
            _alone = null;
            return;
        }

        // After a failover nodes hear the new database one after the other, seconds apart: that is no reason.
        _alone ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(_alone.Value) < Patience) return;
        end($"the database is silent for {silent.TotalSeconds:F0} s, and it answers {string.Join(", ", better)}");
    }
}
