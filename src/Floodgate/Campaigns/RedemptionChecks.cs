using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>The rules of the member <c>redemption</c>.</summary>
internal static class RedemptionChecks
{
    private const string Place = "/redemption";

    public static void Check(FaultList faults, CampaignDefinition campaign)
    {
        var rules = campaign.Redemption;
        CampaignValidator.CheckRange(faults, Place + "/vouchersPerOrder", rules.VouchersPerOrder, 1, 20);
        CampaignValidator.CheckRange(faults, Place + "/undoMinutes", rules.UndoMinutes, 0, 1_440);
        CampaignValidator.CheckRange(faults, Place + "/refundExtendDays", rules.RefundExtendDays, 1, 366);
        var seen = new HashSet<(CapKind, string?)>();
        for (var i = 0; i < rules.Caps.Count; i++)
        {
            var (cap, pointer) = (rules.Caps[i], $"{Place}/caps/{i}");
            CampaignValidator.CheckMoney(
                faults, pointer + "/amount", cap.Amount, CampaignLimits.BudgetMax, campaign.Budget.Currency);
            CheckTarget(faults, pointer + "/target", cap);
            if (!seen.Add((cap.Per, cap.Target)))
                faults.Add(pointer, "duplicate", "此上限重复。", "This cap stands here twice.");
        }
    }

    private static void CheckTarget(FaultList faults, string pointer, SpendingCap cap)
    {
        if (cap.Per == CapKind.Day && cap.Target is not null)
            faults.Add(pointer, "target-not-allowed", "按日上限不带对象。", "A cap a day has no target.");
        if (cap is { Per: CapKind.Region, Target: { } region } && !CampaignValidator.RegionCode.IsMatch(region))
            faults.Add(pointer, "region-malformed", "地区代码为 1 到 16 位字母、数字或连字符。",
                "A region code is 1 to 16 letters, digits or hyphens.");
        if (cap is { Per: CapKind.Merchant, Target: { } merchant } && !CampaignValidator.IsSlug(merchant))
            faults.Add(pointer, "id-malformed", "编号为 1 到 64 位小写字母、数字或连字符。",
                "An id is 1 to 64 lower-case letters, digits or hyphens.");
    }
}
