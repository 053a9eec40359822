using System.Globalization;
using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Api;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Face;

/// <summary>Rows as the console shows them.</summary>
internal static class MerchantViewing
{
    public static MerchantItem Item(MerchantLine line) => new(
        line.Merchant.Id, line.Merchant.Name, line.Merchant.State.ToString(), line.Stores,
        line.Waiting + (line.Merchant.Waits ? 1 : 0), line.Merchant.AppliedBy,
        UnixTime.ToTime(line.Merchant.AppliedAt));

    public static StoreItem Store(StoreRow row, MerchantRow merchant) => new(
        row.Id, row.Number, row.Name, row.Region, row.Category, row.Address, row.TakesList, row.State.ToString(),
        MerchantShapes.IsKnown(row, merchant) ? StandingDecision.Of(merchant.State, row.State).ToString() : null,
        row.Reason ?? merchant.Reason, Changes(row), row.Waits, Time(row.TestedAt), row.TestedTerminal);

    public static IReadOnlyList<TermsChange> Changes(MerchantRow row)
    {
        if (row.Proposal is not { } json) return [];
        var (now, then) = (row.Terms, TermsJson.ReadMerchant(json));
        return Different(
            (new("中文名称", "Chinese name"), now.Name.Zh, then.Name.Zh),
            (new("英文名称", "English name"), now.Name.En, then.Name.En),
            (new("注册号", "Registration"), now.Registration, then.Registration),
            (new("联系方式", "Contact"), now.Contact, then.Contact));
    }

    public static FreezeView Freeze(FreezeRow row, IReadOnlyDictionary<int, string> stores)
    {
        var redemptions = row.Redemptions.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        var amount = (row.DisputedAmount ?? 0) / 100m;
        return new FreezeView(
            row.StoreNumber is { } store ? stores.GetValueOrDefault(store) : null, new(row.ReasonZh, row.ReasonEn),
            new(row.AppealZh, row.AppealEn), row.DisputedAmount is null
                ? new($"{redemptions} 笔有争议的核销暂不结算，其余照常。",
                    $"{redemptions} disputed redemptions are held back; all else is settled as usual.")
                : new(string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {row.Currency} 暂不结算，其余照常。"),
                    string.Create(CultureInfo.InvariantCulture,
                        $"{amount:0.00} {row.Currency} is held back; all else is settled as usual.")),
            UnixTime.ToTime(row.At));
    }

    public static ActView Act(MerchantActRow row, IReadOnlyDictionary<int, string> stores) => new(
        UnixTime.ToTime(row.At), row.Act.ToString(),
        row.StoreNumber is { } store ? stores.GetValueOrDefault(store) : null, row.Actor, row.Reason);

    public static KeyView Key(ApiKeyRow row) => new(
        row.Id, row.Name, UnixTime.ToTime(row.CreatedAt), Time(row.LastUsedDay), Time(row.RevokedAt));

    public static IReadOnlyList<TermsChange> Changes(StoreRow row)
    {
        if (row.Proposal is not { } json) return [];
        var (now, then) = (row.Terms, TermsJson.ReadStore(json));
        return Different(
            (new("中文名称", "Chinese name"), now.Name.Zh, then.Name.Zh),
            (new("英文名称", "English name"), now.Name.En, then.Name.En),
            (new("地区", "Region"), now.Region, then.Region), (new("类别", "Category"), now.Category, then.Category),
            (new("地址", "Address"), now.Address, then.Address),
            (new("受理", "Takes"), Joined(now.Takes), Joined(then.Takes)));
    }

    private static TermsChange[] Different(params (BilingualText What, string? Now, string? Then)[] parts) =>
    [
        .. parts.Where(part => (part.Now ?? "") != (part.Then ?? ""))
            .Select(part => new TermsChange(part.What, part.Now ?? "", part.Then ?? "")),
    ];

    private static string? Joined(string[]? entries) => entries is null ? null : string.Join(' ', entries);

    private static DateTimeOffset? Time(long? micros) => micros is { } at ? UnixTime.ToTime(at) : null;
}
