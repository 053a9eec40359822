using Floodgate.Storage;

namespace Floodgate.Simulation.Checks;

/// <summary>What an order had taken off it at one moment.</summary>
internal readonly record struct OrderMoment(long Sequence, int Vouchers, long DiscountCents);

/// <summary>
/// What tills and staff did to one shard's vouchers, told from the rows alone: I5, I6 and I7 at every event.
/// </summary>
internal sealed class TillAccount
{
    private readonly List<GivenTime> _given = [];
    private readonly HashSet<(int Store, ulong Key)> _keys = [];
    private readonly Dictionary<(int Store, ulong Order), List<Use>> _orders = [];
    private readonly Dictionary<(int Store, ulong Order), List<OrderMoment>> _moments = [];
    private int _refunds;

    public TillRules Rules { get; set; } = null!;

    public long IssuedCents => Vouchers.Sum(voucher => voucher.Of.FaceCents);

    /// <summary>Expired, void, refunded to the pool: it may be issued again.</summary>
    public long FreedCents =>
        Enumerable.Range(0, Rules?.Batches.Count ?? 0).Sum(batch => Money(batch) is var money
            ? money[2] + money[3] + money[4] : 0);

    public List<UsedVoucher> Vouchers { get; } = [];

    public List<Use> Uses { get; } = [];

    public Dictionary<(int Store, ulong Key), TillHappening> Conflicts { get; } = [];

    public void Issue(int batch, long claimedMicros) => Vouchers.Add(new UsedVoucher(batch, claimedMicros, Rules));

    public void Extend(GivenTime given)
    {
        _given.Add(given);
        foreach (var voucher in Vouchers.Where(one => one.RefundUntil > 0))
            voucher.RefundUntil = GivenTime.Until([given], voucher.RefundUntil, voucher.Batch, voucher.ClaimedMicros);
    }

    public long Until(UsedVoucher voucher) => voucher.Until(_given);

    public IReadOnlyList<OrderMoment> Moments(int store, ulong order) =>
        _moments.TryGetValue((store, order), out var all) ? all : [];

    public string? Take(int kind, TillHappening what, JournalRow row, long sequence)
    {
        var fault = kind switch
        {
            RowReader.Redeemed => Redeem(what, row, sequence),
            RowReader.Refunded => Refund(what, row),
            RowReader.Undone => Undo(what, sequence),
            RowReader.Expired => Expire(what, row),
            RowReader.Marked => Mark(what),
            _ => Conflict(what, row),
        };
        return (fault ?? Balance()) is { } said ? $"{said}, at row {row.Position}" : null;
    }

    private string? Redeem(TillHappening what, JournalRow row, long sequence)
    {
        if (what.Voucher >= Vouchers.Count) return $"I10: voucher {what.Voucher} was never issued";
        var voucher = Vouchers[what.Voucher];
        var at = what.OfflineMicros > 0 ? what.OfflineMicros : row.TimeMicros;
        var order = _orders.TryGetValue((what.Store, what.Order), out var known) ? known
            : _orders[(what.Store, what.Order)] = [];
        var standing = order.Where(use => !use.Undone).ToArray();
        if (RedeemFault(what, voucher, at, standing) is { } fault) return fault;
        var use = new Use(voucher, Uses.Count, what, at, row.Position);
        order.Add(use);
        Uses.Add(use);
        voucher.Uses.Add(use);
        voucher.CodeSeconds = Math.Max(voucher.CodeSeconds, what.CodeSeconds);
        Remember(what, sequence);
        return null;
    }

    private string? RedeemFault(TillHappening what, UsedVoucher voucher, long at, Use[] standing)
    {
        var (left, rules) = (voucher.Remaining, voucher.Rules);
        if (voucher.End != 0) return $"I5: voucher {what.Voucher} is taken after its end";
        if (voucher.Frozen) return $"I5: voucher {what.Voucher} is taken although it is frozen";
        if (what.TakenCents > left || what.DiscountCents > what.TakenCents || what.DiscountCents <= 0)
            return $"I5: {what.TakenCents} is taken of voucher {what.Voucher}, which has {left}";
        if (!voucher.Of.Partial && what.TakenCents != left) return "I5: a voucher used once is used in part";
        if (at < voucher.ClaimedMicros || at >= Until(voucher))
            return $"I7: voucher {what.Voucher} is taken while it is not good";
        if (what.OrderCents < voucher.Of.ThresholdCents) return "I5: an order below the threshold";
        if (standing.Length >= rules.OrderVouchersMax) return "I5: an order takes more vouchers than it may";
        if (standing.Sum(use => use.DiscountCents) + what.DiscountCents > what.OrderCents)
            return "I5: an order is to be paid with less than nothing";
        if (what.CodeSeconds > 0 && what.CodeSeconds <= voucher.CodeSeconds) return "I5: a moving code is taken twice";
        if (what.Key != 0) return _keys.Add((what.Store, what.Key)) ? null : "I4: a key redeems twice";
        return Array.Exists(standing, use => use.Voucher == voucher) ? "I4: an order takes one voucher twice" : null;
    }

