using System.Text;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// Decides one redemption: a pure function of book, request and time whose events are applied to the book at once. The
/// key comes first; then the voucher, the store, the order, the rules of the version the voucher was issued under. A
/// pause of claims does not stop it.
/// </summary>
internal static class RedeemDecision
{
    public static RedemptionAnswer Decide(VoucherBook book, in RedeemRequest request, EventWriter events, long now)
    {
        if (Known(book, request) is { Kind: not RedemptionKind.None } receipt) return receipt;
        var number = new VoucherId(request.Voucher).Number;
        if (number >= book.Table.Vouchers.Count) return RedemptionAnswer.Refuse(RedemptionKind.UnknownVoucher);
        ref var voucher = ref book.Table.Vouchers[(int)number];
        if (voucher.CodeKey != request.CodeKey) return RedemptionAnswer.Refuse(RedemptionKind.UnknownVoucher);
        var refusal = Refusal(book, request, (int)number, now);
        if (refusal.Kind != RedemptionKind.None) return refusal;
        if (events.IsShut) return RedemptionAnswer.Refuse(RedemptionKind.Unavailable);
        // Every other rule was kept: only what became of the voucher meanwhile stands against it.
        return request.OfflineMicros > 0 && StateRefusal(voucher) != RedemptionKind.None
            ? Conflict(book, request, (int)number, events) : Take(book, request, (int)number, events, now);
    }

    /// <summary>
    /// The receipt of a redemption as it was given, with what its code was signed for and the voucher no more had.
    /// </summary>
    public static RedemptionAnswer Receipt(VoucherBook book, int place, RedemptionKind kind)
    {
        ref var one = ref book.Till.Table.Redemptions[place];
        ref var voucher = ref book.Table.Vouchers[one.Voucher];
        var receipt = new RedemptionAnswer(
            kind, book.IdOf(place).Value, book.IdOf(one.Voucher).Value, voucher.Batch, voucher.Version, one.OrderCents,
            one.DiscountCents, one.AtMicros, one.Position, one.Store, one.Undone, one.RestoredCents, one.ReturnedCents,
            one.RefundedCents, one.Offline);
        return one.Offline && book.Till.Conflicts.TryGetValue((one.Store, one.KeyHash), out var conflict)
            && one.KeyHash != 0
                ? receipt with { AmountCents = conflict.DiscountCents, Liable = (LiableParty)conflict.Liable }
                : receipt;
    }

    /// <summary>A store's order, newest first.</summary>
    public static RedemptionAnswer[] OfOrder(VoucherBook book, int store, ulong order)
    {
        var found = new List<RedemptionAnswer>();
        var table = book.Till.Table;
        for (var place = table.ByOrder(store, order); place >= 0; place = table.Redemptions[place].PreviousOfOrder)
            found.Add(Receipt(book, place, RedemptionKind.Done));
        return [.. found];
    }

    /// <summary>A voucher's redemptions, newest first.</summary>
    public static RedemptionAnswer[] OfVoucher(VoucherBook book, long number)
    {
        if ((ulong)number >= (ulong)book.Table.Vouchers.Count) return [];
        var found = new List<RedemptionAnswer>();
        for (var place = book.Table.Vouchers[(int)number].LastUse; place >= 0;
            place = book.Till.Table.Redemptions[place].Previous)
            found.Add(Receipt(book, place, RedemptionKind.Done));
        return [.. found];
    }

    private static RedemptionAnswer Known(VoucherBook book, in RedeemRequest request)
    {
        var table = book.Till.Table;
        var store = request.Origin.Store;
        if (request.KeyHash != 0)
        {
            var place = table.ByKey(store, request.KeyHash);
            if (place < 0)
            {
                return book.Till.Conflicts.TryGetValue((store, request.KeyHash), out var conflict)
                    ? Receipt(book, conflict) : default;
            }

            ref var one = ref table.Redemptions[place];
            var same = one.OrderHash == request.OrderHash && one.OrderCents == request.OrderCents
                && book.IdOf(one.Voucher).Value == request.Voucher;
            return same ? Receipt(book, place, RedemptionKind.Repeated)
                : RedemptionAnswer.Refuse(RedemptionKind.KeyReused);
        }

        for (var place = table.ByOrder(store, request.OrderHash); place >= 0;
            place = table.Redemptions[place].PreviousOfOrder)
        {
            ref var one = ref table.Redemptions[place];
            if (one.Undone || book.IdOf(one.Voucher).Value != request.Voucher) continue;
            // Given back whole: the old receipt would have the till give its discount for nothing.
            if (one.RefundedCents >= one.OrderCents) return RedemptionAnswer.Refuse(RedemptionKind.Refunded);
            return one.OrderCents == request.OrderCents ? Receipt(book, place, RedemptionKind.Repeated)
                : RedemptionAnswer.Refuse(RedemptionKind.KeyReused);
        }

        return default;
    }

