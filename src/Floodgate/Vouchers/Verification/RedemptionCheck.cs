using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Verification;

/// <summary>Compares the redemption table with the replay, up to where the projector had come.</summary>
internal static class RedemptionCheck
{
    /// <returns>Redemptions compared.</returns>
    public static long Check(DbConnection connection, ChainId chain, long position, ShardReplay replay)
    {
        // One after the other: a connection answers one question at a time.
        var compared = CheckRedemptions(connection, chain, position, replay);
        CheckEvents(connection, chain, position, replay);
        return compared;
    }

    private static long CheckRedemptions(DbConnection connection, ChainId chain, long position, ShardReplay replay)
    {
        using var command = connection.Statement(
            """
            SELECT "RedemptionId", "VoucherId", "Store", "OrderCents", "DiscountCents", "TakenCents", "RestoredCents",
                "ReturnedCents", "RefundedCents", "Undone", "Position" FROM redemption
            WHERE "RedemptionId" >= @from AND "RedemptionId" <= @to ORDER BY "RedemptionId"
            """,
            ("@from", Id(chain, 0)), ("@to", Id(chain, VoucherId.NumberMax)));
        using var reader = command.ExecuteReader();
        var next = 0;
        while (reader.Read())
        {
            var where = $"redemption {next} of {chain}";
            if (reader.GetInt64(0) != Id(chain, next) || next >= replay.Till.Redemptions
                || replay.Till.Redemption(next).Position > position)
                throw DifferenceException.At("I10", where,
                    "the projection has one that the journal does not have there");
            if (!IsSame(chain, replay.Till.Redemption(next), position, reader))
                throw DifferenceException.At("I10", where, "the projection differs from the journal");
            next++;
        }

        if (next < replay.Till.Redemptions && replay.Till.Redemption(next).Position <= position)
            throw DifferenceException.At("I10", $"redemption {next} of {chain}", "it is missing in the projection");
        return next;
    }

    /// <summary>Every refund, undoing, expiry, mark and conflict is in the vouchers' lives, and no other.</summary>
    private static void CheckEvents(DbConnection connection, ChainId chain, long position, ShardReplay replay)
    {
        using var command = connection.Statement(
            """
            SELECT count(*), CAST(coalesce(sum("Position"), 0) AS bigint) FROM voucher_event
            WHERE "VoucherId" >= @from AND "VoucherId" <= @to
            """,
            ("@from", Id(chain, 0)), ("@to", Id(chain, VoucherId.NumberMax)));
        using var reader = command.ExecuteReader();
        reader.Read();
        if ((reader.GetInt64(0), reader.GetInt64(1)) != replay.Till.EventsUntil(position))
            throw DifferenceException.At("I10", $"{chain}", "the lives of its vouchers differ from the journal");
    }

    private static bool IsSame(ChainId chain, UsedRedemption one, long position, DbDataReader row)
    {
        var fixedPart = row.GetInt64(1) == Id(chain, one.Voucher) && row.GetInt32(2) == one.OrderKey.Store
            && row.GetInt64(3) == one.Order && row.GetInt64(4) == one.Discount && row.GetInt64(5) == one.Taken
            && row.GetInt64(10) == one.Position;
        if (!fixedPart || one.Used.Changed > position) return fixedPart;
        return row.GetInt64(6) == one.Restored && row.GetInt64(7) == one.Returned && row.GetInt64(8) == one.Refunded
            && row.GetBoolean(9) == one.Undone;
    }

    private static long Id(ChainId chain, long number) =>
        unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, number).Value);
}
