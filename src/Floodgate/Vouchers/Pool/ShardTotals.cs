using Floodgate.Storage;

namespace Floodgate.Vouchers.Pool;

/// <summary>What each shard was granted of one thing and gave back, as totals that only grow (ADR 4).</summary>
internal sealed class ShardTotals(int shards)
{
    private readonly long[] _granted = new long[shards];
    private readonly long[] _returned = new long[shards];
    private readonly long[] _owed = new long[shards];

    /// <summary>With the shards: idle, on the way, or used.</summary>
    public long Outstanding { get; private set; }

    public int Shards => shards;

    /// <summary>Everything ever granted to any shard.</summary>
    public long Granted => _granted.Sum();

    public long GrantedTo(int shard) => _granted[shard];

    public long ReturnedBy(int shard) => _returned[shard];

    /// <summary>
    /// What a shard says it has used beyond what it was granted. Not journalled: it says so again, and again.
    /// </summary>
    public void Owe(int shard, long total) => _owed[shard] = total;

    public long OwedByOthers(int shard) => _owed.Sum() - _owed[shard];

    public void Grant(int shard, long total) => Outstanding += Raise(_granted, shard, total);

    public void Return(int shard, long total)
    {
        Outstanding -= Raise(_returned, shard, total);
        if (_returned[shard] > _granted[shard]) throw new InvariantBrokenException("I1: more returned than granted");
    }

    private static long Raise(long[] totals, int shard, long total)
    {
        if ((uint)shard >= (uint)totals.Length) throw new InvalidDataException($"shard {shard} is not the campaign's");
        var more = total - totals[shard];
        if (more < 0) throw new InvariantBrokenException($"a lease total fell from {totals[shard]} to {total}");
        totals[shard] = total;
        return more;
    }
}
