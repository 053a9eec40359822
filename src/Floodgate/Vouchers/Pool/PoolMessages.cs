namespace Floodgate.Vouchers.Pool;

/// <summary>One campaign version as it travels: canonical JSON.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct VersionMessage([property: Id(0)] int Number, [property: Id(1)] byte CodeKey,
    [property: Id(2)] byte[] Json);

/// <summary>
/// What a shard reports when it joins, and every two seconds after: cumulative totals, place = batch.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct JoinRequest(
    [property: Id(0)] int Shard, [property: Id(1)] int Version, [property: Id(2)] long[] Received,
    [property: Id(3)] long[] Released, [property: Id(4)] int Extensions);

/// <summary>
/// What the pool says to it: versions and extensions it has not seen, the pauses in force and their stamp, its grants,
/// what is free.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct JoinReply(
    [property: Id(0)] bool Known, [property: Id(1)] VersionMessage[] Versions, [property: Id(2)] byte[][] Pauses,
    [property: Id(3)] long[] Granted, [property: Id(4)] long[] Free, [property: Id(5)] long PauseStamp,
    [property: Id(6)] byte[][] Extensions);

/// <summary>Asks for stock. Urgent: claims wait for it, so idle leases elsewhere are recalled.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct StockRequest(
    [property: Id(0)] int Shard, [property: Id(1)] int Batch, [property: Id(2)] long Released,
    [property: Id(3)] bool Urgent);

/// <summary>
/// The shard's new grant total; exhausted: nothing is left anywhere. Not answered: the pool could not say.
/// </summary>
/// <param name="Version">Of room under a cap: the version under which all that is out is in order; 0: none is.</param>
[GenerateSerializer, Immutable]
internal readonly record struct StockReply(
    [property: Id(0)] bool Answered, [property: Id(1)] long Granted, [property: Id(2)] bool Exhausted,
    [property: Id(3)] long Piece, [property: Id(4)] int Version = 0);

/// <summary>Asks for room under a cap: a redemption waits that misses so much.</summary>
/// <param name="Owed">
/// Nothing waits: it was taken without a connection, and any part of it is welcome. What does not come now stays owed:
/// nobody else gets it.
/// </param>
[GenerateSerializer, Immutable]
internal readonly record struct CapRequest(
    [property: Id(0)] int Shard, [property: Id(1)] string Counter, [property: Id(2)] long Released,
    [property: Id(3)] long Cents, [property: Id(4)] bool Owed = false);

/// <summary>
/// What a shard gave back when its idle lease was recalled, and what it kept for claims that wait: they may not take
/// it.
/// </summary>
/// <param name="Owed">Of room under a cap: taken beyond the lease, without a connection.</param>
[GenerateSerializer, Immutable]
internal readonly record struct RecallReply(
    [property: Id(0)] bool Answered, [property: Id(1)] long Released, [property: Id(2)] long Kept,
    [property: Id(3)] long Owed = 0);

/// <summary>How far an extension of validity has come. Unavailable: ask again, nothing may have happened.</summary>
internal enum ExtendKind { Unavailable, TooMany, Partly, Everywhere }

/// <summary>What became of a new version.</summary>
internal enum ApplyKind
{
    Applied,
    Unavailable,
    VersionConflict,
    StockBelowIssued,
    StockMoving,

    /// <summary>A new campaign, and every number is given.</summary>
    NoNumberLeft,
}

[GenerateSerializer, Immutable]
internal readonly record struct ApplyReply([property: Id(0)] ApplyKind Kind, [property: Id(1)] int Version,
    [property: Id(2)] int Batch);

/// <summary>The pool as others may see it. Position is the chain's.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct PoolFigures(
    [property: Id(0)] bool Answered, [property: Id(1)] long Position, [property: Id(2)] VersionMessage[] Versions,
    [property: Id(3)] byte[][] Pauses, [property: Id(4)] long[] Stock, [property: Id(5)] long[] Free,
    [property: Id(6)] string? Damage);

/// <summary>A shard's counts, place = batch.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct ShardFigures(
    [property: Id(0)] bool Answered, [property: Id(1)] long Position, [property: Id(2)] long[] Issued,
    [property: Id(3)] long[] Idle, [property: Id(4)] MoneyFigures[] Money, [property: Id(5)] long GrantedCents);

/// <summary>
/// Where a batch's money is in one shard: by MoneyTerm, vouchers by VoucherState, what orders came to, redemptions.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct MoneyFigures(
    [property: Id(0)] long[] Terms, [property: Id(1)] long[] Vouchers, [property: Id(2)] long OrderCents,
    [property: Id(3)] long Redemptions, [property: Id(4)] long ConflictCents);
