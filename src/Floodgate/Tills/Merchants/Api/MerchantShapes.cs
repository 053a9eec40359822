using Floodgate.Access;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants.Records;

namespace Floodgate.Tills.Merchants.Api;

/// <summary>Rows as the interface shows them.</summary>
internal static class MerchantShapes
{
    public static MerchantHeadBody Head(MerchantLine line) => new(
        line.Merchant.Id, line.Merchant.Name, line.Merchant.State, line.Stores,
        line.Waiting + (line.Merchant.Waits ? 1 : 0), line.Merchant.AppliedBy, UnixTime.ToTime(line.Merchant.AppliedAt),
        line.Merchant.Version);

    public static MerchantBody Merchant(
        MerchantFile file, IEnumerable<FreezeRow> freezes, IEnumerable<MerchantActRow> acts)
    {
        var row = file.Merchant;
        var names = file.Stores.ToDictionary(store => store.Number, store => store.Id);
        return new MerchantBody(
            row.Id, row.Number, row.Name, row.Registration, row.Contact, row.State, row.Reason,
            row.Proposal is { } json ? TermsJson.ReadMerchant(json) : null, row.Waits, row.AppliedBy,
            UnixTime.ToTime(row.AppliedAt), row.DecidedBy, Time(row.DecidedAt), row.Version,
            [.. file.Stores.Select(store => Store(store, row))], [.. freezes.Select(one => Freeze(one, names))],
            [.. acts.Select(act => Act(act, names))]);
    }

    public static StoreBody Store(StoreRow row, MerchantRow merchant) => new(
        row.Id, row.Number, merchant.Id, row.Name, row.Region, row.Category, row.Address, row.TakesList, row.State,
        IsKnown(row, merchant) ? StandingDecision.Of(merchant.State, row.State) : null, row.Reason ?? merchant.Reason,
        row.Proposal is { } json ? TermsJson.ReadStore(json) : null, row.Waits, row.AppliedBy,
        UnixTime.ToTime(row.AppliedAt), row.DecidedBy, Time(row.DecidedAt), Time(row.TestedAt), row.TestedTerminal,
        merchant.Version);

    /// <summary>Whether tills know the store.</summary>
    public static bool IsKnown(StoreRow row, MerchantRow merchant) =>
        StandingDecision.IsAdmitted(row.State) && StandingDecision.IsAdmitted(merchant.State);

    public static FreezeBody Freeze(FreezeRow row, IReadOnlyDictionary<int, string> stores) => new(
        Id(row.StoreNumber, stores), new(row.ReasonZh, row.ReasonEn), new(row.AppealZh, row.AppealEn),
        row.DisputedAmount is { } amount ? new Money(amount, row.Currency ?? "") : null,
        row.Redemptions.Split('\n', StringSplitOptions.RemoveEmptyEntries), row.By, UnixTime.ToTime(row.At));

    public static ActBody Act(MerchantActRow row, IReadOnlyDictionary<int, string> stores) => new(
        UnixTime.ToTime(row.At), row.Act, Id(row.StoreNumber, stores), row.Actor, row.Reason);

    public static KeyBody Key(ApiKeyRow row) => new(
        row.Id, row.Name, UnixTime.ToTime(row.CreatedAt), Time(row.LastUsedDay), Time(row.RevokedAt));

    private static string? Id(int? number, IReadOnlyDictionary<int, string> stores) =>
        number is { } known ? stores.GetValueOrDefault(known) : null;

    private static DateTimeOffset? Time(long? micros) => micros is { } at ? UnixTime.ToTime(at) : null;
}
