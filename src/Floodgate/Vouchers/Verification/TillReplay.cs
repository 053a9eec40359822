using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>
/// What tills did, replayed apart from the book: no voucher gives more than it is worth (I5), no key or order counts
/// twice (I4), nobody expires early (I7), and the money of what was issued is all somewhere (I6).
/// </summary>
internal sealed class TillReplay(ShardReplay shard)
{
    private readonly Dictionary<int, UsedVoucher> _used = [];
    private readonly List<UsedRedemption> _redemptions = [];
    private readonly HashSet<(int Store, ulong Key)> _keys = [];
    private readonly HashSet<(int Store, ulong Key)> _conflicts = [];
    private (int Store, ulong Key) _last;
    private readonly HashSet<(int Redemption, ulong Key)> _refundKeys = [];
    private readonly Dictionary<(int Store, ulong Order), int> _ofOrder = [];

    private readonly List<long> _events = [];
    private long _grantedCents;

    public CapReplay Caps { get; } = new();

    /// <summary>How many events but redemptions there are up to a row, and the sum of their positions.</summary>
    public (long Count, long Positions) EventsUntil(long position)
    {
        var until = _events.TakeWhile(at => at <= position).ToArray();
        return (until.Length, until.Sum());
    }

    public int Redemptions => _redemptions.Count;

    /// <summary>Minor units that may be issued again: expired, void, or given to the pool by refunds.</summary>
    public long FreedCents { get; private set; }

    public UsedVoucher? Find(int number) => _used.GetValueOrDefault(number);

    public UsedRedemption Redemption(int number) => _redemptions[number];

    public void Event(EventKind kind, ref EventReader reader, JournalRow row, string where)
    {
        if (kind is EventKind.Refunded or EventKind.Undone or EventKind.Expired or EventKind.Marked
            or EventKind.Conflicted) _events.Add(row.Position);
        switch (kind)
        {
            case EventKind.Redeemed: Redeem(RedemptionEvents.ReadRedeemed(ref reader), row, where); break;
            case EventKind.Refunded: Refund(RedemptionEvents.ReadRefunded(ref reader), row, where); break;
            case EventKind.Undone: Undo(At(RedemptionEvents.ReadUndone(ref reader), where), row, where); break;
            case EventKind.Expired: Expire(reader.Int32(), row, where); break;
            case EventKind.Marked:
                var (number, mark) = RedemptionEvents.ReadMarked(ref reader);
                Mark(Used(number, row, where), mark, where);
                break;
            case EventKind.Conflicted:
                Conflict(RedemptionEvents.ReadConflicted(ref reader), row, where);
                break;
            case EventKind.CapLeased or EventKind.CapReleased or EventKind.Counted:
                Caps.Event(kind, ref reader, where);
                break;
            default: throw new InvalidDataException($"event kind {(int)kind} is not a shard's");
        }
    }

    /// <summary>Time given back reaches what a refund made good for longer, too.</summary>
    public void Extend(Extension extension)
    {
        foreach (var used in _used.Values)
            if (used.RefundUntil > 0
                && extension.Covers(used.Voucher.Batch, used.Voucher.ClaimedAtMicros, used.RefundUntil))
                used.RefundUntil += extension.AddMicros;
    }

