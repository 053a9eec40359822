using Floodgate.Foundation;

namespace Floodgate.Storage;

/// <summary>
/// Names one journal chain: a shard's book or, with <see cref="PoolShard"/>, the stock pool of a campaign.
/// </summary>
internal readonly record struct ChainId(int Campaign, int Shard)
{
    public const int PoolShard = -1;

    /// <summary>Fits 27 bits, so that a row's key (chain, position) is one rising 64-bit integer.</summary>
    public long Value => ((long)Campaign << 11) | (uint)(Shard + 1);

    public bool IsPool => Shard == PoolShard;

    public bool IsValid =>
        Campaign is > 0 and <= VoucherId.CampaignMax && Shard is >= PoolShard and <= VoucherId.ShardMax;

    public static ChainId FromValue(long value) => new((int)(value >> 11), (int)(value & 2047) - 1);

    public static ChainId Pool(int campaign) => new(campaign, PoolShard);

    public override string ToString() => IsPool ? $"campaign {Campaign} pool" : $"campaign {Campaign} shard {Shard}";
}
