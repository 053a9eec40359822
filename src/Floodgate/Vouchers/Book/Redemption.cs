namespace Floodgate.Vouchers.Book;

/// <summary>One use of one voucher at one till, 112 bytes. Its number is its place in the ledger.</summary>
internal struct Redemption
{
    /// <summary>Hash of the request's key, in the store's scope.</summary>
    public ulong KeyHash;

    /// <summary>Hash of the order's reference, in the store's scope.</summary>
    public ulong OrderHash;

    public long AtMicros;

    /// <summary>Journal position of the row that holds it.</summary>
    public long Position;

    /// <summary>What the order came to before anything was taken off, minor units.</summary>
    public long OrderCents;

    /// <summary>Taken off the order.</summary>
    public long DiscountCents;

    /// <summary>
    /// Taken from the voucher: the discount, and what a voucher that is used once gave up beyond it.
    /// </summary>
    public long TakenCents;

    /// <summary>Of the discount, given back to the voucher by refunds.</summary>
    public long RestoredCents;

    /// <summary>Of the discount, given back to the pool by refunds.</summary>
    public long ReturnedCents;

    /// <summary>Order money refunded so far.</summary>
    public long RefundedCents;

    public int Voucher;

    /// <summary>The same voucher's redemption before this one, or -1.</summary>
    public int Previous;

    /// <summary>The same order's redemption before this one, or -1.</summary>
    public int PreviousOfOrder;

    /// <summary>Place of its newest refund, or -1.</summary>
    public int LastRefund;

    public int Store;

    /// <summary>Place of the set of caps it counts under; 0: none.</summary>
    public int Caps;

    /// <summary>Undone: as if it had never been, but for its place here.</summary>
    public bool Undone;

    /// <summary>Taken while the till had no connection.</summary>
    public bool Offline;

    /// <summary>The one of its order whose order money counts: an order with two vouchers is one order.</summary>
    public bool Leads;

    /// <summary>What it costs the campaign now.</summary>
    public readonly long NetCents => Undone ? 0 : DiscountCents - RestoredCents - ReturnedCents;
}

/// <summary>One refund of one redemption, 48 bytes.</summary>
internal struct Refund
{
    /// <summary>Hash of the request's key, in the redemption's scope.</summary>
    public ulong KeyHash;

    /// <summary>Order money given back to the customer.</summary>
    public long OrderCents;

    /// <summary>The voucher's share of it.</summary>
    public long ShareCents;

    public long AtMicros;

    public long Position;

    /// <summary>The same redemption's refund before this one, or -1.</summary>
    public int Previous;

    public RefundEffect Effect;
}

/// <summary>Where a refund's share went.</summary>
internal enum RefundEffect : byte
{
    /// <summary>Back to the voucher.</summary>
    Restored,

    /// <summary>To the campaign's pool: the voucher does not get it back.</summary>
    Returned,

    /// <summary>Back to the voucher, which is good for longer.</summary>
    Extended,
}
