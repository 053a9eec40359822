using System.Collections.Frozen;

namespace Floodgate.Tills.Merchants;

/// <summary>
/// The approved stores in memory: a redemption asks here and touches no storage. Replaced as a whole; reads take no
/// lock.
/// </summary>
internal sealed class StoreDirectory
{
    private volatile Stores _stores = Stores.None;

    public StoreFacts? Find(string store) => _stores.ById.GetValueOrDefault(store);

    public StoreFacts? Find(int number) => _stores.ByNumber.GetValueOrDefault(number);

    /// <summary>From now on these stores are known, and no others.</summary>
    public void Publish(IReadOnlyCollection<StoreFacts> stores) =>
        _stores = new Stores(
            stores.ToFrozenDictionary(store => store.Store, StringComparer.Ordinal),
            stores.ToFrozenDictionary(store => store.Number));

    private sealed record Stores(FrozenDictionary<string, StoreFacts> ById, FrozenDictionary<int, StoreFacts> ByNumber)
    {
        public static Stores None { get; } =
            new(FrozenDictionary<string, StoreFacts>.Empty, FrozenDictionary<int, StoreFacts>.Empty);
    }
}
