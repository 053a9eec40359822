namespace Floodgate.Vouchers.Redemptions;

/// <summary>What a redemption, refund or undo came to. Closed: each is switched to HTTP in one place.</summary>
internal enum RedemptionKind : byte
{
    /// <summary>Undecided yet; as the front end's word it means 'let through'.</summary>
    None,
    Done,

    /// <summary>The key (or the order with this voucher) is known: the same receipt as the first time.</summary>
    Repeated,
    KeyReused,
    UnknownVoucher,

    /// <summary>A moving code that is not newer than the last one taken of this voucher.</summary>
    CodeUsed,

    /// <summary>A moving code or an offline voucher whose time is over.</summary>
    CodeTooOld,
    StoreSuspended,
    StoreFrozen,
    AlreadyRedeemed,
    NotYetValid,
    Expired,
    Void,
    Frozen,
    BelowThreshold,
    WrongStore,

    /// <summary>The order has taken as many vouchers as the campaign allows.</summary>
    OrderFull,
    Paused,
    CapReached,

    /// <summary>Undecided: room under a cap is asked of the pool first. No till hears it.</summary>
    CapWanted,
    UnknownRedemption,

    /// <summary>Undone before: there is nothing to refund or undo.</summary>
    Undone,

    /// <summary>Refunded before: it cannot be undone any more.</summary>
    Refunded,

    /// <summary>More than is left of the order.</summary>
    AmountTooLarge,

    /// <summary>The till's time for undoing is over: the back office can.</summary>
    TooLate,

    /// <summary>Taken without connection although it was spent: recorded, and somebody is liable.</summary>
    Conflict,

    /// <summary>Nothing of it happened: the queue was full.</summary>
    Overloaded,

    /// <summary>Nothing of it happened: the book is not open or its commit surely failed.</summary>
    Unavailable,

    /// <summary>It may have happened: ask again with the same key, or by the order.</summary>
    Unknown,

    /// <summary>The order has been redeemed and undone as often as one may be.</summary>
    OrderOverused,

    /// <summary>The voucher has been used as often as one may be, undone included.</summary>
    VoucherOverused,

    /// <summary>One refund is left to this redemption: that of all that is left.</summary>
    RefundsFull,
}

/// <summary>Where a redemption comes from: the store as the directory has it, and what the front end found.</summary>
/// <param name="Gate">The front end's refusal, used if the key is not known.</param>
/// <param name="Takes">Bits by batch place; null: the store takes every batch.</param>
[GenerateSerializer, Immutable]
internal readonly record struct TillOrigin(
    [property: Id(0)] int Store, [property: Id(1)] string Merchant, [property: Id(2)] string Region,
    [property: Id(3)] string Terminal, [property: Id(4)] RedemptionKind Gate, [property: Id(5)] ulong[]? Takes)
{
    public bool TakesBatch(int batch) =>
        Takes is null || ((batch >> 6) < Takes.Length && (Takes[batch >> 6] >> (batch & 63) & 1) != 0);
}

/// <summary>One voucher for one order.</summary>
/// <param name="CodeKey">The key that code or moving code was made with.</param>
/// <param name="CodeSeconds">Last second of the moving code (Unix time); 0: a code, or an offline payload.</param>
/// <param name="KeyHash">0: the order and the voucher are the key.</param>
/// <param name="OfflineMicros">When a till without connection took it; 0: now.</param>
/// <param name="OtherVouchers">Vouchers of other books that this order has taken.</param>
/// <param name="OtherDiscountCents">What they took off it.</param>
[GenerateSerializer, Immutable]
internal readonly record struct RedeemRequest(
    [property: Id(0)] ulong Voucher, [property: Id(1)] byte CodeKey, [property: Id(2)] uint CodeSeconds,
    [property: Id(3)] TillOrigin Origin, [property: Id(4)] ulong KeyHash, [property: Id(5)] ulong OrderHash,
    [property: Id(6)] string OrderRef, [property: Id(7)] long OrderCents, [property: Id(8)] long OfflineMicros,
    [property: Id(9)] int OtherVouchers, [property: Id(10)] long OtherDiscountCents)
{
    /// <summary>What the offline code was signed for: the till took no more off. 0: the voucher's face value.</summary>
    [Id(11)]
    public long SignedCents { get; init; }

    /// <summary>A log of this store has had this voucher before: the store could know.</summary>
    [Id(12)]
    public bool OfflineSeen { get; init; }
}

