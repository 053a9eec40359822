namespace Floodgate.Vouchers.Projection;

/// <summary>
/// What tills did, as statements of both engines. $1 is the voucher's or the redemption's id, $2 the row that says so.
/// No parameter is ever null: a null has no type, and a statement is prepared for the types it is first run with.
/// </summary>
internal static class TillStatements
{
    /// <summary>$3 what was taken from it.</summary>
    public const string Taken =
        $"UPDATE voucher AS v SET {WorthLess} WHERE v.\"VoucherId\" = $1";

    /// <summary>$2 of the order, $3 back to the voucher, $4 back to the pool.</summary>
    public const string Refunded = """
        UPDATE redemption SET "RefundedCents" = "RefundedCents" + $2, "RestoredCents" = "RestoredCents" + $3,
            "ReturnedCents" = "ReturnedCents" + $4 WHERE "RedemptionId" = $1
        """;

    /// <summary>
    /// $3 the share, $4 until when the voucher is good by it, 0: as before. Given back whole, what was given up beyond
    /// the discount comes back too.
    /// </summary>
    public const string Restored = $"""
        UPDATE voucher AS v SET {WorthMore},
            "RefundUntil" = CASE WHEN $4 > 0 THEN $4 ELSE v."RefundUntil" END
        FROM redemption AS r WHERE r."RedemptionId" = $1 AND v."VoucherId" = r."VoucherId"
        """;

    /// <summary>Void, when nothing the voucher was used for stands.</summary>
    public const string Cancelled = """
        UPDATE voucher SET "Changed" = $2, "State" = CASE WHEN "State" = 2 AND NOT EXISTS (
            SELECT 1 FROM redemption AS o WHERE o."VoucherId" = voucher."VoucherId" AND NOT o."Undone"
                AND o."ReturnedCents" <> o."DiscountCents")
            THEN 4 ELSE "State" END
        WHERE "VoucherId" = (SELECT "VoucherId" FROM redemption WHERE "RedemptionId" = $1)
        """;

    public const string Undone = """UPDATE redemption SET "Undone" = TRUE WHERE "RedemptionId" = $1""";

    /// <summary>All that an undone redemption took, unless the voucher has ended.</summary>
    public const string TakenBack = $"""
        UPDATE voucher AS v SET {WorthAsBefore}
        FROM redemption AS r WHERE r."RedemptionId" = $1 AND v."VoucherId" = r."VoucherId"
        """;

    /// <summary>$3 expired or void.</summary>
    public const string Ended = """
        UPDATE voucher SET "State" = $3, "RemainingCents" = 0, "Changed" = $2 WHERE "VoucherId" = $1
        """;

    public const string Changed = """UPDATE voucher SET "Changed" = $2 WHERE "VoucherId" = $1""";

    /// <summary>$3 whether it is frozen.</summary>
    public const string Froze = """UPDATE voucher SET "Frozen" = $3, "Changed" = $2 WHERE "VoucherId" = $1""";

    /// <summary>$1 the redemption, $2 the voucher, then as the columns are.</summary>
    public const string Redeemed = """
        INSERT INTO redemption ("RedemptionId", "VoucherId", "Campaign", "Batch", "Store", "Merchant", "Region",
            "Terminal", "OrderRef", "OrderCents", "DiscountCents", "TakenCents", "RestoredCents", "ReturnedCents",
            "RefundedCents", "Undone", "Offline", "At", "Position")
        VALUES ($1, $2, $3, (SELECT "Batch" FROM voucher WHERE "VoucherId" = $2), $4, $5, $6, $7, $8, $9, $10, $11,
            0, 0, 0, FALSE, $12, $13, $14)
        ON CONFLICT ("RedemptionId") DO UPDATE SET "VoucherId" = excluded."VoucherId",
            "Campaign" = excluded."Campaign", "Batch" = excluded."Batch", "Store" = excluded."Store",
            "Merchant" = excluded."Merchant", "Region" = excluded."Region", "Terminal" = excluded."Terminal",
            "OrderRef" = excluded."OrderRef", "OrderCents" = excluded."OrderCents",
            "DiscountCents" = excluded."DiscountCents", "TakenCents" = excluded."TakenCents", "RestoredCents" = 0,
            "ReturnedCents" = 0, "RefundedCents" = 0, "Undone" = FALSE, "Offline" = excluded."Offline",
            "At" = excluded."At", "Position" = excluded."Position"
        """;

    /// <summary>$1 the voucher; of the statements below as well: the event, as the columns are.</summary>
    public const string Told = $"{Event} SELECT CAST($1 AS bigint), {Before}, $10, {After} WHERE TRUE {Again}";

    /// <summary>$1 the voucher: all it was worth is gone.</summary>
    public const string EndTold = $"""
        {Event} SELECT v."VoucherId", {Before}, v."RemainingCents", {After}
        FROM voucher AS v WHERE v."VoucherId" = $1 {Again}
        """;

    /// <summary>$1 the redemption: the share is known.</summary>
    public const string RefundTold = $"""
        {Event} SELECT r."VoucherId", {Before}, $10, {After}
        FROM redemption AS r WHERE r."RedemptionId" = $1 {Again}
        """;

    /// <summary>$1 the redemption: the whole discount.</summary>
    public const string UndoingTold = $"""
        {Event} SELECT r."VoucherId", {Before}, r."DiscountCents", {After}
        FROM redemption AS r WHERE r."RedemptionId" = $1 {Again}
        """;

    private const string Event = """
        INSERT INTO voucher_event ("VoucherId", "Position", "Place", "Kind", "Detail", "At", "RedemptionId", "Store",
            "OrderCents", "Cents", "Reason", "Actor")
        """;

    private const string Before = "$2, $3, $4, $5, $6, NULLIF($7, 0), NULLIF($8, -1), $9";

    private const string After = "NULLIF($11, ''), NULLIF($12, '')";

    private const string Again = """
        ON CONFLICT ("VoucherId", "Position", "Place") DO UPDATE SET "Kind" = excluded."Kind",
            "Detail" = excluded."Detail", "At" = excluded."At", "RedemptionId" = excluded."RedemptionId",
            "Store" = excluded."Store", "OrderCents" = excluded."OrderCents", "Cents" = excluded."Cents",
            "Reason" = excluded."Reason", "Actor" = excluded."Actor"
        """;

    private const string Less = "v.\"RemainingCents\" - $3";

    private const string WorthLess = $"\"RemainingCents\" = {Less}, {StateIf} {Less} {Whole} {Less} {Nothing}";

    private const string More = """
        (v."RemainingCents" + $3
            + CASE WHEN r."RestoredCents" = r."DiscountCents" THEN r."TakenCents" - r."DiscountCents" ELSE 0 END)
        """;

    private const string WorthMore = $"\"RemainingCents\" = {More}, {StateIf} {More} {Whole} {More} {Nothing}";

    private const string Full = "(v.\"RemainingCents\" + r.\"TakenCents\")";

    private const string WorthAsBefore =
        $"\"RemainingCents\" = CASE WHEN v.\"State\" > 2 THEN v.\"RemainingCents\" ELSE {Full} END, "
        + $"{StateIf} {Full} {Whole} {Full} {Nothing}";

    /// <summary>The state of a voucher that lives, by what it is worth; expired and void ones keep theirs.</summary>
    private const string StateIf =
        "\"Changed\" = $2, \"State\" = CASE WHEN v.\"State\" > 2 THEN v.\"State\" WHEN";

    private const string Whole = "= v.\"FaceCents\" THEN 0 WHEN";

    private const string Nothing = "= 0 THEN 2 ELSE 1 END";
}
