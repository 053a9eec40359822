using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>
/// Decides refunds and undoing. A refund of part of an order gives back the voucher's share to the cent: all refunds
/// together never give more than was taken off, and a whole refund gives exactly that.
/// </summary>
internal static class RefundDecision
{
    private const long DayMicros = 86_400_000_000;

    public static RefundAnswer Decide(VoucherBook book, in RefundRequest request, EventWriter events, long now)
    {
        var place = Find(book, request.Redemption, request.Store);
        if (place < 0) return RefundAnswer.Refuse(RedemptionAnswer.Refuse(RedemptionKind.UnknownRedemption));
        if (Known(book, place, request) is { Of.Kind: not RedemptionKind.None } receipt) return receipt;
        var of = RedeemDecision.Receipt(book, place, RedemptionKind.Done);
        ref var redemption = ref book.Till.Table.Redemptions[place];
        if (redemption.Undone) return RefundAnswer.Refuse(of with { Kind = RedemptionKind.Undone });
        var left = redemption.OrderCents - redemption.RefundedCents;
        var cents = request.OrderCents ?? left;
        if (left == 0) return RefundAnswer.Refuse(of with { Kind = RedemptionKind.Refunded });
        if (cents > left)
            return RefundAnswer.Refuse(of with { Kind = RedemptionKind.AmountTooLarge, AmountCents = left });
        // The last one takes all that is left, so that no customer's money is ever stuck.
        if (cents < left && book.Till.Table.CountOfRefunds(place) >= RedemptionLimits.RefundsMax - 1)
            return RefundAnswer.Refuse(of with { Kind = RedemptionKind.RefundsFull, AmountCents = left });
        var (effect, until) = Effect(book, redemption, cents, now);
        var refunded = new RefundedEvent(place, request.KeyHash, cents, Share(redemption, cents), effect, until);
        RedemptionEvents.Refunded(events, refunded);
        book.Till.Refund(refunded, book.NextPosition, now);
        CapDecision.GiveBack(book, redemption.Caps, refunded.ShareCents, events);
        return Receipt(book, place, redemption.LastRefund, RedemptionKind.Done);
    }

    public static RedemptionAnswer Undo(VoucherBook book, in UndoRequest request, EventWriter events, long now)
    {
        var place = Find(book, request.Redemption, request.Store);
        if (place < 0) return RedemptionAnswer.Refuse(RedemptionKind.UnknownRedemption);
        ref var redemption = ref book.Till.Table.Redemptions[place];
        if (redemption.Undone) return RedeemDecision.Receipt(book, place, RedemptionKind.Repeated);
        var receipt = RedeemDecision.Receipt(book, place, RedemptionKind.Done);
        if (redemption.LastRefund >= 0) return receipt with { Kind = RedemptionKind.Refunded };
        ref var voucher = ref book.Table.Vouchers[redemption.Voucher];
        var until = redemption.AtMicros
            + (book.VersionOf(voucher.Version).Definition.Redemption.UndoMinutes * 60_000_000L);
        if (request.Store != 0 && now >= until)
            return receipt with { Kind = RedemptionKind.TooLate, MomentMicros = until };
        RedemptionEvents.Undone(events, place, request.Reason, request.Actor);
        book.Till.Undo(place);
        CapDecision.GiveBack(book, redemption.Caps, redemption.DiscountCents, events);
        return RedeemDecision.Receipt(book, place, RedemptionKind.Done);
    }

    /// <summary>
    /// What is given back of the discount for so much of the order: in proportion, counted from the start and rounded
    /// down, so that the shares of all parts sum to the whole.
    /// </summary>
    internal static long Share(in Redemption redemption, long cents)
    {
        var given = redemption.RestoredCents + redemption.ReturnedCents;
        var due = (Int128)redemption.DiscountCents * (redemption.RefundedCents + cents) / redemption.OrderCents;
        return (long)due - given;
    }

    private static (RefundEffect Effect, long UntilMicros) Effect(
        VoucherBook book, in Redemption redemption, long cents, long now)
    {
        ref var voucher = ref book.Table.Vouchers[redemption.Voucher];
        var rules = book.VersionOf(voucher.Version).Definition;
        var whole = redemption.RefundedCents == 0 && cents == redemption.OrderCents;
        var gone = voucher.State is VoucherState.Expired or VoucherState.Void;
        // A voucher that is used once comes back whole or not at all.
        if (gone || rules.RefundMode == RefundMode.Void || !(whole || rules.Batches[voucher.Batch].Partial))
            return (RefundEffect.Returned, 0);
        if (rules.RefundMode == RefundMode.Restore) return (RefundEffect.Restored, 0);
        var until = now + (rules.Redemption.RefundExtendDays * DayMicros);
        return until > book.Till.Validity(redemption.Voucher).UntilMicros
            ? (RefundEffect.Extended, until) : (RefundEffect.Restored, 0);
    }

    private static RefundAnswer Known(VoucherBook book, int place, in RefundRequest request)
    {
        var table = book.Till.Table;
        for (var at = table.Redemptions[place].LastRefund; at >= 0; at = table.Refunds[at].Previous)
        {
            if (table.Refunds[at].KeyHash != request.KeyHash) continue;
            var same = request.OrderCents is not { } cents || cents == table.Refunds[at].OrderCents;
            return same ? Receipt(book, place, at, RedemptionKind.Repeated)
                : RefundAnswer.Refuse(RedemptionAnswer.Refuse(RedemptionKind.KeyReused));
        }

        return default;
    }

    private static RefundAnswer Receipt(VoucherBook book, int place, int at, RedemptionKind kind)
    {
        ref var refund = ref book.Till.Table.Refunds[at];
        return new RefundAnswer(
            RedeemDecision.Receipt(book, place, kind), at, refund.OrderCents, refund.ShareCents, refund.Effect,
            refund.AtMicros, refund.Position);
    }

    private static int Find(VoucherBook book, ulong id, int store)
    {
        var number = new VoucherId(id).Number;
        if (number >= book.Till.Table.Redemptions.Count) return -1;
        return store == 0 || book.Till.Table.Redemptions[(int)number].Store == store ? (int)number : -1;
    }
}
