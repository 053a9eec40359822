using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Projection;

/// <summary>One event of a voucher's life as the journal has it. Times Unix microseconds, money minor units.</summary>
/// <param name="Detail">Of a mark: which; of a refund: where its share went; of a conflict: who bears it.</param>
internal sealed record VoucherEventRow(
    EventKind Kind, int Detail, long AtMicros, long Position, ulong? Redemption, int? Store, string? Merchant,
    string? Terminal, string? OrderRef, long OrderCents, long Cents, bool Offline, string? Reason, string? Actor);

/// <summary>Every event of one voucher, the oldest first, from the projection: a moment behind the books.</summary>
internal sealed class VoucherHistory(StorageEngine engine, ProjectionClock progress)
{
    /// <summary>A voucher used a cent at a time has more; what is left out is the newest.</summary>
    private const int EventsMax = 500;

    public DateTimeOffset AsOf(int campaign) => progress.AsOf(campaign);

    public IReadOnlyList<VoucherEventRow> Read(VoucherId id)
    {
        using var connection = engine.OpenRead();
        using var command = connection.Statement(
            $"""
            SELECT {(int)EventKind.Claimed} AS "Kind", 0 AS "Detail", "ClaimedAt" AS "At", "Position" AS "Position",
                -1 AS "Place", CAST(NULL AS bigint) AS "RedemptionId", CAST(NULL AS integer) AS "Store",
                CAST(NULL AS text) AS "Merchant", CAST(NULL AS text) AS "Terminal", CAST(NULL AS text) AS "OrderRef",
                0 AS "OrderCents", "FaceCents" AS "Cents", FALSE AS "Offline", CAST(NULL AS text) AS "Reason",
                CAST(NULL AS text) AS "Actor"
            FROM voucher WHERE "VoucherId" = @id
            UNION ALL
            SELECT {(int)EventKind.Redeemed}, 0, "At", "Position", 0, "RedemptionId", "Store", "Merchant", "Terminal",
                "OrderRef", "OrderCents", "DiscountCents", "Offline", CAST(NULL AS text), CAST(NULL AS text)
            FROM redemption WHERE "VoucherId" = @id
            UNION ALL
            SELECT e."Kind", e."Detail", e."At", e."Position", e."Place", e."RedemptionId",
                coalesce(e."Store", r."Store"), r."Merchant", r."Terminal", r."OrderRef", e."OrderCents", e."Cents",
                FALSE, e."Reason", e."Actor"
            FROM voucher_event AS e LEFT JOIN redemption AS r ON r."RedemptionId" = e."RedemptionId"
            WHERE e."VoucherId" = @id
            ORDER BY "Position", "Place" LIMIT {EventsMax}
            """,
            ("@id", unchecked((long)id.Value)));
        var rows = new List<VoucherEventRow>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(Row(reader));
        return rows;
    }

    private static VoucherEventRow Row(DbDataReader row) => new(
        (EventKind)row.GetInt32(0), row.GetInt32(1), row.GetInt64(2), row.GetInt64(3),
        row.IsDBNull(5) ? null : unchecked((ulong)row.GetInt64(5)), row.IsDBNull(6) ? null : row.GetInt32(6),
        Text(row, 7), Text(row, 8), Text(row, 9), row.GetInt64(10), row.GetInt64(11), row.GetBoolean(12),
        Text(row, 13), Text(row, 14));

    private static string? Text(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);
}
