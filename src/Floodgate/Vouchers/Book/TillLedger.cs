using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// What became of a shard's vouchers after they were issued: redemptions, refunds, expiry, marks, and where the money
/// is. Changed by events only; I5 and I6 are checked at every step.
/// </summary>
internal sealed class TillLedger(VoucherBook book)
{
    private readonly List<BatchMoney> _money = [];
    private readonly Dictionary<int, long> _until = [];
    private readonly Dictionary<(int Store, ulong Key), ConflictedEvent> _conflicts = [];
    private int _counted;

    public RedemptionTable Table { get; } = new();

    /// <summary>Room under the campaign's spending caps.</summary>
    public CapLeases Caps { get; } = new();

    /// <summary>Face value that staff granted, void or not since.</summary>
    public long GrantedCents { get; private set; }

    public IReadOnlyList<BatchMoney> Money => _money;

    /// <summary>Vouchers whose refund gave them more time: good until then (Unix microseconds).</summary>
    public IReadOnlyDictionary<int, long> Until => _until;

    public IReadOnlyDictionary<(int Store, ulong Key), ConflictedEvent> Conflicts => _conflicts;

    public void Define(CampaignVersion version)
    {
        while (_money.Count < version.BatchCount) _money.Add(new BatchMoney());
    }

    public void Issued(int batch, long faceCents) => _money[batch].Issue(faceCents);

    /// <summary>What the voucher is still worth to its holder, minor units; 0 once expired or void.</summary>
    public long Remaining(int number)
    {
        ref var voucher = ref VoucherAt(number);
        if (voucher.State is VoucherState.Expired or VoucherState.Void or VoucherState.Redeemed) return 0;
        var used = 0L;
        for (var place = voucher.LastUse; place >= 0; place = Table.Redemptions[place].Previous)
            used += Used(Table.Redemptions[place]);
        return FaceOf(voucher) - used;
    }

    /// <summary>From and until when the voucher is good, with all that was given back.</summary>
    public (long FromMicros, long UntilMicros) Validity(int number)
    {
        ref var voucher = ref VoucherAt(number);
        var (from, until) = book.VersionOf(voucher.Version).Validity(voucher.Batch, voucher.ClaimedAtMicros);
        var good = book.Extensions.Until(until.Micros(), voucher.Batch, voucher.ClaimedAtMicros).UntilMicros;
        return (from.Micros(), _until.TryGetValue(number, out var later) ? Math.Max(good, later) : good);
    }

    /// <summary>The redemption that comes next counts into these.</summary>
    public void Count(string[] counters) => _counted = Caps.SetOf(counters);

    /// <summary>Takes a redemption; the answer is its number.</summary>
    public int Redeem(in RedeemedEvent redeemed, long position, long timeMicros)
    {
        ref var voucher = ref VoucherAt(redeemed.Voucher);
        var left = Remaining(redeemed.Voucher) - redeemed.TakenCents;
        if (left < 0 || redeemed.DiscountCents > Math.Min(redeemed.TakenCents, redeemed.OrderCents))
            throw new InvariantBrokenException(
                $"I5: voucher {redeemed.Voucher}: {redeemed.TakenCents} taken for {redeemed.DiscountCents}");
        var money = _money[voucher.Batch];
        money.Move(MoneyTerm.Held, MoneyTerm.Redeemed, redeemed.DiscountCents);
        money.Move(MoneyTerm.Held, MoneyTerm.GivenUp, redeemed.TakenCents - redeemed.DiscountCents);
        var leads = Table.CountOfOrder(redeemed.Store, redeemed.OrderHash).Standing == 0;
        money.Order(leads ? redeemed.OrderCents : 0, 1);
        Set(ref voucher, left == 0 ? VoucherState.Redeemed : VoucherState.PartlyRedeemed);
        voucher.LastCode = Math.Max(voucher.LastCode, redeemed.CodeSeconds);
        var caps = _counted;
        _counted = 0;
        Caps.Spend(caps, redeemed.DiscountCents);
        return voucher.LastUse = Table.Add(new Redemption
        {
            KeyHash = redeemed.KeyHash,
            OrderHash = redeemed.OrderHash,
            AtMicros = redeemed.OfflineMicros > 0 ? redeemed.OfflineMicros : timeMicros,
            Position = position,
            OrderCents = redeemed.OrderCents,
            DiscountCents = redeemed.DiscountCents,
            TakenCents = redeemed.TakenCents,
            Voucher = redeemed.Voucher,
            Previous = voucher.LastUse,
            Store = redeemed.Store,
            Caps = caps,
            Offline = redeemed.OfflineMicros > 0,
            Leads = leads,
        });
    }

