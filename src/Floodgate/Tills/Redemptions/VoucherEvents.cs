using Floodgate.Foundation;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Projection;

namespace Floodgate.Tills.Redemptions;

/// <summary>A voucher's events in the words of the interface.</summary>
internal sealed class VoucherEvents(VoucherHistory history, RedemptionNames names)
{
    public DateTimeOffset AsOf(VoucherId id) => history.AsOf(id.Campaign);

    public VoucherEventBody[] Read(VoucherId id, string currency) =>
        [.. history.Read(id).Select(row => Of(row, id, currency))];

    private VoucherEventBody Of(VoucherEventRow row, VoucherId id, string currency) => new(
        KindOf(row), UnixTime.ToTime(row.AtMicros), $"{id.Shard}:{row.Position}", new Money(row.Cents, currency),
        row.Redemption is { } redemption ? RedemptionNames.Id(redemption) : null,
        row.Store is { } store ? names.StoreName(store) : null, row.Merchant, row.Terminal, row.OrderRef,
        row.OrderCents > 0 ? new Money(row.OrderCents, currency) : null, row.Offline ? true : null, EffectOf(row),
        row.Actor, row.Reason);

    private static string KindOf(VoucherEventRow row) => row.Kind switch
    {
        EventKind.Claimed => "claimed",
        EventKind.Redeemed => "redeemed",
        EventKind.Refunded => "refunded",
        EventKind.Undone => "undone",
        EventKind.Expired => "expired",
        EventKind.Conflicted => "conflict",
        EventKind.Marked => (VoucherMark)row.Detail switch
        {
            VoucherMark.Void => "void",
            VoucherMark.Freeze => "frozen",
            VoucherMark.Unfreeze => "unfrozen",
            VoucherMark.Grant => "granted",
            _ => throw new InvalidOperationException($"mark {row.Detail} has no name"),
        },
        _ => throw new InvalidOperationException($"{row.Kind} is not of a voucher's life"),
    };

    private static string? EffectOf(VoucherEventRow row) => row.Kind != EventKind.Refunded ? null
        : (RefundEffect)row.Detail switch
        {
            RefundEffect.Restored => "restored",
            RefundEffect.Returned => "returned",
            _ => "extended",
        };
}
