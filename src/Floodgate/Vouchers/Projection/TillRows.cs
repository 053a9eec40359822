using System.Text;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Microsoft.Data.Sqlite;

namespace Floodgate.Vouchers.Projection;

/// <summary>
/// Writes what tills did with one chain's vouchers, within the caller's transaction. The events say what moved, so the
/// rows are changed by sums, as the book is.
/// </summary>
internal sealed class TillRows(SqliteConnection connection, ChainId chain) : IDisposable
{
    /// <summary>The state of a voucher that lives, by what it is worth; expired and void ones keep theirs.</summary>
    private const string StateByWorth =
        "State = CASE WHEN State > 2 THEN State WHEN {0} = FaceCents THEN 0 WHEN {0} = 0 THEN 2 ELSE 1 END";

    private readonly Dictionary<string, SqliteCommand> _commands = new(StringComparer.Ordinal);
    private long _position;
    private int _place;

    public int Written { get; private set; }

    public void Redeem(long number, in RedeemedEvent redeemed, JournalRow row)
    {
        var offline = redeemed.OfflineMicros > 0;
        Run(
            """
            INSERT OR REPLACE INTO redemption (RedemptionId, VoucherId, Campaign, Batch, Store, Merchant, Region,
                Terminal, OrderRef, OrderCents, DiscountCents, TakenCents, RestoredCents, ReturnedCents,
                RefundedCents, Undone, Offline, At, Position)
            VALUES ($0, $1, $2, (SELECT Batch FROM voucher WHERE VoucherId = $1), $3, $4, $5, $6, $7, $8, $9, $10,
                0, 0, 0, 0, $11, $12, $13)
            """,
            Id(number), Id(redeemed.Voucher), chain.Campaign, redeemed.Store, Text(redeemed.Merchant),
            Text(redeemed.Region), Text(redeemed.Terminal), Text(redeemed.OrderRef), redeemed.OrderCents,
            redeemed.DiscountCents, redeemed.TakenCents, offline ? 1 : 0,
            offline ? redeemed.OfflineMicros : row.TimeMicros, row.Position);
        Worth("RemainingCents - $1", Id(redeemed.Voucher), redeemed.TakenCents, row);
    }

    public void Refund(in RefundedEvent refunded, JournalRow row)
    {
        var (id, back) = (Id(refunded.Redemption), refunded.Effect != RefundEffect.Returned);
        Run(
            """
            UPDATE redemption SET RefundedCents = RefundedCents + $1, RestoredCents = RestoredCents + $2,
                ReturnedCents = ReturnedCents + $3 WHERE RedemptionId = $0
            """,
            id, refunded.OrderCents, back ? refunded.ShareCents : 0, back ? 0 : refunded.ShareCents);
        var voucher = VoucherOf(id, out var beyond, out var whole);
        Tell(voucher, EventKind.Refunded, (int)refunded.Effect, row, id, null, refunded.OrderCents,
            refunded.ShareCents, default);
        if (!back)
        {
            Cancel(voucher, row);
            return;
        }

        // Given back whole, what was given up beyond the discount comes back too.
        Worth("RemainingCents + $1", voucher, refunded.ShareCents + (whole ? beyond : 0), row);
        if (refunded.UntilMicros > 0)
            Run("UPDATE voucher SET RefundUntil = $1 WHERE VoucherId = $0", voucher, refunded.UntilMicros);
    }

    public void Undo(int redemption, Said said, JournalRow row)
    {
        var id = Id(redemption);
        var voucher = VoucherOf(id, out var beyond, out _);
        var discount = Number("SELECT DiscountCents FROM redemption WHERE RedemptionId = $0", id);
        Tell(voucher, EventKind.Undone, 0, row, id, null, 0, discount, said);
        Run("UPDATE redemption SET Undone = 1 WHERE RedemptionId = $0", id);
        Worth("CASE WHEN State > 2 THEN RemainingCents ELSE RemainingCents + $1 END", voucher, discount + beyond, row);
    }

