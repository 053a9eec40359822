using Floodgate.Foundation;

namespace Floodgate.Web.Console.Vouchers;

/// <summary>States and events of a voucher in words.</summary>
internal static class VoucherText
{
    public static BilingualText State(string state) => state switch
    {
        "held" => new("可用", "Good"),
        "partlyRedeemed" => new("部分使用", "Partly used"),
        "redeemed" => new("已使用", "Used"),
        "expired" => new("已过期", "Expired"),
        "void" => new("已作废", "Void"),
        "frozen" => new("已冻结", "Frozen"),
        _ => new(state, state),
    };

    public static string? Tone(string state) => state switch
    {
        "held" or "partlyRedeemed" => "fg-fine",
        "void" or "frozen" => "fg-bad",
        _ => null,
    };

    public static BilingualText Event(string kind) => kind switch
    {
        "claimed" => new("领取", "Claimed"),
        "granted" => new("手工发放", "Granted by hand"),
        "redeemed" => new("核销", "Redeemed"),
        "refunded" => new("退款", "Refunded"),
        "undone" => new("撤销核销", "Redemption undone"),
        "expired" => new("过期", "Expired"),
        "void" => new("作废", "Made void"),
        "frozen" => new("冻结", "Frozen"),
        "unfrozen" => new("解冻", "Unfrozen"),
        "conflict" => new("离线重复核销", "Taken twice without connection"),
        _ => new(kind, kind),
    };

    /// <summary>Good, bad or neither: a sign beside the words, not instead of them.</summary>
    public static string Mark(string kind) => kind switch
    {
        "claimed" or "granted" or "unfrozen" => "e-good",
        "redeemed" => "e-used",
        "refunded" or "undone" => "e-back",
        _ => "e-end",
    };

    public static BilingualText? Effect(string? effect) => effect switch
    {
        "restored" => new("退回券内", "back to the voucher"),
        "returned" => new("退回活动", "back to the campaign"),
        "extended" => new("退回券内并延期", "back to the voucher, which is good for longer"),
        _ => null,
    };

    public static string Address(string voucher) =>
        $"{ConsoleRoutes.Vouchers}/{Uri.EscapeDataString(voucher)}";
}
