using System.Data;
using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Projection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

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

    /// <summary>One statement, that is one look at the table: the projector goes on writing meanwhile.</summary>
    private const string Take = $"""
        INSERT INTO "holder_message_recipient" ("Person", "Message")
        SELECT "Person", @message FROM ({Holders} ORDER BY "Person" LIMIT @most) AS step RETURNING "Person"
        """;

    private const string Move = """
        UPDATE "holder_message" SET "Recipients" = "Recipients" + @taken, "Cursor" = COALESCE(@last, "Cursor"),
            "CompletedAt" = @completed WHERE "Number" = @message
        """;

    /// <summary>One step. True: the list is whole.</summary>
    public static async Task<bool> StepAsync(
        FloodgateDb db, long number, int most, long nowMicros, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever else makes the same list waits here and goes on behind this step.
        await db.LockAsync(StorageLock.Holders, number, cancel);
        var message = await db.Set<HolderMessage>().AsNoTracking().SingleAsync(one => one.Number == number, cancel);
        if (message.CompletedAt is not null) return true;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        Fill(command, message);
        Give(command, "@most", DbType.Int32, most);
        command.CommandText = Take;
        var (taken, last) = await TakeAsync(command, cancel);
        command.CommandText = Move;
        Give(command, "@taken", DbType.Int32, taken);
        Give(command, "@last", DbType.Binary, last);
        Give(command, "@completed", DbType.Int64, taken < most ? nowMicros : null);
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return taken < most;
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
                SELECT * FROM "voucher" WHERE "VoucherId" BETWEEN {unchecked((long)first.Value)}
                    AND {unchecked((long)last.Value)} ORDER BY "VoucherId" DESC LIMIT 1
                """).AsNoTracking().ToListAsync(cancel);
            if (newest is not [{ } voucher] || voucher.ClaimedAt <= atMicros) return false;
        }

        return true;
    }

    private static void Fill(DbCommand command, HolderMessage message)
    {
        Give(command, "@message", DbType.Int64, message.Number);
        Give(command, "@campaign", DbType.Int32, message.Campaign);
        Give(command, "@held", DbType.Int32, (int)VoucherState.Held);
        Give(command, "@at", DbType.Int64, message.At);
        Give(command, "@batch", DbType.Int32, message.Batch);
        Give(command, "@after", DbType.Binary, message.Cursor ?? []);
    }

    /// <summary>With its type: of a null alone PostgreSQL cannot know what it is one of.</summary>
    private static void Give(DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }

    /// <summary>How many are new on the list, and the last of them in order: rows come back in none.</summary>
    private static async Task<(int Taken, byte[]? Last)> TakeAsync(DbCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var (taken, last) = (0, (byte[]?)null);
        for (; await reader.ReadAsync(cancel); taken++)
        {
            var person = (byte[])reader[0];
            if (last is null || person.AsSpan().SequenceCompareTo(last) > 0) last = person;
        }

        return (taken, last);
    }
}
