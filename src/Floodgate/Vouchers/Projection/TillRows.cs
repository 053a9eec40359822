using System.Text;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using static Floodgate.Vouchers.Projection.TillStatements;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// Says to the tables what tills did with one chain's vouchers. The events say what moved, so the rows are changed by
/// sums, as the book is; no statement needs to know what another one found.
/// </summary>
internal sealed class TillRows(IProjectionTables tables, ChainId chain)
{
    /// <summary>What the statements make nulls of.</summary>
    private const int NoRedemption = 0, NoStore = -1;

    private long _position;
    private int _place;

    public int Written { get; private set; }

    public void Redeem(long number, in RedeemedEvent redeemed, JournalRow row)
    {
        var offline = redeemed.OfflineMicros > 0;
        Run(Redeemed,
            Id(number), Id(redeemed.Voucher), chain.Campaign, redeemed.Store, Text(redeemed.Merchant),
            Text(redeemed.Region), Text(redeemed.Terminal), Text(redeemed.OrderRef), redeemed.OrderCents,
            redeemed.DiscountCents, redeemed.TakenCents, offline, offline ? redeemed.OfflineMicros : row.TimeMicros,
            row.Position);
        Run(Taken, Id(redeemed.Voucher), row.Position, redeemed.TakenCents);
    }

    public void Refund(in RefundedEvent refunded, JournalRow row)
    {
        var (id, back) = (Id(refunded.Redemption), refunded.Effect != RefundEffect.Returned);
        Run(Refunded, id, refunded.OrderCents, back ? refunded.ShareCents : 0, back ? 0 : refunded.ShareCents);
        Tell(RefundTold, id, EventKind.Refunded, (int)refunded.Effect, row, id, NoStore, refunded.OrderCents,
            refunded.ShareCents, default);
        if (back) Run(Restored, id, row.Position, refunded.ShareCents, refunded.UntilMicros);
        else Run(Cancelled, id, row.Position);
    }

    public void Undo(int redemption, Said said, JournalRow row)
    {
        var id = Id(redemption);
        Tell(UndoingTold, id, EventKind.Undone, 0, row, id, NoStore, 0, 0, said);
        Run(Undone, id);
        Run(TakenBack, id, row.Position);
    }

    public void Expire(int number, JournalRow row)
    {
        Tell(EndTold, Id(number), EventKind.Expired, 0, row, NoRedemption, NoStore, 0, 0, default);
        Run(Ended, Id(number), row.Position, (int)VoucherState.Expired);
    }

    public void Mark(int number, VoucherMark mark, Said said, JournalRow row)
    {
        var (id, ends) = (Id(number), mark == VoucherMark.Void);
        Tell(ends ? EndTold : Told, id, EventKind.Marked, (int)mark, row, NoRedemption, NoStore, 0, 0, said);
        if (ends) Run(Ended, id, row.Position, (int)VoucherState.Void);
        else if (mark == VoucherMark.Grant) Run(Changed, id, row.Position);
        else Run(Froze, id, row.Position, mark == VoucherMark.Freeze);
    }

    public void Conflict(in ConflictedEvent conflicted, JournalRow row) => Tell(
        Told, Id(conflicted.Voucher), EventKind.Conflicted, conflicted.Liable, row, NoRedemption, conflicted.Store,
        conflicted.OrderCents, conflicted.DiscountCents, default);

    /// <summary>One line of the voucher's life.</summary>
    private void Tell(
        string sql, long of, EventKind kind, int detail, JournalRow row, long redemption, int store, long order,
        long cents, Said said)
    {
        (_position, _place) = (row.Position, row.Position == _position ? _place + 1 : 0);
        Run(sql, of, row.Position, _place, (int)kind, detail, row.TimeMicros, redemption, store, order, cents,
            said.Reason, said.Actor);
    }

    private void Run(string sql, params ReadOnlySpan<object> values)
    {
        tables.Run(sql, values);
        Written++;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private long Id(long number) => unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
}
