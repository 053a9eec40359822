using Floodgate.Foundation;

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

    /// <summary>Every order in the table, for those who may not read it: other threads.</summary>
    public HashFilter Orders { get; } = new();

    /// <summary>The redemption this store made with this key, or -1.</summary>
    public int ByKey(int store, ulong key) => _byKey.Find(key, new OfStore(Redemptions, store));

    /// <summary>The newest redemption of this store's order, or -1; the others by <c>PreviousOfOrder</c>.</summary>
    public int ByOrder(int store, ulong order) => _byOrder.Find(order, new OfStore(Redemptions, store));

    /// <summary>How many redemptions this order has had, and how many of them were not undone.</summary>
    public (int All, int Standing) CountOfOrder(int store, ulong order)
    {
        var (all, standing) = (0, 0);
        for (var place = ByOrder(store, order); place >= 0; place = Redemptions[place].PreviousOfOrder)
        {
            all++;
            if (!Redemptions[place].Undone) standing++;
        }

        return (all, standing);
    }

    /// <summary>How often the voucher was taken, undone included.</summary>
    public int UsesOf(in Voucher voucher)
    {
        var count = 0;
        for (var place = voucher.LastUse; place >= 0; place = Redemptions[place].Previous) count++;
        return count;
    }

    /// <summary>Whether this store has taken some of the voucher that was not given back to it.</summary>
    public bool HasUsed(in Voucher voucher, int store)
    {
        for (var place = voucher.LastUse; place >= 0; place = Redemptions[place].Previous)
            if (Redemptions[place] is { Undone: false } one && one.Store == store
                && one.RestoredCents < one.DiscountCents) return true;
        return false;
    }

    public int CountOfRefunds(int redemption)
    {
        var count = 0;
        for (var place = Redemptions[redemption].LastRefund; place >= 0; place = Refunds[place].Previous) count++;
        return count;
    }

    /// <summary>Takes a redemption; the answer is its number. A key of 0 is none.</summary>
    public int Add(in Redemption redemption)
    {
        var before = ByOrder(redemption.Store, redemption.OrderHash);
        var place = Redemptions.Add(redemption with { PreviousOfOrder = before, LastRefund = -1 });
        Put(redemption, place, before);
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
        Put(redemption, place, redemption.PreviousOfOrder);
    }

    private void Put(in Redemption redemption, int place, int before)
    {
        _byOrder.Put(redemption.OrderHash, place, before);
        if (redemption.KeyHash != 0) _byKey.Put(redemption.KeyHash, place, -1);
        Orders.Add(TillOrder.Hash(redemption.Store, redemption.OrderHash));
    }

    private readonly struct OfStore(ChunkedList<Redemption> all, int store) : IPlaced
    {
        public bool Is(int place) => all[place].Store == store;
    }
}
