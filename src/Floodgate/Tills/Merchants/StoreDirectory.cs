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

/// <summary>Rung when a store changed on this node, so that its tills need not wait for the next look.</summary>
internal sealed class DirectoryBell
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is ringing already.
        }
    }

    /// <summary>Returns when it rings, or after that time.</summary>
    public async Task WaitAsync(TimeSpan most, TimeProvider clock, CancellationToken cancel)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var rung = _rung.WaitAsync(end.Token);
        await Task.WhenAny(rung, Task.Delay(most, clock, end.Token));
        // Whichever lost is ended; a ring that came at this very moment is put back.
        await end.CancelAsync();
        if (rung.IsCompletedSuccessfully || cancel.IsCancellationRequested) return;
        await rung.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
    }
}
