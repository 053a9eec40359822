using System.Text;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>A voucher taken at a till, as a row's body has it. Texts are UTF-8.</summary>
internal readonly ref struct RedeemedEvent
{
    public required int Voucher { get; init; }

    public required int Store { get; init; }

    public required ulong KeyHash { get; init; }

    public required ulong OrderHash { get; init; }

    public required long OrderCents { get; init; }

    public required long DiscountCents { get; init; }

    /// <summary>From the voucher: the discount and what is given up beyond it.</summary>
    public required long TakenCents { get; init; }

    /// <summary>Unix seconds of the moving code; 0: it was not one.</summary>
    public required uint CodeSeconds { get; init; }

    /// <summary>When a till without connection took it; 0: the row's time.</summary>
    public required long OfflineMicros { get; init; }

    public required ReadOnlySpan<byte> Merchant { get; init; }

    public required ReadOnlySpan<byte> Region { get; init; }

    public required ReadOnlySpan<byte> OrderRef { get; init; }

    public required ReadOnlySpan<byte> Terminal { get; init; }
}

/// <summary>A refund as a row's body has it.</summary>
internal readonly record struct RefundedEvent(
    int Redemption, ulong KeyHash, long OrderCents, long ShareCents, RefundEffect Effect, long UntilMicros);

/// <summary>What staff did to one voucher. A grant is a claim that staff made: the mark says so, why and who.</summary>
internal enum VoucherMark : byte { Void = 1, Freeze = 2, Unfreeze = 3, Grant = 4 }

/// <summary>
/// A till without connection took a voucher that was spent already: who bears it is the campaign's rule of that time.
/// </summary>
internal readonly record struct ConflictedEvent(
    int Voucher, int Store, ulong KeyHash, ulong OrderHash, long OrderCents, long DiscountCents, long OfflineMicros,
    byte Liable);

/// <summary>What was said with an act, and by whom; UTF-8 in the row's body.</summary>
internal readonly ref struct Said(ReadOnlySpan<byte> reason, ReadOnlySpan<byte> actor)
{
    private readonly ReadOnlySpan<byte> _reason = reason;
    private readonly ReadOnlySpan<byte> _actor = actor;

    public string Reason => Encoding.UTF8.GetString(_reason);

    public string Actor => Encoding.UTF8.GetString(_actor);
}

/// <summary>How the events of tills are packed: part of the body's one format.</summary>
internal static class RedemptionEvents
{
    public static void Redeemed(EventWriter events, in RedeemedEvent redeemed)
    {
        events.Byte((byte)EventKind.Redeemed);
        events.Varint(redeemed.Voucher);
        events.Varint(redeemed.Store);
        events.UInt64(redeemed.KeyHash);
        events.UInt64(redeemed.OrderHash);
        events.Varint(redeemed.OrderCents);
        events.Varint(redeemed.DiscountCents);
        events.Varint(redeemed.TakenCents);
        events.Varint(redeemed.CodeSeconds);
        events.Varint(redeemed.OfflineMicros);
        events.Bytes(redeemed.Merchant);
        events.Bytes(redeemed.Region);
        events.Bytes(redeemed.OrderRef);
        events.Bytes(redeemed.Terminal);
    }

    public static RedeemedEvent ReadRedeemed(scoped ref EventReader reader) => new()
    {
        Voucher = reader.Int32(),
        Store = reader.Int32(),
        KeyHash = reader.UInt64(),
        OrderHash = reader.UInt64(),
        OrderCents = reader.Varint(),
        DiscountCents = reader.Varint(),
        TakenCents = reader.Varint(),
        CodeSeconds = checked((uint)reader.Varint()),
        OfflineMicros = reader.Varint(),
        Merchant = reader.Bytes(),
        Region = reader.Bytes(),
        OrderRef = reader.Bytes(),
        Terminal = reader.Bytes(),
    };

    public static void Refunded(EventWriter events, in RefundedEvent refunded)
    {
        events.Byte((byte)EventKind.Refunded);
        events.Varint(refunded.Redemption);
        events.UInt64(refunded.KeyHash);
        events.Varint(refunded.OrderCents);
        events.Varint(refunded.ShareCents);
        events.Byte((byte)refunded.Effect);
        events.Varint(refunded.UntilMicros);
    }

    public static RefundedEvent ReadRefunded(ref EventReader reader) => new(
        reader.Int32(), reader.UInt64(), reader.Varint(), reader.Varint(), (RefundEffect)reader.Byte(),
        reader.Varint());

    public static void Undone(EventWriter events, int redemption, string reason, string actor)
    {
        events.Byte((byte)EventKind.Undone);
        events.Varint(redemption);
        events.Bytes(Encoding.UTF8.GetBytes(reason));
        events.Bytes(Encoding.UTF8.GetBytes(actor));
    }

    public static int ReadUndone(scoped ref EventReader reader) => ReadUndone(ref reader, out _);

    /// <param name="reader">Behind the kind.</param>
    /// <param name="said">Why, and who.</param>
    public static int ReadUndone(scoped ref EventReader reader, out Said said)
    {
        var redemption = reader.Int32();
        said = new Said(reader.Bytes(), reader.Bytes());
        return redemption;
    }

    public static void Expired(EventWriter events, int voucher)
    {
        events.Byte((byte)EventKind.Expired);
        events.Varint(voucher);
    }

    public static void Marked(EventWriter events, int voucher, VoucherMark mark, string reason, string actor)
    {
        events.Byte((byte)EventKind.Marked);
        events.Varint(voucher);
        events.Byte((byte)mark);
        events.Bytes(Encoding.UTF8.GetBytes(reason));
        events.Bytes(Encoding.UTF8.GetBytes(actor));
    }

    public static (int Voucher, VoucherMark Mark) ReadMarked(scoped ref EventReader reader) =>
        ReadMarked(ref reader, out _);

    /// <param name="reader">Behind the kind.</param>
    /// <param name="said">Why, and who.</param>
    public static (int Voucher, VoucherMark Mark) ReadMarked(scoped ref EventReader reader, out Said said)
    {
        var (voucher, mark) = (reader.Int32(), (VoucherMark)reader.Byte());
        said = new Said(reader.Bytes(), reader.Bytes());
        return (voucher, mark);
    }

    public static void Conflicted(EventWriter events, in ConflictedEvent conflicted)
    {
        events.Byte((byte)EventKind.Conflicted);
        events.Varint(conflicted.Voucher);
        events.Varint(conflicted.Store);
        events.UInt64(conflicted.KeyHash);
        events.UInt64(conflicted.OrderHash);
        events.Varint(conflicted.OrderCents);
        events.Varint(conflicted.DiscountCents);
        events.Varint(conflicted.OfflineMicros);
        events.Byte(conflicted.Liable);
    }

    public static ConflictedEvent ReadConflicted(ref EventReader reader) => new(
        reader.Int32(), reader.Int32(), reader.UInt64(), reader.UInt64(), reader.Varint(), reader.Varint(),
        reader.Varint(), reader.Byte());
}