    public void Refund(in RefundedEvent refunded, long position, long timeMicros)
    {
        ref var redemption = ref RedemptionAt(refunded.Redemption);
        ref var voucher = ref VoucherAt(redemption.Voucher);
        if (refunded.ShareCents > redemption.NetCents
            || refunded.OrderCents > redemption.OrderCents - redemption.RefundedCents)
            throw new InvariantBrokenException($"I5: more refunded than redemption {refunded.Redemption} has");
        var money = _money[voucher.Batch];
        redemption.RefundedCents += refunded.OrderCents;
        Caps.Spend(redemption.Caps, -refunded.ShareCents);
        if (redemption.Leads) money.Order(-refunded.OrderCents, 0);
        if (refunded.Effect == RefundEffect.Returned)
        {
            redemption.ReturnedCents += refunded.ShareCents;
            money.Move(MoneyTerm.Redeemed, MoneyTerm.Returned, refunded.ShareCents);
            if (voucher.State == VoucherState.Redeemed && IsCancelled(voucher)) Set(ref voucher, VoucherState.Void);
        }
        else GiveBack(ref redemption, ref voucher, refunded.ShareCents);

        if (refunded.UntilMicros > 0) _until[redemption.Voucher] = refunded.UntilMicros;
        Table.AddRefund(refunded.Redemption, new Refund
        {
            KeyHash = refunded.KeyHash,
            OrderCents = refunded.OrderCents,
            ShareCents = refunded.ShareCents,
            AtMicros = timeMicros,
            Position = position,
            Effect = refunded.Effect,
        });
    }

    public void Undo(int number)
    {
        ref var redemption = ref RedemptionAt(number);
        if (redemption.Undone || redemption.LastRefund >= 0)
            throw new InvariantBrokenException($"I5: redemption {number} undone twice or after a refund");
        ref var voucher = ref VoucherAt(redemption.Voucher);
        var money = _money[voucher.Batch];
        var to = voucher.State switch
        {
            VoucherState.Expired => MoneyTerm.Expired,
            VoucherState.Void => MoneyTerm.Void,
            _ => MoneyTerm.Held,
        };
        money.Move(MoneyTerm.Redeemed, to, redemption.DiscountCents);
        money.Move(MoneyTerm.GivenUp, to, redemption.TakenCents - redemption.DiscountCents);
        Caps.Spend(redemption.Caps, -redemption.NetCents);
        redemption.Undone = true;
        money.Order(redemption.Leads ? -redemption.OrderCents : 0, -1);
        if (redemption.Leads) HandOn(ref redemption);
        if (to == MoneyTerm.Held) SetLive(ref voucher, redemption.Voucher);
    }

    /// <summary>Time that was lost is given back to what a refund made good for longer, too (I7).</summary>
    public void Extend(Extension extension)
    {
        foreach (var (number, until) in _until.ToArray())
        {
            ref var voucher = ref VoucherAt(number);
            if (extension.Covers(voucher.Batch, voucher.ClaimedAtMicros, until))
                _until[number] = until + extension.AddMicros;
        }
    }

    public void Expire(int number)
    {
        ref var voucher = ref VoucherAt(number);
        if (voucher.State is not (VoucherState.Held or VoucherState.PartlyRedeemed))
            throw new InvariantBrokenException($"I7: voucher {number} expires although {voucher.State}");
        _money[voucher.Batch].Move(MoneyTerm.Held, MoneyTerm.Expired, Remaining(number));
        Set(ref voucher, VoucherState.Expired);
    }

    public void Mark(int number, VoucherMark mark)
    {
        ref var voucher = ref VoucherAt(number);
        switch (mark)
        {
            case VoucherMark.Freeze: voucher.Frozen = true; break;
            case VoucherMark.Unfreeze: voucher.Frozen = false; break;
            case VoucherMark.Grant:
                if (voucher.Granted) throw new InvariantBrokenException($"I4: voucher {number} granted twice");
                voucher.Granted = true;
                GrantedCents += FaceOf(voucher);
                break;
            case VoucherMark.Void:
                _money[voucher.Batch].Move(MoneyTerm.Held, MoneyTerm.Void, Remaining(number));
                Set(ref voucher, VoucherState.Void);
                break;
            default: throw new InvalidDataException($"mark {(int)mark} is not known");
        }
    }