    private string? Refund(TillHappening what, JournalRow row)
    {
        if (what.Redemption >= Uses.Count) return $"I10: redemption {what.Redemption} never was";
        var use = Uses[what.Redemption];
        var voucher = use.Voucher;
        if (use.Undone) return "I5: a redemption that was undone is refunded";
        if (use.Refunds.Exists(one => one.What.Key == what.Key)) return "I4: a key refunds twice";
        var sum = use.RefundedCents + what.OrderCents;
        if (what.OrderCents <= 0 || sum > use.What.OrderCents) return "I5: more is refunded than the order came to";
        // Of so much of the order so much of the discount, rounded down: the parts sum to the whole, to the cent.
        var due = (long)((UInt128)use.DiscountCents * (UInt128)sum / (UInt128)use.What.OrderCents);
        if (what.ShareCents != due - use.RestoredCents - use.ReturnedCents || what.ShareCents > use.NetCents)
            return $"I5: a refund gives {what.ShareCents} back";
        var whole = use.Refunds.Count == 0 && what.OrderCents == use.What.OrderCents;
        var back = voucher is { End: 0, IsCancelled: false } && voucher.Rules.RefundMode != "void"
            && (whole || voucher.Of.Partial);
        if (back == (what.Sort == 1)) return "I5: a refund's share went the wrong way";
        if (what.UntilMicros > 0 && (what.Sort != 2 || what.UntilMicros <= Until(voucher)))
            return "I7: a refund shortens a voucher";
        use.Refunds.Add(new GivenBack(what, _refunds++, row.TimeMicros, row.Position));
        if (what.UntilMicros > 0) voucher.RefundUntil = what.UntilMicros;
        return null;
    }

    private string? Undo(TillHappening what, long sequence)
    {
        if (what.Redemption >= Uses.Count) return $"I10: redemption {what.Redemption} never was";
        var use = Uses[what.Redemption];
        if (use.Undone || use.Refunds.Count > 0) return "I5: undone twice, or after a refund";
        if (use.Voucher.End != 0) use.Voucher.EndCents += use.What.TakenCents;
        use.Undone = true;
        Remember(use.What, sequence);
        return null;
    }

    private string? Expire(TillHappening what, JournalRow row)
    {
        if (what.Voucher >= Vouchers.Count) return $"I10: voucher {what.Voucher} was never issued";
        var voucher = Vouchers[what.Voucher];
        if (voucher.State > UsedVoucher.Partly) return $"I7: voucher {what.Voucher} expires in state {voucher.State}";
        if (row.TimeMicros < Until(voucher)) return $"I7: voucher {what.Voucher} expires while it is good";
        (voucher.EndCents, voucher.End) = (voucher.Remaining, UsedVoucher.Expired);
        return null;
    }

    private string? Mark(TillHappening what)
    {
        if (what.Voucher >= Vouchers.Count) return $"I10: voucher {what.Voucher} was never issued";
        var voucher = Vouchers[what.Voucher];
        voucher.Marks.Add(what.Sort);
        if (what.Sort is 2 or 3)
        {
            if (voucher.Frozen == (what.Sort == 2)) return "I10: a mark that changes nothing";
            voucher.Frozen = what.Sort == 2;
            return null;
        }

        if (voucher.State > UsedVoucher.Partly) return $"I5: a voucher in state {voucher.State} is made void";
        (voucher.EndCents, voucher.End) = (voucher.Remaining, UsedVoucher.Void);
        return null;
    }

    private string? Conflict(TillHappening what, JournalRow row)
    {
        if (what.Voucher >= Vouchers.Count) return $"I10: voucher {what.Voucher} was never issued";
        var voucher = Vouchers[what.Voucher];
        var most = Math.Min(voucher.Of.FaceCents, what.OrderCents);
        if (what.DiscountCents <= 0 || what.DiscountCents > most) return "I5: a conflict of another sum";
        if (Uses.Count > 0 && Uses[^1] is var use && use.Position == row.Position && use.Voucher == voucher
            && what.Key != 0 && (use.What.Store, use.What.Key) == (what.Store, what.Key))
        {
            if (use.What.OfflineMicros == 0 || voucher.Remaining > 0 || use.DiscountCents + what.DiscountCents > most)
                return "I5: a shortfall of a voucher that had enough";
            return Conflicts.TryAdd((what.Store, what.Key), what) ? null : "I4: a key falls short twice";
        }

        var spent = voucher.State > UsedVoucher.Partly || voucher.Frozen || what.OfflineMicros >= Until(voucher);
        if (!spent || what.OfflineMicros == 0) return "I5: a conflict over a voucher that was good";
        if (!_keys.Add((what.Store, what.Key))) return $"I4: a key conflicts twice, row {row.Position}";
        Conflicts[(what.Store, what.Key)] = what;
        return null;
    }

    /// <summary>I6: what was issued is all somewhere, and nowhere is less than nothing.</summary>
    private string? Balance()
    {
        for (var batch = 0; batch < Rules.Batches.Count; batch++)
        {
            var money = Money(batch);
            if (Array.Exists(money, cents => cents < 0)) return $"I6: batch {batch} has {string.Join(' ', money)}";
            var issued = Vouchers.Where(voucher => voucher.Batch == batch).Sum(voucher => voucher.Of.FaceCents);
            if (money.Sum() != issued) return $"I6: {money.Sum()} of {issued} issued is somewhere, batch {batch}";
        }

        return null;
    }

    /// <summary>Held, redeemed, returned, expired, void, given up.</summary>
    public long[] Money(int batch)
    {
        var money = new long[6];
        foreach (var voucher in Vouchers)
        {
            if (voucher.Batch != batch) continue;
            money[0] += voucher.Remaining;
            if (voucher.End != 0) money[voucher.End] += voucher.EndCents;
            foreach (var use in voucher.Uses)
            {
                money[1] += use.NetCents;
                money[2] += use.ReturnedCents;
                money[5] += use.GivenUpCents;
            }
        }

        return money;
    }

    private void Remember(TillHappening what, long sequence)
    {
        var place = (what.Store, what.Order);
        var standing = _orders[place].Where(use => !use.Undone).ToArray();
        if (!_moments.TryGetValue(place, out var all)) _moments[place] = all = [];
        all.Add(new OrderMoment(sequence, standing.Length, standing.Sum(use => use.DiscountCents)));
    }
}
