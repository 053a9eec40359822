namespace Floodgate.Foundation.Signals;

/// <summary>What stands at a moment rather than what passed: stock left and commands waiting. Set once a
/// batch.</summary>
internal sealed class CampaignGauges(int batchesMax)
{
    /// <summary>The most shards a campaign may have.</summary>
    private const int ShardsMax = 1024;

    private readonly Lock _gate = new();
    private long[] _remaining = [];
    private int[] _depths = [0];

    /// <summary>Stock left by batch, in the campaign's order; empty until the owner has said.</summary>
    public long[] Remaining
    {
        get { lock (_gate) return [.. _remaining]; }
    }

    /// <summary>Commands waiting, over all shards.</summary>
    public long Depth
    {
        get { lock (_gate) return _depths.Sum(depth => (long)depth); }
    }

    public void SetRemaining(int batch, long remaining)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        if (batch >= batchesMax)
            return;
        lock (_gate)
        {
            if (batch >= _remaining.Length)
                Array.Resize(ref _remaining, batch + 1);
            _remaining[batch] = remaining;
        }
    }

    public void SetDepth(int shard, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, ShardsMax);
        lock (_gate)
        {
            if (shard >= _depths.Length)
                Array.Resize(ref _depths, shard + 1);
            _depths[shard] = depth;
        }
    }
}
