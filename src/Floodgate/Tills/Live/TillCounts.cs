using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;

namespace Floodgate.Tills.Live;

/// <summary>One answer that a till got.</summary>
/// <param name="Code">Null: it was taken; else what it was refused with.</param>
internal sealed record TillTake(
    DateTimeOffset At, int Store, string StoreId, string Merchant, string Campaign, string Batch, string? Redemption,
    string? Voucher, long DiscountCents, long OrderCents, string Currency, bool Offline, string? Code);

/// <summary>What this node's tills were answered, since it began; counters and the last few only, in memory.</summary>
internal sealed class TillCounts(TillsOptions options, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<TillTake> _recent = new();
    private readonly Dictionary<string, long> _refused = new(StringComparer.Ordinal);
    private readonly Queue<(long Minute, Dictionary<int, StoreSum> Stores)> _minutes = new();
    private long _taken, _conflicts;

    public void Taken(StoreFacts store, RedemptionBody receipt, bool offline) => Add(new TillTake(
        clock.GetUtcNow(), store.Number, store.Store, store.Merchant, receipt.Campaign, receipt.Batch,
        receipt.RedemptionId, receipt.VoucherId, receipt.Discount.Amount, receipt.OrderAmount.Amount,
        receipt.Discount.Currency, offline, null));

    public void Refused(StoreFacts store, string code, bool offline = false) => Add(new TillTake(
        clock.GetUtcNow(), store.Number, store.Store, store.Merchant, "", "", null, null, 0, 0, "", offline, code));

    /// <summary>Totals, the newest answers, and what stores took in the last hour.</summary>
    public TillTotals Read()
    {
        var from = MinuteOf(clock.GetUtcNow()) - options.LiveMinutes;
        lock (_gate)
        {
            var stores = new Dictionary<int, StoreSum>();
            foreach (var (_, counted) in _minutes.Where(one => one.Minute > from))
                foreach (var (store, sum) in counted)
                    stores[store] = stores.TryGetValue(store, out var before) ? before.With(sum) : sum;
            return new TillTotals(
                _taken, _conflicts, new Dictionary<string, long>(_refused, StringComparer.Ordinal),
                [.. _recent.Reverse()], [.. stores.Values]);
        }
    }

    private void Add(TillTake take)
    {
        lock (_gate)
        {
            _recent.Enqueue(take);
            while (_recent.Count > options.LiveTakesMax) _recent.Dequeue();
            if (take.Code is { } code)
            {
                _refused[code] = _refused.GetValueOrDefault(code) + 1;
                if (code == Refusals.OfflineConflict.Code) _conflicts++;
                return;
            }

            _taken++;
            var minute = MinuteOf(take.At);
            if (_minutes.Count == 0 || _minutes.Last().Minute != minute) _minutes.Enqueue((minute, []));
            while (_minutes.Count > options.LiveMinutes) _minutes.Dequeue();
            var stores = _minutes.Last().Stores;
            var sum = new StoreSum(take.Store, take.StoreId, take.Merchant, 1, take.DiscountCents, take.OrderCents);
            stores[take.Store] = stores.TryGetValue(take.Store, out var before) ? before.With(sum) : sum;
        }
    }

    private static long MinuteOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / 60;
}

/// <summary>What one store took.</summary>
internal sealed record StoreSum(
    int Number, string Store, string Merchant, long Count, long DiscountCents, long OrderCents)
{
    public StoreSum With(StoreSum more) => this with
    {
        Count = Count + more.Count,
        DiscountCents = DiscountCents + more.DiscountCents,
        OrderCents = OrderCents + more.OrderCents,
    };
}

internal sealed record TillTotals(
    long Taken, long Conflicts, IReadOnlyDictionary<string, long> Refused, IReadOnlyList<TillTake> Recent,
    IReadOnlyList<StoreSum> Stores);
