using Floodgate.Foundation;

namespace Floodgate.Campaigns;

/// <summary>Who bears what a voucher taken twice while a till had no connection has cost.</summary>
public enum LiableParty { Merchant, Organiser }

/// <summary>What a spending cap is counted by.</summary>
public enum CapKind { Day, Region, Merchant }

/// <summary>How vouchers are taken at tills. A voucher keeps the rules of the version it was issued under.</summary>
public sealed record RedemptionRules
{
    public static RedemptionRules Default { get; } = new();

    /// <summary>Vouchers of this campaign one order may take, 1 to 20.</summary>
    public int VouchersPerOrder { get; init; } = 1;

    /// <summary>Minutes in which the till itself may undo a redemption, 0 to 1,440; later the back office.</summary>
    public int UndoMinutes { get; init; } = 15;

    /// <summary>Refund mode <c>extend</c>: days a voucher that comes back is good for at least, 1 to 366.</summary>
    public int RefundExtendDays { get; init; } = 7;

    public LiableParty OfflineLiable { get; init; } = LiableParty.Merchant;

    /// <summary>Hard caps on what tills may take off, checked as each redemption is decided.</summary>
    public IReadOnlyList<SpendingCap> Caps { get; init; } = [];

    public bool Equals(RedemptionRules? other) =>
        other is not null && VouchersPerOrder == other.VouchersPerOrder && UndoMinutes == other.UndoMinutes
        && RefundExtendDays == other.RefundExtendDays && OfflineLiable == other.OfflineLiable
        && Caps.SequenceEqual(other.Caps);

    public override int GetHashCode() =>
        HashCode.Combine(VouchersPerOrder, UndoMinutes, RefundExtendDays, OfflineLiable, Caps.Count);
}

/// <summary>
/// At most so much is taken off a calendar day of the campaign's zone, in a region (a code covers what it begins) or at
/// a merchant. <paramref name="Target"/> names the region or merchant; null: each of them has this cap.
/// </summary>
public sealed record SpendingCap(CapKind Per, string? Target, Money Amount);
