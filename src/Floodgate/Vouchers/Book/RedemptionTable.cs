namespace Floodgate.Vouchers.Book;

/// <summary>
/// Redemptions and refunds of one shard, found by the store's key and by the store's order. Only added to and marked:
/// a row never leaves.
/// </summary>
internal sealed class RedemptionTable
{
    private readonly PlaceIndex _byKey, _byOrder;

    public RedemptionTable()
    {
        _byKey = new PlaceIndex(place => Redemptions[place].KeyHash);
        _byOrder = new PlaceIndex(place => Redemptions[place].OrderHash);
    }

    public ChunkedList<Redemption> Redemptions { get; } = new();

    public ChunkedList<Refund> Refunds { get; } = new();

    /// <summary>The redemption this store made with this key, or -1.</summary>
    public int ByKey(int store, ulong key) => _byKey.Find(key, new OfStore(Redemptions, store));

    /// <summary>The newest redemption of this store's order, or -1; the others by <c>PreviousOfOrder</c>.</summary>
    public int ByOrder(int store, ulong order) => _byOrder.Find(order, new OfStore(Redemptions, store));

    /// <summary>How many vouchers this order has taken that were not undone.</summary>
    public int CountOfOrder(int store, ulong order)
    {
        var count = 0;
        for (var place = ByOrder(store, order); place >= 0; place = Redemptions[place].PreviousOfOrder)
            if (!Redemptions[place].Undone) count++;
        return count;
    }

    /// <summary>Takes a redemption; the answer is its number. A key of 0 is none.</summary>
    public int Add(in Redemption redemption)
    {
        var before = ByOrder(redemption.Store, redemption.OrderHash);
        var place = Redemptions.Add(redemption with { PreviousOfOrder = before, LastRefund = -1 });
        _byOrder.Put(redemption.OrderHash, place, before);
        if (redemption.KeyHash != 0) _byKey.Put(redemption.KeyHash, place, -1);
        return place;
    }

    public int AddRefund(int redemption, in Refund refund)
    {
        ref var of = ref Redemptions[redemption];
        return of.LastRefund = Refunds.Add(refund with { Previous = of.LastRefund });
    }

    /// <summary>Takes a row as a snapshot held it.</summary>
    public void Restore(in Redemption redemption)
    {
        var place = Redemptions.Add(redemption);
        _byOrder.Put(redemption.OrderHash, place, redemption.PreviousOfOrder);
        if (redemption.KeyHash != 0) _byKey.Put(redemption.KeyHash, place, -1);
    }

    private readonly struct OfStore(ChunkedList<Redemption> all, int store) : IPlaced
    {
        public bool Is(int place) => all[place].Store == store;
    }
}
