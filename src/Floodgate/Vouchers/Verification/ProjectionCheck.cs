using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>Compares the voucher table with the replay, chain by chain, up to where the projector had come.</summary>
internal static class ProjectionCheck
{
    /// <summary>Where each chain's projection stands.</summary>
    public static Dictionary<long, long> Positions(DbConnection connection)
    {
        using var command = connection.Statement("""SELECT "Chain", "Position" FROM projection_position""");
        using var reader = command.ExecuteReader();
        var positions = new Dictionary<long, long>();
        while (reader.Read()) positions[reader.GetInt64(0)] = reader.GetInt64(1);
        return positions;
    }

    /// <returns>Vouchers compared.</returns>
    public static long Check(DbConnection connection, ChainId chain, long position, ShardReplay replay)
    {
        if (position > replay.Position)
            throw DifferenceException.At("I10", $"{chain} row {position}", "the projection is ahead of the journal");
        using var command = connection.Statement(
            """
            SELECT "VoucherId", "Person", "Batch", "Version", "ClaimedAt", "Position", "Campaign", "State",
                "RemainingCents", "ValidFrom",
                CASE WHEN "ValidUntil" > "RefundUntil" THEN "ValidUntil" ELSE "RefundUntil" END, "CodeKey", "Changed",
                "Frozen"
            FROM voucher WHERE "VoucherId" >= @from AND "VoucherId" <= @to ORDER BY "VoucherId"
            """,
            ("@from", unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, 0).Value)),
            ("@to", unchecked((long)VoucherId.Create(chain.Campaign, chain.Shard, VoucherId.NumberMax).Value)));
        using var reader = command.ExecuteReader();
        var next = 0;
        while (reader.Read())
        {
            var id = new VoucherId(unchecked((ulong)reader.GetInt64(0)));
            var row = new ReplayedVoucher(
                PersonId.Read((byte[])reader[1])
                    .Value, reader.GetInt32(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetInt64(5));
            if (id.Number != next || next >= replay.Vouchers.Count || replay.Vouchers[next].Position > position)
                throw DifferenceException.At("I10", $"voucher {id}",
                    "the projection has a voucher that the journal does not have there");
            if (row != replay.Vouchers[next] || !FollowsFrom(row, next, replay, chain.Campaign, position, reader))
                throw DifferenceException.At("I10", $"voucher {id}", "the projection differs from the journal");
            next++;
        }

        if (next < replay.Vouchers.Count && replay.Vouchers[next].Position <= position)
            throw DifferenceException.At("I10", $"{chain} row {replay.Vouchers[next].Position}",
                "a voucher is missing in the projection");
        return next;
    }

    /// <summary>Whether the rest of the row is what claim and version make of it.</summary>
    private static bool FollowsFrom(
        in ReplayedVoucher voucher, int number, ShardReplay replay, int campaign, long position, DbDataReader row)
    {
        var version = replay.Versions[voucher.Version];
        var (from, until) = version.Validity(voucher.Batch, voucher.ClaimedAtMicros);
        var good = until.Micros();
        foreach (var (extension, at) in replay.Extensions)
        {
            var concerned = (extension.Batch ?? voucher.Batch) == voucher.Batch
                && voucher.ClaimedAtMicros < extension.BeforeMicros && good > extension.AfterMicros;
            if (at <= position && concerned) good += extension.AddMicros;
        }

        if (row.GetInt32(6) != campaign || row.GetInt64(9) != from.Micros() || row.GetInt32(11) != version.CodeKey)
            return false;
        // What a later row of the journal changed cannot be compared with a projection that is behind it.
        var used = replay.Till.Find(number);
        if (used is not null && used.Changed > position) return true;
        var face = version.Definition.Batches[voucher.Batch].FaceValue.Amount;
        return row.GetInt32(7) == (int)(used?.State ?? VoucherState.Held)
            && row.GetInt64(8) == (used?.Remaining ?? face)
            && row.GetInt64(10) == Math.Max(good, used?.RefundUntil ?? 0)
            && row.GetInt64(12) == (used?.Changed ?? voucher.Position) && row.GetBoolean(13) == (used?.Frozen ?? false);
    }
}