    private static RedemptionAnswer Refusal(VoucherBook book, in RedeemRequest request, int number, long now)
    {
        ref var voucher = ref book.Table.Vouchers[number];
        RedemptionAnswer No(RedemptionKind kind, in Voucher of, long moment = 0, long amount = 0) =>
            RedemptionAnswer.Refuse(kind, of.Batch, of.Version) with { MomentMicros = moment, AmountCents = amount };
        if (request.Origin.Gate != RedemptionKind.None) return No(request.Origin.Gate, voucher);
        if (request.OfflineMicros == 0 && StateRefusal(voucher) is var state and not RedemptionKind.None)
            return No(state, voucher, LastUse(book, voucher));
        var at = TakenAt(request, voucher, now);
        var (from, until) = book.Till.Validity(number);
        if (at < from) return No(RedemptionKind.NotYetValid, voucher, from);
        if (at >= until) return No(RedemptionKind.Expired, voucher, until);
        if (!request.Origin.TakesBatch(voucher.Batch)) return No(RedemptionKind.WrongStore, voucher);
        if (request.CodeSeconds > 0 && request.CodeSeconds <= voucher.LastCode)
            return No(RedemptionKind.CodeUsed, voucher);
        var rules = book.VersionOf(voucher.Version).Definition;
        var threshold = rules.Batches[voucher.Batch].Threshold.Amount;
        if (request.OrderCents < threshold) return No(RedemptionKind.BelowThreshold, voucher, amount: threshold);
        var ofOrder = book.Till.Table.CountOfOrder(request.Origin.Store, request.OrderHash);
        if (request.OtherVouchers + ofOrder.Standing >= rules.Redemption.VouchersPerOrder)
            return No(RedemptionKind.OrderFull, voucher);
        if (ofOrder.All >= RedemptionLimits.OrderUsesMax) return No(RedemptionKind.OrderOverused, voucher);
        return book.Till.Table.UsesOf(voucher) >= RedemptionLimits.VoucherUsesMax
            ? No(RedemptionKind.VoucherOverused, voucher) : default;
    }

    /// <summary>A till's clock may be slow: nothing is taken before it was claimed.</summary>
    private static long TakenAt(in RedeemRequest request, in Voucher voucher, long now) =>
        request.OfflineMicros > 0 ? Math.Max(request.OfflineMicros, voucher.ClaimedAtMicros) : now;

    private static RedemptionKind StateRefusal(in Voucher voucher) => voucher.State switch
    {
        VoucherState.Redeemed => RedemptionKind.AlreadyRedeemed,
        VoucherState.Expired => RedemptionKind.Expired,
        VoucherState.Void => RedemptionKind.Void,
        _ => voucher.Frozen ? RedemptionKind.Frozen : RedemptionKind.None,
    };

    private static long LastUse(VoucherBook book, in Voucher voucher) =>
        voucher.LastUse < 0 ? 0 : book.Till.Table.Redemptions[voucher.LastUse].AtMicros;

