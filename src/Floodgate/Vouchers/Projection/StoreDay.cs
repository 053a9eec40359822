using Floodgate.Storage;

namespace Floodgate.Vouchers.Projection;

/// <summary>One redemption of a store's day; times Unix microseconds, money minor units.</summary>
internal sealed record StoreDayRow(
    ulong Redemption, ulong Voucher, int Campaign, int Batch, int Version, string Terminal, string OrderRef,
    long OrderCents, long DiscountCents, long RefundedCents, bool Undone, bool Offline, long AtMicros);

/// <summary>
/// What stands of a store's day, refunds deducted: by the campaign of each order, whose money counts once however many
/// vouchers it took.
/// </summary>
internal sealed record StoreDaySum(int Campaign, int Count, long OrderCents, long DiscountCents);

/// <summary>A store's redemptions of a span of time, from the projection: a moment behind the books.</summary>
internal sealed class StoreDay(StorageEngine engine)
{
    /// <param name="store">The store's number.</param>
    /// <param name="span">From, and until before, Unix microseconds.</param>
    /// <param name="after">Only what stands behind this one; null: from the newest.</param>
    /// <param name="limit">Rows at most.</param>
    public IReadOnlyList<StoreDayRow> Rows(
        int store, (long From, long Until) span, (long At, ulong Redemption)? after, int limit)
    {
        using var connection = engine.OpenRead();
        using var command = connection.Statement(
            """
            SELECT r."RedemptionId", r."VoucherId", r."Campaign", r."Batch", v."Version", r."Terminal", r."OrderRef",
                r."OrderCents", r."DiscountCents", r."RefundedCents", r."Undone", r."Offline", r."At"
            FROM redemption AS r JOIN voucher AS v ON v."VoucherId" = r."VoucherId"
            WHERE r."Store" = @store AND r."At" >= @from AND r."At" < @until
                AND (r."At" < @at OR (r."At" = @at AND r."RedemptionId" < @id))
            ORDER BY r."At" DESC, r."RedemptionId" DESC LIMIT @limit
            """,
            ("@store", store), ("@from", span.From), ("@until", span.Until), ("@at", after?.At ?? long.MaxValue),
            ("@id", unchecked((long)(after?.Redemption ?? 0))), ("@limit", limit));
        var rows = new List<StoreDayRow>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(new StoreDayRow(
                unchecked((ulong)reader.GetInt64(0)), unchecked((ulong)reader.GetInt64(1)), reader.GetInt32(2),
                reader.GetInt32(3), reader.GetInt32(4), reader.GetString(5), reader.GetString(6), reader.GetInt64(7),
                reader.GetInt64(8), reader.GetInt64(9), reader.GetBoolean(10), reader.GetBoolean(11),
                reader.GetInt64(12)));
        }

        return rows;
    }

    public IReadOnlyList<StoreDaySum> Sums(int store, (long From, long Until) span)
    {
        using var connection = engine.OpenRead();
        using var command = connection.Statement(
            """
            SELECT o."Campaign", CAST(sum(o."Vouchers") AS bigint), CAST(sum(o."Cents") AS bigint),
                CAST(sum(o."Discount") AS bigint)
            FROM (
                SELECT min("Campaign") AS "Campaign", count(*) AS "Vouchers",
                    max("OrderCents") - max("RefundedCents") AS "Cents",
                    sum("DiscountCents" - "RestoredCents" - "ReturnedCents") AS "Discount"
                FROM redemption WHERE "Store" = @store AND "At" >= @from AND "At" < @until AND NOT "Undone"
                GROUP BY "OrderRef") AS o
            GROUP BY o."Campaign" ORDER BY o."Campaign"
            """,
            ("@store", store), ("@from", span.From), ("@until", span.Until));
        var sums = new List<StoreDaySum>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            sums.Add(new StoreDaySum(
                reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetInt64(3)));
        return sums;
    }
}