    private void Redeem(in RedeemedEvent redeemed, JournalRow row, string where)
    {
        var used = Used(redeemed.Voucher, row, where);
        used.Changed = row.Position;
        var rules = shard.Versions[used.Voucher.Version].Definition;
        var at = redeemed.OfflineMicros > 0 ? redeemed.OfflineMicros : row.TimeMicros;
        var (from, until) = shard.Validity(redeemed.Voucher, used);
        if (redeemed.DiscountCents <= 0 || redeemed.DiscountCents > redeemed.OrderCents
            || redeemed.DiscountCents > redeemed.TakenCents || redeemed.TakenCents > used.Remaining)
            throw DifferenceException.At("I5", where,
                $"voucher {redeemed.Voucher} gives {redeemed.DiscountCents} of {used.Remaining}");
        if (used.Frozen || used.Ended || at < from || at >= until)
            throw DifferenceException.At("I5", where, $"voucher {redeemed.Voucher} is taken although it is not good");
        if (redeemed.OrderCents < rules.Batches[used.Voucher.Batch].Threshold.Amount)
            throw DifferenceException.At("I5", where, "an order below the threshold");
        if (redeemed.CodeSeconds > 0 && redeemed.CodeSeconds <= used.LastCode)
            throw DifferenceException.At("I5", where, "a moving code is taken twice");
        _last = (redeemed.Store, redeemed.KeyHash);
        if (redeemed.KeyHash != 0 && (_conflicts.Contains(_last) || !_keys.Add(_last)))
            throw DifferenceException.At("I4", where, "one key made two redemptions");
        var order = (redeemed.Store, redeemed.OrderHash);
        var count = _ofOrder[order] = _ofOrder.GetValueOrDefault(order) + 1;
        if (count > rules.Redemption.VouchersPerOrder)
            throw DifferenceException.At("I5", where, $"{count} vouchers for one order");
        used.Remaining -= redeemed.TakenCents;
        used.LastCode = Math.Max(used.LastCode, redeemed.CodeSeconds);
        var use = new UsedRedemption(used, order, redeemed.OrderCents, redeemed.DiscountCents, redeemed.TakenCents,
            redeemed.Voucher, row.Position)
        {
            Counters = Caps.Redeem(redeemed, shard.Version!, at, where),
        };
        _redemptions.Add(use);
        used.Uses.Add(use);
    }

    private void Refund(in RefundedEvent refunded, JournalRow row, string where)
    {
        var of = At(refunded.Redemption, where);
        of.Used.Changed = row.Position;
        if (!_refundKeys.Add((refunded.Redemption, refunded.KeyHash)))
            throw DifferenceException.At("I4", where, "one key made two refunds");
        of.Refunded += refunded.OrderCents;
        of.GivenBack += refunded.ShareCents;
        Caps.GiveBack(of.Counters, refunded.ShareCents);
        var due = (long)((Int128)of.Discount * of.Refunded / of.Order);
        if (of.Undone || of.Refunded > of.Order || of.GivenBack != due)
            throw DifferenceException.At("I5", where,
                $"redemption {refunded.Redemption}: {of.GivenBack} given back for "
                + $"{of.Refunded} of {of.Order}, {due} is due");
        if (refunded.Effect == RefundEffect.Returned)
        {
            of.Returned += refunded.ShareCents;
            FreedCents += refunded.ShareCents;
            var cancelled = of.Used.Uses.TrueForAll(one => one.Undone || one.Returned == one.Discount);
            if (of.Used is { Ended: false, Remaining: 0 } && cancelled) End(of.Used, VoucherState.Void);
            return;
        }

        if (of.Used.Ended) throw DifferenceException.At("I5", where, "given back to a voucher that has ended");
        of.Restored += refunded.ShareCents;
        of.Used.Remaining += refunded.ShareCents + (of.Restored == of.Discount ? of.Taken - of.Discount : 0);
        if (refunded.UntilMicros > 0) of.Used.RefundUntil = refunded.UntilMicros;
    }

    private void Undo(UsedRedemption of, JournalRow row, string where)
    {
        if (of.Undone || of.Refunded > 0)
            throw DifferenceException.At("I5", where, "undone twice, or after a refund");
        of.Undone = true;
        Caps.GiveBack(of.Counters, of.Discount);
        of.Used.Changed = row.Position;
        _ofOrder[of.OrderKey]--;
        if (of.Used.Ended) FreedCents += of.Taken;
        else of.Used.Remaining += of.Taken;
    }

    private void Expire(int number, JournalRow row, string where)
    {
        var used = Used(number, row, where);
        used.Changed = row.Position;
        if (used.Ended || row.TimeMicros < shard.Validity(number, used).UntilMicros)
            throw DifferenceException.At("I7", where, $"voucher {number} expires while it is good");
        if (used.Remaining == 0)
            throw DifferenceException.At("I7", where, $"voucher {number} expires although used up");
        FreedCents += used.Remaining;
        End(used, VoucherState.Expired);
    }

