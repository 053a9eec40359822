using Floodgate.Vouchers.Pool;

namespace Floodgate.Vouchers.Following;

/// <summary>
/// A pool's state for gates on other nodes. Not answered: it is not open, and only <paramref name="Damage"/> says
/// something. Epoch and position tell the newer word from the older, whoever says it.
/// </summary>
/// <param name="Versions">Those the asker has not seen.</param>
/// <param name="AppliedMicros">When each of them was journalled.</param>
/// <param name="Extensions">Those the asker has not seen.</param>
[GenerateSerializer, Immutable, Alias("floodgate.facts.pool.v1")]
internal readonly record struct PoolFacts(
    [property: Id(0)] bool Answered, [property: Id(1)] long Epoch, [property: Id(2)] long Position,
    [property: Id(3)] VersionMessage[] Versions, [property: Id(4)] long[] AppliedMicros,
    [property: Id(5)] byte[][] Pauses, [property: Id(6)] byte[][] Extensions, [property: Id(7)] string? Damage,
    [property: Id(8)] long PauseStamp);

/// <summary>A shard's committed state for gates on other nodes, place = batch.</summary>
[GenerateSerializer, Immutable, Alias("floodgate.facts.book.v1")]
internal readonly record struct BookFacts(
    [property: Id(0)] bool Answered, [property: Id(1)] long Epoch, [property: Id(2)] long Position,
    [property: Id(3)] long[] Issued, [property: Id(4)] bool[] SoldOut, [property: Id(5)] string? Damage);
