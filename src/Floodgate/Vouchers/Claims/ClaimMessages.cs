namespace Floodgate.Vouchers.Claims;

/// <summary>What a claim came to. Closed: each is switched to HTTP in ClaimResponse.</summary>
internal enum ClaimKind : byte
{
    /// <summary>Undecided yet; as admission's word it means 'let through'.</summary>
    None,
    Issued,

    /// <summary>The key is known: the same receipt as the first time.</summary>
    Repeated,
    KeyReused,
    UnknownBatch,
    NotEligible,
    Paused,
    NotOpen,
    Closed,
    LimitReached,
    SoldOut,

    /// <summary>Nothing of it happened: the queue was full or stock did not come in time.</summary>
    Overloaded,

    /// <summary>Nothing of it happened: the book is not open or its commit surely failed.</summary>
    Unavailable,

    /// <summary>It may have happened: ask again with the same key.</summary>
    Unknown,

    /// <summary>The campaign's allow list has changed since the pass was given: ask for another.</summary>
    PassStale,
}

/// <summary>
/// One claim on its way to the book. <paramref name="Gate"/> is admission's refusal, used if the key is not known.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct ClaimRequest(
    [property: Id(0)] UInt128 Person, [property: Id(1)] ulong KeyHash, [property: Id(2)] int Batch,
    [property: Id(3)] ClaimKind Gate, [property: Id(4)] string? Region);

/// <summary>
/// One answer. For a receipt: all that the body is made from. Held: the vouchers that reached the limit.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct ClaimAnswer(
    [property: Id(0)] ClaimKind Kind, [property: Id(1)] ulong Voucher, [property: Id(2)] int Batch,
    [property: Id(3)] int Version, [property: Id(4)] long ClaimedAtMicros, [property: Id(5)] long Position,
    [property: Id(6)] ulong[]? Held)
{
    /// <summary>Rests on committed state only.</summary>
    [Id(7)]
    public bool Independent { get; init; }

    public static ClaimAnswer Refuse(ClaimKind kind) => new(kind, 0, 0, 0, 0, 0, null);
}