/// <param name="OrderCents">Of the order; null: all that is left.</param>
/// <param name="Store">Only a redemption of this store; 0: any (back office).</param>
[GenerateSerializer, Immutable]
internal readonly record struct RefundRequest(
    [property: Id(0)] ulong Redemption, [property: Id(1)] int Store, [property: Id(2)] ulong KeyHash,
    [property: Id(3)] long? OrderCents);

/// <param name="Store">Only a redemption of this store, in the till's time; 0: any time (back office).</param>
[GenerateSerializer, Immutable]
internal readonly record struct UndoRequest(
    [property: Id(0)] ulong Redemption, [property: Id(1)] int Store, [property: Id(2)] string Reason,
    [property: Id(3)] string Actor);

/// <summary>
/// A redemption as it stands, and how the request ended. Money in minor units, times Unix microseconds.
/// </summary>
[GenerateSerializer, Immutable]
internal readonly record struct RedemptionAnswer(
    [property: Id(0)] RedemptionKind Kind, [property: Id(1)] ulong Redemption, [property: Id(2)] ulong Voucher,
    [property: Id(3)] int Batch, [property: Id(4)] int Version, [property: Id(5)] long OrderCents,
    [property: Id(6)] long DiscountCents, [property: Id(7)] long AtMicros, [property: Id(8)] long Position,
    [property: Id(9)] int Store, [property: Id(10)] bool IsUndone, [property: Id(11)] long RestoredCents,
    [property: Id(12)] long ReturnedCents, [property: Id(13)] long RefundedCents, [property: Id(14)] bool Offline)
{
    /// <summary>For a refusal: the moment it speaks of (validity, undo), or 0.</summary>
    [Id(15)]
    public long MomentMicros { get; init; }

    /// <summary>
    /// For a refusal: the amount it speaks of (threshold, what is left), or 0. For what was taken without a connection:
    /// what its code was signed for and the voucher no more had.
    /// </summary>
    [Id(16)]
    public long AmountCents { get; init; }

    /// <summary>For a refusal: the counter of the cap it speaks of.</summary>
    [Id(17)]
    public string? Cap { get; init; }

    /// <summary>For a conflict, whole or in part: who bears it, as the journal has it.</summary>
    [Id(18)]
    public Campaigns.LiableParty Liable { get; init; }

    public static RedemptionAnswer Refuse(RedemptionKind kind, int batch = -1, int version = 0) => new(
        kind, 0, 0, batch, version, 0, 0, 0, 0, 0, false, 0, 0, 0, false);
}

/// <summary>A refund and the redemption it is of.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct RefundAnswer(
    [property: Id(0)] RedemptionAnswer Of, [property: Id(1)] int Refund, [property: Id(2)] long OrderCents,
    [property: Id(3)] long ShareCents, [property: Id(4)] Book.RefundEffect Effect, [property: Id(5)] long AtMicros,
    [property: Id(6)] long Position)
{
    public static RefundAnswer Refuse(RedemptionAnswer answer) => new(answer, 0, 0, 0, default, 0, 0);
}

/// <summary>What staff asks for one voucher.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct MarkRequest(
    [property: Id(0)] ulong Voucher, [property: Id(1)] Book.VoucherMark Mark, [property: Id(2)] string Reason,
    [property: Id(3)] string Actor);

/// <summary>What became of a mark, and the voucher after it; null: there is none, or nobody knows.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct MarkAnswer(
    [property: Id(0)] RedemptionKind Kind, [property: Id(1)] Wallets.WalletItem? Voucher);

/// <summary>One voucher and what became of it; redemptions newest first. Not answered: the book is not open.</summary>
[GenerateSerializer, Immutable]
internal readonly record struct VoucherLife(
    [property: Id(0)] bool Answered, [property: Id(1)] Wallets.WalletItem? Voucher,
    [property: Id(2)] RedemptionAnswer[] Redemptions);

/// <summary>A piece of a sweep for expired vouchers.</summary>
/// <param name="Next">The number to go on with.</param>
/// <param name="Expired">Vouchers whose expiry is in the row.</param>
/// <param name="DueMicros">The earliest end seen that is still to come.</param>
/// <param name="AtEnd">Every voucher was looked at.</param>
[GenerateSerializer, Immutable]
internal readonly record struct ExpiryStep(
    [property: Id(0)] int Next, [property: Id(1)] int Expired, [property: Id(2)] long DueMicros,
    [property: Id(3)] bool AtEnd);
