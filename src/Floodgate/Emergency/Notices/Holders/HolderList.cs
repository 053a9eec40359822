using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Projection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// The list of persons a message is for, written in steps from the projection's table: in order of the persons' ids,
/// each step one transaction that also moves the message's cursor. It may be cut short and done by several at once.
/// </summary>
internal static class HolderList
{
    private const string Holders = """
        SELECT DISTINCT "Person" FROM "voucher"
        WHERE "Campaign" = @campaign AND "State" = @held AND "ClaimedAt" <= @at AND "ValidUntil" > @at
            AND (@batch IS NULL OR "Batch" = @batch) AND "Person" > @after
        """;

    private const string Next =
        $"""SELECT COUNT(*), MAX("Person") FROM ({Holders} ORDER BY "Person" LIMIT @most) AS step""";

    private const string Take = $"""
        INSERT INTO "holder_message_recipient" ("Person", "Message")
        SELECT "Person", @message FROM ({Holders} AND "Person" <= @last) AS step WHERE true ON CONFLICT DO NOTHING
        """;

    private const string Move = """
        UPDATE "holder_message" SET "Recipients" = "Recipients" + @taken, "Cursor" = COALESCE(@last, "Cursor"),
            "CompletedAt" = @completed WHERE "Number" = @message
        """;

    /// <summary>One step. True: the list is whole.</summary>
    public static bool Step(FloodgateDb db, long number, int most, long nowMicros)
    {
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        // Immediate: whoever else makes the same list waits here and goes on behind this step.
        using var transaction = connection.BeginTransaction();
        var message = db.Set<HolderMessage>().FromSql($"""SELECT * FROM holder_message WHERE Number = {number}""")
            .AsNoTracking().Single();
        if (message.CompletedAt is not null) return true;
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        Fill(command, message);
        command.Parameters.AddWithValue("@most", most);
        command.CommandText = Next;
        var (count, last) = Read(command);
        command.Parameters.AddWithValue("@last", (object?)last ?? DBNull.Value);
        command.CommandText = Take;
        var taken = last is null ? 0 : command.ExecuteNonQuery();
        if (taken != count)
            throw new InvalidDataException($"message {number}: {count} holders, {taken} of them new on the list");
        command.CommandText = Move;
        command.Parameters.AddWithValue("@taken", taken);
        command.Parameters.AddWithValue("@completed", count < most ? nowMicros : DBNull.Value);
        command.ExecuteNonQuery();
        transaction.Commit();
        return count < most;
    }

    /// <summary>
    /// Whether the table has every voucher of the campaign that was issued by then: each shard's newest is later.
    /// </summary>
    public static async Task<bool> HasFollowedAsync(
        FloodgateDb db, int campaign, int shards, long atMicros, CancellationToken cancel)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            var first = VoucherId.Create(campaign, shard, 0);
            var last = VoucherId.Create(campaign, shard, VoucherId.NumberMax);
            var newest = await db.Set<ProjectedVoucher>().FromSql($"""
                SELECT * FROM voucher WHERE VoucherId BETWEEN {unchecked((long)first.Value)}
                    AND {unchecked((long)last.Value)} ORDER BY VoucherId DESC LIMIT 1
                """).AsNoTracking().ToListAsync(cancel);
            if (newest is not [{ } voucher] || voucher.ClaimedAt <= atMicros) return false;
        }

        return true;
    }

    private static void Fill(SqliteCommand command, HolderMessage message)
    {
        command.Parameters.AddWithValue("@message", message.Number);
        command.Parameters.AddWithValue("@campaign", message.Campaign);
        command.Parameters.AddWithValue("@held", (int)VoucherState.Held);
        command.Parameters.AddWithValue("@at", message.At);
        command.Parameters.AddWithValue("@batch", (object?)message.Batch ?? DBNull.Value);
        command.Parameters.AddWithValue("@after", message.Cursor ?? []);
    }

    private static (long Count, byte[]? Last) Read(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : (byte[])reader[1]);
    }
}
