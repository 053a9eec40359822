using System.Text.Json.Serialization;
using Floodgate.Campaigns;
using Floodgate.Foundation;

namespace Floodgate.Tills.Merchants;

/// <summary>Whether a store may redeem: suspended by the organiser, or frozen while amounts are in dispute.</summary>
internal enum StoreStanding { Active, Suspended, Frozen }

/// <summary>
/// An approved store as a redemption needs it. A store stands no better than its merchant.
/// </summary>
/// <param name="Store">Its id, which till keys are bound to.</param>
/// <param name="Number">Small and stable, journalled in redemption events; never used again for another store.</param>
/// <param name="Merchant">The id of the merchant it belongs to: what a pause of scope merchant names.</param>
/// <param name="MerchantNumber">As <paramref name="Number"/>, of the merchant.</param>
/// <param name="Region">Its region code; a code covers what it begins.</param>
/// <param name="Category">Its category, such as <c>dining</c>.</param>
/// <param name="Standing">Only an active store redeems.</param>
/// <param name="Reason">What the till is told when it is not active.</param>
internal sealed record StoreFacts(
    string Store, int Number, string Merchant, int MerchantNumber, string Region, string Category,
    StoreStanding Standing, BilingualText? Reason)
{
    /// <summary>What people call it.</summary>
    public BilingualText? Name { get; init; }

    /// <summary>Since when it or its merchant is not active, Unix microseconds; 0: it is, or nobody knows.</summary>
    public long SinceMicros { get; init; }

    /// <summary>What the store agreed to take; everything when nothing is said.</summary>
    public StoreTakings Takings { get; init; } = StoreTakings.Everything;

    /// <summary>Where a campaign says a batch is taken; set by the directory.</summary>
    [JsonIgnore]
    public Func<string, string, StoreRule?>? RuleOf { get; init; }

    /// <summary>Whether the store takes vouchers of this batch: it agreed to, and the campaign lets it.</summary>
    public bool Takes(string campaign, string batch) =>
        Takings.Include(campaign, batch) && RuleOf?.Invoke(campaign, batch)?.Covers(Region, Category) != false;
}

/// <summary>
/// The campaigns and batches a store takes: entries <c>campaign</c> or <c>campaign/batch</c>; none means all.
/// </summary>
internal sealed record StoreTakings(IReadOnlyList<string> Entries)
{
    public static StoreTakings Everything { get; } = new([]);

    public bool Include(string campaign, string batch) =>
        Entries.Count == 0 || Entries.Any(entry => Covers(entry, campaign, batch));

    private static bool Covers(string entry, ReadOnlySpan<char> campaign, ReadOnlySpan<char> batch)
    {
        if (!entry.AsSpan().StartsWith(campaign, StringComparison.Ordinal)) return false;
        var rest = entry.AsSpan(campaign.Length);
        return rest.IsEmpty || (rest[0] == '/' && rest[1..].SequenceEqual(batch));
    }
}
