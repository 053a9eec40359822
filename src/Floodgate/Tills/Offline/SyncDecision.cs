using System.Globalization;
using Floodgate.Foundation;
using Floodgate.Tills.Merchants;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Tills.Offline;

/// <summary>
/// Whether an entry of a till's log may be asked of the book: a pure function of quota, log so far, payload and time.
/// </summary>
internal static class SyncDecision
{
    /// <summary>Of the entry, what it says it is.</summary>
    public static string HashOf(TillQuota quota, OfflineEntryBody entry) => TillQuota.Hex(string.Join(
        '\n', "fg-till-1", entry.Previous, Text(entry.Entry), quota.Id, quota.Terminal, Text(entry.At),
        Text(entry.OrderAmount.Amount), entry.OrderAmount.Currency, entry.OrderRef, entry.Payload));

    /// <summary>Whether it is the next of this log: right number, chained to the last, unaltered.</summary>
    public static bool Follows(OfflineQuotaRow row, TillQuota quota, OfflineEntryBody entry) =>
        entry.Entry == row.LastEntry + 1 && entry.Previous == row.Head && entry.Hash == HashOf(quota, entry);

    /// <summary>What the voucher takes off, as the till could know it.</summary>
    public static long Discount(OfflineVoucher voucher, long orderCents) =>
        Math.Min(voucher.RemainingCents, orderCents);

    /// <summary>Null: the book decides. Else why not; the merchant bears it.</summary>
    /// <param name="row">The quota and its log so far.</param>
    /// <param name="quota">What was signed.</param>
    /// <param name="entry">The next entry of the log.</param>
    /// <param name="voucher">Its payload; null: nobody here has signed it.</param>
    /// <param name="now">The node's time.</param>
    /// <param name="skew">How much a till's clock may differ.</param>
    public static Refusal? Refuse(
        OfflineQuotaRow row, TillQuota quota, OfflineEntryBody entry, OfflineVoucher? voucher, DateTimeOffset now,
        TimeSpan skew)
    {
        if (row.Closed) return Refusals.QuotaClosed;
        if (voucher is null) return Refusals.PayloadForged;
        // Signed times are the node's own: a till that was earlier than one it had seen has a wrong clock.
        var at = DateTimeOffset.FromUnixTimeMilliseconds(entry.At);
        if (at > now + skew || at + skew < quota.IssuedAt || entry.At * 1000 < row.LastAt
            || at + skew < DateTimeOffset.FromUnixTimeSeconds(voucher.IssuedAt)) return Refusals.TillClockWrong;
        if (at > quota.ExpiresAt) return Refusals.QuotaExpired;
        if (at > DateTimeOffset.FromUnixTimeSeconds(voucher.ExpiresAt)) return Refusals.PayloadExpired;
        if (entry.OrderAmount.Currency != voucher.Currency || voucher.Currency != quota.Amount.Currency)
            return Refusals.RedemptionInvalid;
        var discount = Discount(voucher, entry.OrderAmount.Amount);
        return row.UsedCount >= quota.Count || row.UsedCents + discount > quota.Amount.Amount
            ? Refusals.QuotaExceeded : null;
    }

    /// <summary>
    /// A store that may not redeem hands in what it took before. The till's own time can be set back; the time the
    /// customer's code was signed cannot.
    /// </summary>
    public static Refusal? Stopped(StoreFacts store, OfflineEntryBody entry, OfflineVoucher voucher)
    {
        if (store.Standing == StoreStanding.Active) return null;
        if (entry.At * 1000 <= store.SinceMicros && voucher.IssuedAt * 1_000_000L <= store.SinceMicros) return null;
        return store.Standing == StoreStanding.Frozen ? Refusals.StoreFrozen : Refusals.StoreSuspended;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
