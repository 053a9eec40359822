using System.Text.RegularExpressions;
using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>One thing wrong with terms.</summary>
/// <param name="Member">Its place within the terms: <c>name/zh</c>, <c>region</c>.</param>
internal sealed record TermsFault(string Member, string Code, BilingualText Message);

/// <summary>What merchants and stores may be called and say of themselves; pure.</summary>
internal static partial class TermsRules
{
    public const int TakesMax = 50;
    private const int NameMax = 100;
    private const int LineMax = 200;

    private static readonly BilingualText Malformed = new(
        "编号为 1 到 64 位小写字母、数字或连字符。", "An id is 1 to 64 lower-case letters, digits or hyphens.");

    public static IEnumerable<TermsFault> OfId(string id) =>
        CampaignValidator.IsSlug(id) ? [] : [new TermsFault("id", "id-malformed", Malformed)];

    public static IEnumerable<TermsFault> Of(MerchantTerms terms) =>
    [
        .. Name(terms.Name),
        .. terms.Registration is null || Registration.IsMatch(terms.Registration) ? [] : Fault(
            "registration", "registration-malformed", "注册号为 1 到 40 位字母、数字或连字符。",
            "A registration number is 1 to 40 letters, digits or hyphens."),
        .. Line("contact", terms.Contact, LineMax, required: false),
    ];

    public static IEnumerable<TermsFault> Of(StoreTerms terms) =>
    [
        .. Name(terms.Name),
        .. RegionCode.IsMatch(terms.Region) ? [] : Fault(
            "region", "region-malformed", "地区代码为 1 到 16 位字母、数字或连字符。",
            "A region code is 1 to 16 letters, digits or hyphens."),
        .. Category.IsMatch(terms.Category) ? [] : Fault(
            "category", "category-malformed", "类别为 1 到 32 位小写字母、数字或连字符，如 dining。",
            "A category is 1 to 32 lower-case letters, digits or hyphens, such as dining."),
        .. Line("address", terms.Address, LineMax, required: false),
        .. Takes(terms.Takes ?? []),
    ];

    /// <summary>What is wrong with what a merchant is told when it is stopped or goes on.</summary>
    public static IEnumerable<TermsFault> Of(StandingReason said, bool freeze, int redemptionsMax)
    {
        foreach (var fault in Text("reason", said.Reason)) yield return fault;
        if (!freeze) yield break;
        if (said.Appeal is null)
            yield return new("appeal", "text-empty", new(
                "冻结通知须写明申诉途径。", "A freeze says where and until when to object."));
        else
            foreach (var fault in Text("appeal", said.Appeal)) yield return fault;
        var redemptions = said.Redemptions ?? [];
        if (said.Disputed is null == (redemptions.Length == 0))
            yield return new("disputed", "disputed-not-one", new(
                "请写明争议金额，或列出争议的核销，两者填一。只冻结有争议的部分。",
                "Give the amount in dispute, or name the redemptions: one of them. Only that is held back."));
        if (said.Disputed is { } money && (money.Amount <= 0 || money.Currency is not { Length: 3 }))
            yield return new("disputed", "out-of-range", new("金额须大于零，币种三个字母。",
                "An amount above zero, in a currency of three letters."));
        if (redemptions.Length > redemptionsMax || redemptions.Any(id => id is not { Length: > 0 and <= 64 }))
            yield return new("redemptions", "out-of-range", new($"最多 {redemptionsMax} 个核销编号。",
                $"At most {redemptionsMax} redemption ids."));
    }

    private static TermsFault[] Name(BilingualText name) =>
        [.. Line("name/zh", name.Zh, NameMax), .. Line("name/en", name.En, NameMax)];

    private static TermsFault[] Text(string member, BilingualText text) =>
        [.. Line(member + "/zh", text.Zh, 500), .. Line(member + "/en", text.En, 500)];

    private static TermsFault[] Line(string member, string? text, int max, bool required = true)
    {
        if (string.IsNullOrWhiteSpace(text))
            return required ? Fault(member, "text-empty", "不能为空。", "Must not be empty.") : [];
        if (text.Length > max) return Fault(member, "text-too-long", $"最多 {max} 个字。", $"At most {max} characters.");
        return text.Any(char.IsControl)
            ? Fault(member, "text-malformed", "不能含换行等控制字符。", "Must not hold control characters.") : [];
    }

    private static TermsFault[] Takes(string[] takes)
    {
        if (takes.Length > TakesMax)
            return Fault("takes", "too-many", $"最多 {TakesMax} 项。", $"At most {TakesMax} entries.");
        return takes.All(entry => entry is not null && Taking.IsMatch(entry)) ? [] : Fault(
            "takes", "takes-malformed", "每项为活动编号，或 活动/批次。", "An entry is a campaign's id, or campaign/batch.");
    }

    private static TermsFault[] Fault(string member, string code, string zh, string en) =>
        [new(member, code, new BilingualText(zh, en))];

    [GeneratedRegex(@"^[0-9A-Za-z-]{1,40}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Registration { get; }

    [GeneratedRegex(@"^[0-9A-Za-z-]{1,16}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RegionCode { get; }

    [GeneratedRegex(@"^[a-z0-9-]{1,32}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Category { get; }

    [GeneratedRegex(@"^[a-z0-9-]{1,64}(/[a-z0-9-]{1,64})?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Taking { get; }
}