    private static RedemptionAnswer Take(
        VoucherBook book, in RedeemRequest request, int number, EventWriter events, long now)
    {
        ref var voucher = ref book.Table.Vouchers[number];
        var left = book.Till.Remaining(number);
        var rules = book.VersionOf(voucher.Version).Definition;
        // What is to be paid is taken off only once, by whatever vouchers the order takes together.
        var payable = request.OrderCents - DiscountOfOrder(book, request);
        // The till gave what was signed for: no more, whatever came back to the voucher since, and no less.
        var given = Math.Min(request is { OfflineMicros: > 0, SignedCents: > 0 } ? request.SignedCents : left, payable);
        var discount = Math.Min(left, given);
        if (discount <= 0) return RedemptionAnswer.Refuse(RedemptionKind.OrderFull, voucher.Batch, voucher.Version);
        var at = TakenAt(request, voucher, now);
        var counters = CapDecision.Counters(book, request.Origin, at);
        // Without a connection the goods are given already: it counts under the caps, and none refuses it.
        var room = request.OfflineMicros > 0 ? default : CapDecision.Room(book, counters, discount, voucher);
        if (room.Kind != RedemptionKind.None) return room;
        if (counters.Length > 0)
        {
            CapEvents.Counted(events, counters);
            book.Till.Count(counters);
        }

        var redeemed = new RedeemedEvent
        {
            Voucher = number,
            Store = request.Origin.Store,
            KeyHash = request.KeyHash,
            OrderHash = request.OrderHash,
            OrderCents = request.OrderCents,
            DiscountCents = discount,
            TakenCents = rules.Batches[voucher.Batch].Partial ? discount : left,
            CodeSeconds = request.CodeSeconds,
            OfflineMicros = request.OfflineMicros > 0 ? at : 0,
            Merchant = Encoding.UTF8.GetBytes(request.Origin.Merchant),
            Region = Encoding.UTF8.GetBytes(request.Origin.Region),
            OrderRef = Encoding.UTF8.GetBytes(request.OrderRef),
            Terminal = Encoding.UTF8.GetBytes(request.Origin.Terminal),
        };
        var liable = LiableFor(book, request, voucher);
        RedemptionEvents.Redeemed(events, redeemed);
        var place = book.Till.Redeem(redeemed, book.NextPosition, now);
        if (given > discount) Book(book, request, number, given - discount, liable, events);
        return Receipt(book, place, RedemptionKind.Done);
    }

    private static long DiscountOfOrder(VoucherBook book, in RedeemRequest request)
    {
        var table = book.Till.Table;
        var sum = request.OtherDiscountCents;
        for (var place = table.ByOrder(request.Origin.Store, request.OrderHash); place >= 0;
            place = table.Redemptions[place].PreviousOfOrder)
            if (!table.Redemptions[place].Undone) sum += table.Redemptions[place].DiscountCents;
        return sum;
    }

    /// <summary>A till without connection took what was spent: it is taken once, and who bears it is said.</summary>
    private static RedemptionAnswer Conflict(
        VoucherBook book, in RedeemRequest request, int number, EventWriter events)
    {
        ref var voucher = ref book.Table.Vouchers[number];
        var rules = book.VersionOf(voucher.Version).Definition;
        var worth = request.SignedCents > 0 ? request.SignedCents : rules.Batches[voucher.Batch].FaceValue.Amount;
        var given = Math.Min(worth, request.OrderCents);
        return Receipt(book, Book(book, request, number, given, LiableFor(book, request, voucher), events));
    }

    /// <summary>What the store had itself, over the counter or in a log before, it could know.</summary>
    private static LiableParty LiableFor(VoucherBook book, in RedeemRequest request, in Voucher voucher) =>
        request.OfflineSeen || book.Till.Table.HasUsed(voucher, request.Origin.Store)
            ? LiableParty.Merchant : book.VersionOf(voucher.Version).Definition.Redemption.OfflineLiable;

    /// <summary>What was given without a connection and is not in the voucher: somebody bears it.</summary>
    private static ConflictedEvent Book(
        VoucherBook book, in RedeemRequest request, int number, long cents, LiableParty liable, EventWriter events)
    {
        var conflict = new ConflictedEvent(
            number, request.Origin.Store, request.KeyHash, request.OrderHash, request.OrderCents, cents,
            request.OfflineMicros, (byte)liable);
        RedemptionEvents.Conflicted(events, conflict);
        book.Till.Conflict(conflict);
        return conflict;
    }

    /// <summary>A conflict as it was recorded.</summary>
    private static RedemptionAnswer Receipt(VoucherBook book, in ConflictedEvent conflict)
    {
        ref var voucher = ref book.Table.Vouchers[conflict.Voucher];
        return RedemptionAnswer.Refuse(RedemptionKind.Conflict, voucher.Batch, voucher.Version) with
        {
            AmountCents = conflict.DiscountCents,
            Voucher = book.IdOf(conflict.Voucher).Value,
            Liable = (LiableParty)conflict.Liable,
        };
    }
}