    public void Expire(int number, JournalRow row)
    {
        Tell(Id(number), EventKind.Expired, 0, row, null, null, 0, Worth(number), default);
        End(number, VoucherState.Expired, row);
    }

    public void Mark(int number, VoucherMark mark, Said said, JournalRow row)
    {
        var ends = mark == VoucherMark.Void;
        Tell(Id(number), EventKind.Marked, (int)mark, row, null, null, 0, ends ? Worth(number) : 0, said);
        if (ends) End(number, VoucherState.Void, row);
        else if (mark == VoucherMark.Grant)
            Run("UPDATE voucher SET Changed = $1 WHERE VoucherId = $0", Id(number), row.Position);
        else
            Run("UPDATE voucher SET Frozen = $1, Changed = $2 WHERE VoucherId = $0",
                Id(number), mark == VoucherMark.Freeze ? 1 : 0, row.Position);
    }

    public void Conflict(in ConflictedEvent conflicted, JournalRow row) => Tell(
        Id(conflicted.Voucher), EventKind.Conflicted, conflicted.Liable, row, null, conflicted.Store,
        conflicted.OrderCents, conflicted.DiscountCents, default);

    public void Dispose()
    {
        foreach (var command in _commands.Values) command.Dispose();
    }

    private long Worth(int number) =>
        Number("SELECT RemainingCents FROM voucher WHERE VoucherId = $0", Id(number));

    /// <summary>One line of the voucher's life.</summary>
    private void Tell(
        long voucher, EventKind kind, int detail, JournalRow row, long? redemption, int? store, long order,
        long cents, Said said)
    {
        (_position, _place) = (row.Position, row.Position == _position ? _place + 1 : 0);
        object OrNull(object? value) => value ?? DBNull.Value;
        var (reason, actor) = (said.Reason, said.Actor);
        Run(
            """
            INSERT OR REPLACE INTO voucher_event (VoucherId, Position, Place, Kind, Detail, At, RedemptionId, Store,
                OrderCents, Cents, Reason, Actor)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            voucher, row.Position, _place, (int)kind, detail, row.TimeMicros, OrNull(redemption), OrNull(store), order,
            cents, reason.Length == 0 ? DBNull.Value : reason, actor.Length == 0 ? DBNull.Value : actor);
    }

    /// <summary>Void, when nothing it was used for stands.</summary>
    private void Cancel(long voucher, JournalRow row) => Run(
        """
        UPDATE voucher SET Changed = $1, State = CASE WHEN State = 2 AND NOT EXISTS (
            SELECT 1 FROM redemption WHERE VoucherId = $0 AND Undone = 0 AND ReturnedCents <> DiscountCents)
            THEN 4 ELSE State END
        WHERE VoucherId = $0
        """,
        voucher, row.Position);

    private void End(int number, VoucherState state, JournalRow row) =>
        Run("UPDATE voucher SET State = $1, RemainingCents = 0, Changed = $2 WHERE VoucherId = $0",
            Id(number), (int)state, row.Position);

    private void Worth(string worth, long voucher, long cents, JournalRow row) =>
        Run(
            $"UPDATE voucher SET RemainingCents = {worth}, Changed = $2, "
            + StateByWorth.Replace("{0}", $"({worth})", StringComparison.Ordinal)
            + " WHERE VoucherId = $0",
            voucher, cents, row.Position);

    private long VoucherOf(long redemption, out long beyond, out bool whole)
    {
        beyond = Number("SELECT TakenCents - DiscountCents FROM redemption WHERE RedemptionId = $0", redemption);
        whole = Number("SELECT RestoredCents = DiscountCents FROM redemption WHERE RedemptionId = $0",
            redemption) != 0;
        return Number("SELECT VoucherId FROM redemption WHERE RedemptionId = $0", redemption);
    }

    private long Number(string sql, long id) => (long)(Command(sql, [id]).ExecuteScalar() ?? 0L);

    private void Run(string sql, params object[] values)
    {
        Command(sql, values).ExecuteNonQuery();
        Written++;
    }

    private SqliteCommand Command(string sql, object[] values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands[sql] = command;
        }

        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        return command;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private long Id(long number) => unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
}
