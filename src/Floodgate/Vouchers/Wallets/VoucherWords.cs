using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Wallets;

/// <summary>The words of the interface for a voucher's state and for what a refund does.</summary>
internal static class VoucherWords
{
    public static string StateOf(in WalletItem item, DateTimeOffset now) => item.State switch
    {
        VoucherState.Redeemed => "redeemed",
        VoucherState.Expired => "expired",
        VoucherState.Void => "void",
        _ when now >= UnixTime.ToTime(item.UntilMicros) => "expired",
        _ when item.Frozen => "frozen",
        VoucherState.Held => "held",
        VoucherState.PartlyRedeemed => "partlyRedeemed",
        _ => throw new InvalidOperationException($"{item.State} has no name"),
    };

    /// <summary>What a refund would do to the voucher: holders see it before they pay.</summary>
    public static string OnRefund(RefundMode mode) => mode switch
    {
        RefundMode.Restore => "restored",
        RefundMode.Void => "void",
        RefundMode.Extend => "extended",
        _ => throw new InvalidOperationException($"{mode} has no name"),
    };
}