    private void Mark(UsedVoucher used, VoucherMark mark, string where)
    {
        if (mark == VoucherMark.Grant)
        {
            Grant(used, where);
            return;
        }

        if (mark != VoucherMark.Void)
        {
            used.Frozen = mark == VoucherMark.Freeze;
            return;
        }

        if (used.Ended) throw DifferenceException.At("I5", where, "void although it has ended");
        FreedCents += used.Remaining;
        End(used, VoucherState.Void);
    }

    /// <summary>Each voucher once, and all within what the version in force lets staff grant.</summary>
    private void Grant(UsedVoucher used, string where)
    {
        if (used.Granted) throw DifferenceException.At("I4", where, "one voucher is granted twice");
        used.Granted = true;
        _grantedCents += used.Face;
        var most = shard.Version?.Definition.GrantBudget?.Amount ?? 0;
        if (_grantedCents > most)
            throw DifferenceException.At("I6", where, $"{_grantedCents} granted where {most} may be");
    }

    private void End(UsedVoucher used, VoucherState state)
    {
        used.End = state;
        used.Remaining = 0;
        if (state == VoucherState.Void) shard.Cancelled(used.Voucher);
    }

    /// <summary>Once a key; beside a redemption of that key only as what the voucher lacked for it.</summary>
    private void Conflict(in ConflictedEvent conflict, JournalRow row, string where)
    {
        var key = (conflict.Store, conflict.KeyHash);
        if (conflict.KeyHash == 0) return;
        if (!_conflicts.Add(key)) throw DifferenceException.At("I4", where, "one key conflicts twice");
        if (!_keys.Contains(key)) return;
        var taken = _redemptions[^1];
        if (_last != key || taken.Position != row.Position || taken.Voucher != conflict.Voucher
            || taken.Discount + conflict.DiscountCents > conflict.OrderCents)
            throw DifferenceException.At("I4", where, "one key made a redemption and a conflict of another");
    }

    private UsedVoucher Used(int number, JournalRow row, string where)
    {
        if (_used.TryGetValue(number, out var known))
        {
            known.Changed = row.Position;
            return known;
        }

        if (number >= shard.Vouchers.Count)
            throw DifferenceException.At("I10", where, $"voucher {number} was never issued");
        var voucher = shard.Vouchers[number];
        var face = shard.Versions[voucher.Version].Definition.Batches[voucher.Batch].FaceValue.Amount;
        return _used[number] = new UsedVoucher(voucher, face) { Remaining = face, Changed = row.Position };
    }

    private UsedRedemption At(int redemption, string where) => redemption < _redemptions.Count
        ? _redemptions[redemption]
        : throw DifferenceException.At("I10", where, $"redemption {redemption} never was");
}

/// <summary>A voucher something happened to.</summary>
internal sealed class UsedVoucher(ReplayedVoucher voucher, long face)
{
    public ReplayedVoucher Voucher => voucher;

    public List<UsedRedemption> Uses { get; } = [];

    public long Face => face;

    public bool Granted { get; set; }

    public long Remaining { get; set; }

    public long RefundUntil { get; set; }

    public uint LastCode { get; set; }

    public bool Frozen { get; set; }

    /// <summary>Expired or void.</summary>
    public VoucherState? End { get; set; }

    /// <summary>The row that changed it last.</summary>
    public long Changed { get; set; }

    public bool Ended => End is not null;

    public VoucherState State => End ?? (Remaining == face ? VoucherState.Held
        : Remaining == 0 ? VoucherState.Redeemed : VoucherState.PartlyRedeemed);
}

/// <summary>A redemption as the journal has it, and what became of it.</summary>
internal sealed class UsedRedemption(
    UsedVoucher used, (int Store, ulong Order) order, long cents, long discount, long taken, int voucher, long position)
{
    public UsedVoucher Used => used;

    public int Voucher => voucher;

    public (int Store, ulong Order) OrderKey => order;

    public long Order => cents;

    public long Discount => discount;

    public long Taken => taken;

    public long Position => position;

    /// <summary>The caps it counts under.</summary>
    public required IReadOnlyList<string> Counters { get; init; }

    public long Refunded { get; set; }

    public long GivenBack { get; set; }

    public long Restored { get; set; }

    public long Returned { get; set; }

    public bool Undone { get; set; }
}
