using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Redemptions;

/// <summary>What happens to single vouchers outside tills: marks by staff, and expiry.</summary>
internal static class VoucherDecision
{
    /// <summary>Void and frozen vouchers are taken nowhere; only a void one's money has gone.</summary>
    public static RedemptionKind Mark(VoucherBook book, in MarkRequest request, EventWriter events)
    {
        var number = new VoucherId(request.Voucher).Number;
        if (number >= book.Table.Vouchers.Count) return RedemptionKind.UnknownVoucher;
        ref var voucher = ref book.Table.Vouchers[(int)number];
        switch (request.Mark)
        {
            case VoucherMark.Void when voucher.State == VoucherState.Void: return RedemptionKind.Repeated;
            case VoucherMark.Freeze when voucher.Frozen: return RedemptionKind.Repeated;
            case VoucherMark.Unfreeze when !voucher.Frozen: return RedemptionKind.Repeated;
            case VoucherMark.Grant when voucher.Granted: return RedemptionKind.Repeated;
            case VoucherMark.Void when voucher.State == VoucherState.Redeemed: return RedemptionKind.AlreadyRedeemed;
            case VoucherMark.Void when voucher.State == VoucherState.Expired: return RedemptionKind.Expired;
            default:
                RedemptionEvents.Marked(events, (int)number, request.Mark, request.Reason, request.Actor);
                book.Till.Mark((int)number, request.Mark);
                return RedemptionKind.Done;
        }
    }

    /// <summary>
    /// Journals the expiry of vouchers from a place on whose time was over at <paramref name="dueMicros"/>.
    /// </summary>
    /// <returns>Where to go on, how many expired, and when the next one seen is due.</returns>
    public static ExpiryStep Expire(
        VoucherBook book, int from, int scanMax, int expireMax, long dueMicros, EventWriter events)
    {
        var (number, expired, next) = (from, 0, long.MaxValue);
        var end = Math.Min(book.Table.Vouchers.Count, from + scanMax);
        for (; number < end && expired < expireMax; number++)
        {
            if (book.Table.Vouchers[number].State is not (VoucherState.Held or VoucherState.PartlyRedeemed)) continue;
            var until = book.Till.Validity(number).UntilMicros;
            if (until > dueMicros)
            {
                next = Math.Min(next, until);
                continue;
            }

            RedemptionEvents.Expired(events, number);
            book.Till.Expire(number);
            expired++;
        }

        return new ExpiryStep(number, expired, next, number >= book.Table.Vouchers.Count);
    }
}
