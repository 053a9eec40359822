using Floodgate.Foundation;
using Floodgate.Simulation.People;
using Floodgate.Simulation.World;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Simulation.Checks;

/// <summary>
/// Holds what tills and staff were told against the rows (I3, I4), and what the books say of their money (I6).
/// </summary>
internal sealed class TillCheck(SimWorld world, IReadOnlyDictionary<int, ShardAccount> shards)
{
    /// <summary>From which place in the history on a key's receipt is in somebody's hand.</summary>
    private readonly Dictionary<(int Store, ulong Key), int> _receipts = [];
    private readonly Dictionary<(ulong Redemption, ulong Key), int> _refunds = [];

    /// <summary>Null: everything holds.</summary>
    public static string? Check(SimWorld world, IReadOnlyDictionary<int, ShardAccount> shards)
    {
        var check = new TillCheck(world, shards);
        foreach (var (place, told) in world.History.AtTills.Index())
            if (check.Told(told, place) is { } fault)
                return $"{fault} (told {told.Kind}: {told.Redeem}{told.Refund}{told.Undo}{told.Mark})";
        return check.Figures();
    }

    private string? Told(TillTold told, int place) => told switch
    {
        { Redeem: { } redeem } => Redeemed(told, redeem, place),
        { Refund: { } refund } => Refunded(told, refund, place),
        { Undo: { } undo } => Undone(told, undo),
        { Mark: { } mark } => Marked(told, mark),
        _ => null,
    };

    private string? Redeemed(TillTold told, in RedeemRequest request, int place)
    {
        var key = (request.Origin.Store, request.KeyHash);
        if (told.Kind is RedemptionKind.Done or RedemptionKind.Repeated)
        {
            if (request.KeyHash != 0) _receipts.TryAdd(key, place);
            return Receipt(told.Receipt, request) ?? Shortfall(told.Receipt, request);
        }

        if (request.KeyHash != 0 && _receipts.TryGetValue(key, out var had) && had < told.Asked)
            return "I4: a key with a receipt was refused";
        return told.Kind switch
        {
            RedemptionKind.KeyReused => "I4: told of another request with this key",
            RedemptionKind.UnknownVoucher => "I3: a voucher with a receipt was not known at the till",
            RedemptionKind.Conflict => Conflict(told, request),
            RedemptionKind.OrderFull => OrderFull(told, request),
            _ => null,
        };
    }

    private string? Receipt(in RedemptionAnswer answer, in RedeemRequest request)
    {
        if (UseOf(answer.Redemption) is not { } use) return "I3: an acknowledged redemption is gone";
        var what = use.What;
        var same = IdOf(answer.Redemption, what.Voucher) == request.Voucher && answer.Voucher == request.Voucher
            && (what.Store, what.Order, what.OrderCents)
                == (request.Origin.Store, request.OrderHash, request.OrderCents)
            // Without a key the order and the voucher are the key, however they were taken the first time.
            && (request.KeyHash == 0
                || (what.Key == request.KeyHash && what.OfflineMicros == TakenAt(request)))
            && (answer.OrderCents, answer.DiscountCents, answer.AtMicros, answer.Position, answer.Store)
                == (what.OrderCents, what.DiscountCents, use.AtMicros, use.Position, what.Store);
        return same ? null : "I3: an acknowledged redemption is not what the journal has";
    }

    /// <summary>A till's clock may be slow: nothing is taken before it was claimed.</summary>
    private long TakenAt(in RedeemRequest request) => request.OfflineMicros == 0 ? 0 : Math.Max(
        request.OfflineMicros,
        Account(request.Voucher).Vouchers[(int)new VoucherId(request.Voucher).Number].ClaimedMicros);

    private string? Conflict(TillTold told, in RedeemRequest request)
    {
        if (!Account(request.Voucher).Conflicts.TryGetValue((request.Origin.Store, request.KeyHash), out var what))
            return "I3: a conflict that was told of is not in the journal";
        var given = Math.Min(request.SignedCents > 0 ? request.SignedCents : SimPlan.FaceCents, request.OrderCents);
        return what.DiscountCents == given && told.Receipt.AmountCents == given ? null
            : "I5: a conflict is not of what its code was signed for";
    }

    /// <summary>What was signed for is taken or said to be missing; of one key, always the same.</summary>
    private string? Shortfall(in RedemptionAnswer answer, in RedeemRequest request)
    {
        if (request.KeyHash == 0) return null;
        var told = Account(request.Voucher).Conflicts.GetValueOrDefault((request.Origin.Store, request.KeyHash));
        if (answer.AmountCents != (told?.DiscountCents ?? 0)) return "I3: a shortfall is not what the journal has";
        return request.SignedCents == 0 || answer.DiscountCents + answer.AmountCents <= request.SignedCents ? null
            : "I5: more is taken and missing than was signed for";
    }

