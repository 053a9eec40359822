using Floodgate.Foundation;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// State of a voucher as the book keeps it. Whether a held one is past its time is asked of the clock until its
/// expiry is journalled; frozen is a mark beside the state.
/// </summary>
internal enum VoucherState : byte { Held, PartlyRedeemed, Redeemed, Expired, Void }

/// <summary>One voucher, 48 bytes. Its number is its place in the table.</summary>
internal struct Voucher
{
    /// <summary>Hash of the idempotency key that made it.</summary>
    public ulong KeyHash;

    public long ClaimedAtMicros;

    /// <summary>Journal position of the row that holds the claim.</summary>
    public long Position;

    /// <summary>Place of the holder in the person table.</summary>
    public int Person;

    /// <summary>The same holder's voucher before this one, or -1.</summary>
    public int Previous;

    /// <summary>Place of its newest redemption, or -1.</summary>
    public int LastUse;

    /// <summary>Unix seconds of the last moving code taken: no code is taken that is not newer.</summary>
    public uint LastCode;

    /// <summary>Campaign version it was issued under.</summary>
    public ushort Version;

    public ushort Batch;

    public VoucherState State;

    public byte CodeKey;

    public bool Frozen;

    /// <summary>Given by staff, not claimed.</summary>
    public bool Granted;
}

/// <summary>One person of this shard, 24 bytes.</summary>
internal struct Person
{
    public ulong High, Low;

    /// <summary>The newest voucher held, or -1.</summary>
    public int Newest;

    public int Held;

    public readonly bool Is(PersonId id) => High == (ulong)(id.Value >> 64) && Low == (ulong)id.Value;

    public readonly PersonId Id => new(new UInt128(High, Low));
}
