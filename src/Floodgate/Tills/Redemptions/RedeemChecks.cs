using Floodgate.Campaigns;
using Floodgate.Foundation.Documents;

namespace Floodgate.Tills.Redemptions;

/// <summary>What a redemption's body must keep by itself; every fault is named by its place.</summary>
internal static class RedeemChecks
{
    public const int OrderRefMax = 64;
    public const int TerminalMax = 32;

    public static IReadOnlyList<DocumentFault> Faults(RedeemBody body)
    {
        var faults = new FaultList();
        if (body.Code is null == body.Qr is null)
            faults.Add("/code", "code-or-qr", "code 与 qr 须且只须填一个。", "Give code or qr: one of them, not both.");
        CheckText(faults, "/orderRef", body.OrderRef, OrderRefMax);
        CheckText(faults, "/terminal", body.Terminal, TerminalMax);
        CheckAmount(faults, "/orderAmount/amount", body.OrderAmount.Amount);
        return faults.All;
    }

    public static void CheckAmount(FaultList faults, string pointer, long amount)
    {
        if (amount is < 1 or > CampaignLimits.AmountMax)
            faults.Add(pointer, "out-of-range", $"金额必须在 1 到 {CampaignLimits.AmountMax} 分之间。",
                $"The amount must be from 1 to {CampaignLimits.AmountMax} minor units.");
    }

    public static void CheckText(FaultList faults, string pointer, string text, int max)
    {
        if (text.Length is 0 || text.Length > max || text.Any(char.IsControl) || string.IsNullOrWhiteSpace(text))
            faults.Add(pointer, "text-malformed", $"须为 1 到 {max} 个字符，不含控制字符。",
                $"Must be 1 to {max} characters without control characters.");
    }
}
