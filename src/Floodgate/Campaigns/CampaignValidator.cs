using System.Text.RegularExpressions;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Campaigns;

/// <summary>
/// Every rule one version of a campaign must keep by itself. <see cref="CampaignChange"/> has those between two.
/// </summary>
internal static partial class CampaignValidator
{
    /// <summary>All faults; none means the campaign may be put.</summary>
    /// <param name="campaign">What is asked for.</param>
    /// <param name="freed">Money that came back and may be issued again, by the batch's place.</param>
    public static IReadOnlyList<DocumentFault> Check(CampaignDefinition campaign, IReadOnlyList<long>? freed = null)
    {
        var faults = new FaultList();
        CheckName(faults, "/name", campaign.Name);
        CheckRange(faults, "/shards", campaign.Shards, 1, CampaignLimits.ShardsMax);
        CheckTimeZone(faults, campaign.TimeZone);
        CheckTimes(faults, campaign);
        CheckRange(faults, "/perPersonLimit", campaign.PerPersonLimit, 1, CampaignLimits.PerPersonLimitMax);
        CheckMoney(faults, "/budget", campaign.Budget, CampaignLimits.BudgetMax, campaign.Budget.Currency);
        if (campaign.GrantBudget is { } grants)
            CheckMoney(faults, "/grantBudget", grants, campaign.Budget.Amount, campaign.Budget.Currency);
        CheckEligibility(faults, campaign.Eligibility);
        RedemptionChecks.Check(faults, campaign);
        CheckBatches(faults, campaign);
        BudgetRules.Check(faults, campaign, freed ?? []);
        return faults.All;
    }

    /// <summary>Lower-case letters, digits and hyphens, 1 to 64: ids of campaigns, batches and lists.</summary>
    public static bool IsSlug(string id) => Slug.IsMatch(id);

    internal static void CheckName(FaultList faults, string pointer, BilingualText name)
    {
        CheckText(faults, pointer + "/zh", name.Zh);
        CheckText(faults, pointer + "/en", name.En);
    }

    internal static void CheckRange(FaultList faults, string pointer, long value, long min, long max)
    {
        if (value < min || value > max)
            faults.Add(pointer, "out-of-range", $"必须在 {min} 到 {max} 之间。", $"Must be from {min} to {max}.");
    }

    internal static void CheckTime(FaultList faults, string pointer, DateTimeOffset? time)
    {
        if (time is not { } set || (set >= CampaignLimits.TimeMin && set < CampaignLimits.TimeMax)) return;
        faults.Add(pointer, "out-of-range", "时间必须在 2000 年到 2199 年之间。", "Must lie in the years 2000 to 2199.");
    }

    internal static void CheckMoney(
        FaultList faults, string pointer, Money money, long max, string currency, long min = 1)
    {
        CheckRange(faults, pointer + "/amount", money.Amount, min, max);
        if (money.Currency is null || !Currency.IsMatch(money.Currency))
            faults.Add(pointer + "/currency", "currency-malformed", "币种须为三个大写字母，如 CNY。",
                "A currency is three capital letters, such as CNY.");
        else if (money.Currency != currency)
            faults.Add(pointer + "/currency", "currency-mixed", "整个活动只能用一种币种，与预算相同。",
                "One campaign has one currency: that of its budget.");
    }

    private static void CheckText(FaultList faults, string pointer, string text)
    {
        var characters = text.EnumerateRunes().Count();
        if (string.IsNullOrWhiteSpace(text))
            faults.Add(pointer, "text-empty", "不能为空。", "Must not be empty.");
        else if (characters > CampaignLimits.NameCharactersMax)
            faults.Add(pointer, "text-too-long", $"最多 {CampaignLimits.NameCharactersMax} 个字。",
                $"At most {CampaignLimits.NameCharactersMax} characters.");
        else if (text.Any(char.IsControl))
            faults.Add(pointer, "text-malformed", "不能含换行等控制字符。", "Must not hold control characters.");
    }

    private static void CheckTimeZone(FaultList faults, string zone)
    {
        if (ZoneName.IsMatch(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) return;
        faults.Add("/timeZone", "time-zone-unknown", "没有这个时区；请写 IANA 名称，如 Asia/Shanghai。",
            "No such time zone; write its IANA name, such as Asia/Shanghai.");
    }

    private static void CheckTimes(FaultList faults, CampaignDefinition campaign)
    {
        CheckTime(faults, "/opensAt", campaign.OpensAt);
        CheckTime(faults, "/closesAt", campaign.ClosesAt);
        if (campaign.ClosesAt <= campaign.OpensAt)
            faults.Add("/closesAt", "closes-before-opening", "结束时间必须晚于开始时间。", "Must be later than opensAt.");
    }

    private static void CheckEligibility(FaultList faults, Eligibility eligibility)
    {
        var regions = eligibility.Regions;
        if (regions.Count > CampaignLimits.RegionsMax)
            faults.Add("/eligibility/regions", "too-many", $"最多 {CampaignLimits.RegionsMax} 个地区。",
                $"At most {CampaignLimits.RegionsMax} regions.");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < regions.Count; i++)
        {
            if (!RegionCode.IsMatch(regions[i]))
                faults.Add($"/eligibility/regions/{i}", "region-malformed", "地区代码为 1 到 16 位字母、数字或连字符。",
                    "A region code is 1 to 16 letters, digits or hyphens.");
            else if (!seen.Add(regions[i]))
                faults.Add($"/eligibility/regions/{i}", "duplicate", "地区重复。", "This region stands here twice.");
        }

        if (eligibility.AllowList is not { } list) return;
        if (!Slug.IsMatch(list.Id)) AddSlugFault(faults, "/eligibility/allowList/id");
        if (!Sha256.IsMatch(list.Sha256))
            faults.Add("/eligibility/allowList/sha256", "sha256-malformed", "须为 64 位小写十六进制数。",
                "Must be 64 lower-case hexadecimal digits.");
    }

    private static void CheckBatches(FaultList faults, CampaignDefinition campaign)
    {
        var batches = campaign.Batches;
        CheckRange(faults, "/batches", batches.Count, 1, CampaignLimits.BatchesMax);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < batches.Count; i++)
        {
            BatchRules.Check(faults, $"/batches/{i}", campaign, batches[i]);
            if (!Slug.IsMatch(batches[i].Id)) AddSlugFault(faults, $"/batches/{i}/id");
            else if (!ids.Add(batches[i].Id))
                faults.Add($"/batches/{i}/id", "duplicate", "批次编号重复。", "Another batch has this id.");
        }
    }

    private static void AddSlugFault(FaultList faults, string pointer) =>
        faults.Add(pointer, "id-malformed", "编号为 1 到 64 位小写字母、数字或连字符。",
            "An id is 1 to 64 lower-case letters, digits or hyphens.");

    [GeneratedRegex(@"^[a-z0-9-]{1,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Slug { get; }

    [GeneratedRegex(@"^[0-9A-Za-z-]{1,16}\z", RegexOptions.CultureInvariant, 1000)]
    internal static partial Regex RegionCode { get; }

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Sha256 { get; }

    [GeneratedRegex(@"^[A-Z]{3}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Currency { get; }

    // The name becomes part of a path in the zone database, so what is asked for is kept to what names look like.
    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z][A-Za-z0-9_+-]{0,31}){0,2}\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ZoneName { get; }
}