    /// <summary>At some moment between question and answer the order must have been full.</summary>
    private string? OrderFull(TillTold told, in RedeemRequest request)
    {
        var (from, until) = told.When;
        var account = Account(request.Voucher);
        var most = account.Vouchers[(int)new VoucherId(request.Voucher).Number].Rules.OrderVouchersMax;
        var before = new OrderMoment(0, 0, 0);
        foreach (var moment in account.Moments(request.Origin.Store, request.OrderHash))
        {
            if (moment.Sequence > until) break;
            if (moment.Sequence <= from) before = moment;
            else if (IsFull(moment, request)) return null;
        }

        return IsFull(before, request) ? null : "I5: an order that had room was told it is full";
        bool IsFull(in OrderMoment moment, in RedeemRequest asked) =>
            moment.Vouchers >= most || moment.DiscountCents >= asked.OrderCents;
    }

    private string? Refunded(TillTold told, in RefundRequest request, int place)
    {
        var key = (request.Redemption, request.KeyHash);
        if (told.Kind is not (RedemptionKind.Done or RedemptionKind.Repeated))
        {
            if (told.Kind == RedemptionKind.UnknownRedemption) return "I3: a redemption with a receipt was not known";
            if (told.Kind == RedemptionKind.KeyReused) return "I4: told of another refund with this key";
            return _refunds.TryGetValue(key, out var had) && had < told.Asked
                ? "I4: a refund's key with a receipt was refused" : null;
        }

        _refunds.TryAdd(key, place);
        var (answer, keyHash) = (told.RefundReceipt, request.KeyHash);
        if (UseOf(request.Redemption)?.Refunds.Find(one => one.What.Key == keyHash) is not { } refund)
            return "I3: an acknowledged refund is gone";
        var what = refund.What;
        var (number, effect) = (answer.Refund, (int)answer.Effect);
        return (number, answer.OrderCents, answer.ShareCents, effect, answer.AtMicros, answer.Position)
            == (refund.Number, what.OrderCents, what.ShareCents, what.Sort, refund.AtMicros, refund.Position)
                ? null : "I3: an acknowledged refund is not what the journal has";
    }

    private string? Undone(TillTold told, in UndoRequest request) => told.Kind switch
    {
        RedemptionKind.UnknownRedemption => "I3: a redemption with a receipt was not known",
        RedemptionKind.Done or RedemptionKind.Repeated when UseOf(request.Redemption) is not { Undone: true } =>
            "I3: what was said to be undone stands",
        _ => null,
    };

    private string? Marked(TillTold told, in MarkRequest request)
    {
        var number = (int)new VoucherId(request.Voucher).Number;
        if (told.Kind == RedemptionKind.UnknownVoucher) return "I3: a voucher with a receipt was not known to staff";
        return told.Kind == RedemptionKind.Done
            && !Account(request.Voucher).Vouchers[number].Marks.Contains((int)request.Mark)
                ? "I3: a mark that was confirmed is gone" : null;
    }

    private string? Figures()
    {
        foreach (var (shard, figures) in world.History.Figures)
        {
            // Later rows may have moved it.
            if (figures.Position != world.Disk.Rows(new ChainId(SimWorld.Campaign, shard)).Count) continue;
            if (!shards.TryGetValue(shard, out var account)) continue;
            world.Counts.Met(Fault.MoneyCompared);
            for (var batch = 0; batch < figures.Money.Length; batch++)
                if (Money(account.Till, batch, figures.Money[batch]) is { } fault) return $"I6: shard {shard}: {fault}";
        }

        return null;
    }

    private static string? Money(TillAccount account, int batch, in MoneyFigures figures)
    {
        var money = account.Money(batch);
        var states = new long[5];
        foreach (var voucher in account.Vouchers.Where(one => one.Batch == batch)) states[voucher.State]++;
        var uses = account.Uses.Count(use => use.Voucher.Batch == batch && !use.Undone);
        var conflicts = account.Conflicts.Values.Where(one => account.Vouchers[one.Voucher].Batch == batch)
            .Sum(one => one.DiscountCents);
        if (!money.SequenceEqual(figures.Terms))
            return $"the book has {string.Join(' ', figures.Terms)}, its rows {string.Join(' ', money)}";
        if (!states.SequenceEqual(figures.Vouchers))
            return $"the book counts {string.Join(' ', figures.Vouchers)}, its rows {string.Join(' ', states)}";
        return (uses, conflicts) == (figures.Redemptions, figures.ConflictCents) ? null
            : "redemptions or conflicts are counted otherwise";
    }

    private TillAccount Account(ulong id) => shards[new VoucherId(id).Shard].Till;

    private Use? UseOf(ulong id)
    {
        var number = new VoucherId(id).Number;
        var uses = shards.TryGetValue(new VoucherId(id).Shard, out var account) ? account.Till.Uses : [];
        return number < uses.Count ? uses[(int)number] : null;
    }

    private static ulong IdOf(ulong sibling, int number) =>
        VoucherId.Create(SimWorld.Campaign, new VoucherId(sibling).Shard, number).Value;
}
