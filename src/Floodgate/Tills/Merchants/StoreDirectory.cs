using System.Collections.Frozen;
using Floodgate.Campaigns;

namespace Floodgate.Tills.Merchants;

/// <summary>
/// The approved stores in memory: a redemption asks here and touches no storage. Replaced as a whole; reads take no
/// lock.
/// </summary>
/// <param name="ruleOf">Where a campaign says a batch is taken; null: it says nothing.</param>
internal sealed class StoreDirectory(Func<string, string, StoreRule?>? ruleOf = null)
{
    private volatile Stores _stores = Stores.None;

    public int Count => _stores.ById.Count;

    public StoreFacts? Find(string store) => _stores.ById.GetValueOrDefault(store);

    public StoreFacts? Find(int number) => _stores.ByNumber.GetValueOrDefault(number);

    /// <summary>Whether one of the stores is this merchant's.</summary>
    public bool KnowsMerchant(string merchant) => _stores.Merchants.Contains(merchant);

    /// <summary>From now on these stores are known, and no others.</summary>
    public void Publish(IReadOnlyCollection<StoreFacts> stores)
    {
        var known = stores.Select(store => store with { RuleOf = ruleOf }).ToArray();
        _stores = new Stores(
            known.ToFrozenDictionary(store => store.Store, StringComparer.Ordinal),
            known.ToFrozenDictionary(store => store.Number),
            known.Select(store => store.Merchant).ToFrozenSet(StringComparer.Ordinal));
    }

    private sealed record Stores(
        FrozenDictionary<string, StoreFacts> ById, FrozenDictionary<int, StoreFacts> ByNumber,
        FrozenSet<string> Merchants)
    {
        public static Stores None { get; } = new(
            FrozenDictionary<string, StoreFacts>.Empty, FrozenDictionary<int, StoreFacts>.Empty,
            FrozenSet<string>.Empty);
    }
}