    public void Conflict(in ConflictedEvent conflicted)
    {
        if (!_conflicts.TryAdd((conflicted.Store, conflicted.KeyHash), conflicted) && conflicted.KeyHash != 0)
            throw new InvariantBrokenException("I4: one key conflicts twice");
        _money[VoucherAt(conflicted.Voucher).Batch].Conflict(conflicted.DiscountCents);
    }

    /// <summary>Restores what a snapshot held besides its tables.</summary>
    public void Restore(IEnumerable<(int Number, long Until)> until, IEnumerable<ConflictedEvent> conflicts)
    {
        foreach (var (number, micros) in until) _until[number] = micros;
        foreach (var conflict in conflicts) _conflicts.Add((conflict.Store, conflict.KeyHash), conflict);
    }

    /// <summary>Counts what was granted, once the vouchers of a snapshot are in the book.</summary>
    public void RestoreGrants()
    {
        for (var number = 0; number < book.Table.Vouchers.Count; number++)
            if (book.Table.Vouchers[number] is { Granted: true } voucher) GrantedCents += FaceOf(voucher);
    }

    /// <summary>What a redemption keeps of its voucher: nothing once it was given back whole.</summary>
    private static long Used(in Redemption redemption) =>
        redemption.Undone || redemption.RestoredCents == redemption.DiscountCents
            ? 0 : redemption.TakenCents - redemption.RestoredCents;

    /// <summary>Nothing it was used for stands: all of it went to the pool.</summary>
    private bool IsCancelled(in Voucher voucher)
    {
        for (var place = voucher.LastUse; place >= 0; place = Table.Redemptions[place].Previous)
            if (Table.Redemptions[place] is { Undone: false } one && one.ReturnedCents != one.DiscountCents)
                return false;
        return true;
    }

    /// <summary>Another redemption of the order that stands counts its money now.</summary>
    private void HandOn(ref Redemption undone)
    {
        undone.Leads = false;
        var place = Table.ByOrder(undone.Store, undone.OrderHash);
        while (place >= 0 && Table.Redemptions[place].Undone) place = Table.Redemptions[place].PreviousOfOrder;
        if (place < 0) return;
        ref var next = ref Table.Redemptions[place];
        next.Leads = true;
        _money[VoucherAt(next.Voucher).Batch].Order(next.OrderCents - next.RefundedCents, 0);
    }

    private void GiveBack(ref Redemption redemption, ref Voucher voucher, long cents)
    {
        if (voucher.State is VoucherState.Expired or VoucherState.Void)
            throw new InvariantBrokenException($"I5: something is given back to a voucher that is {voucher.State}");
        var money = _money[voucher.Batch];
        redemption.RestoredCents += cents;
        money.Move(MoneyTerm.Redeemed, MoneyTerm.Held, cents);
        if (redemption.RestoredCents == redemption.DiscountCents)
            money.Move(MoneyTerm.GivenUp, MoneyTerm.Held, redemption.TakenCents - redemption.DiscountCents);
        SetLive(ref voucher, redemption.Voucher);
    }

    /// <summary>Held when whole, redeemed when nothing is left, partly redeemed between.</summary>
    private void SetLive(ref Voucher voucher, int number)
    {
        Set(ref voucher, VoucherState.PartlyRedeemed);
        var left = Remaining(number);
        Set(ref voucher, left == FaceOf(voucher) ? VoucherState.Held
            : left == 0 ? VoucherState.Redeemed : VoucherState.PartlyRedeemed);
    }

    private void Set(ref Voucher voucher, VoucherState state)
    {
        _money[voucher.Batch].Change(voucher.State, state);
        voucher.State = state;
    }

    private long FaceOf(in Voucher voucher) =>
        book.VersionOf(voucher.Version).Definition.Batches[voucher.Batch].FaceValue.Amount;

    private ref Voucher VoucherAt(int number)
    {
        if ((uint)number >= (uint)book.Table.Vouchers.Count)
            throw new InvalidDataException($"voucher {number} is not in this book");
        return ref book.Table.Vouchers[number];
    }

    private ref Redemption RedemptionAt(int number)
    {
        if ((uint)number >= (uint)Table.Redemptions.Count)
            throw new InvalidDataException($"redemption {number} is not in this book");
        return ref Table.Redemptions[number];
    }
}
