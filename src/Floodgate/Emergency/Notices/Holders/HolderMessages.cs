using System.Data.Common;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Projection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// Messages to the exact list of those who hold vouchers: everybody who held one at the moment it was ordered, each
/// once, nobody else; read in the wallet.
/// </summary>
internal sealed class HolderMessages(
    IDbContextFactory<FloodgateDb> store, Gates gates, ProjectionClock projected, NoticesOptions options,
    TimeProvider clock, ILogger<HolderMessages> log)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Puts the message before every holder. The same id again, also at the same time, does it no second time; after a
    /// refusal it goes on where it stopped.
    /// </summary>
    public async Task<HolderOutcome> QueueAsync(
        string messageId, HolderScope scope, BilingualText text, CancellationToken cancel)
    {
        if (messageId.Length is 0 or > HolderMessageTable.MessageIdMax || !IsGood(text.Zh) || !IsGood(text.En))
            return new HolderOutcome.TextInvalid();
        if (gates.Find(scope.Campaign) is not { Version: { } version } gate) return new HolderOutcome.UnknownCampaign();
        var batch = scope.Batch is null ? (int?)null : version.BatchPlace(scope.Batch);
        if (batch < 0) return new HolderOutcome.UnknownBatch();
        try
        {
            await using var db = await store.CreateDbContextAsync(cancel);
            var message = await FindOrAddAsync(db, messageId, scope, text, gate.Number, batch, cancel);
            if (!message.IsSame(scope, text)) return new HolderOutcome.IdTaken();
            if (message.CompletedAt is null
                && !await HasFollowedAsync(db, gate.Number, version.Definition.Shards, message.At, cancel))
                return new HolderOutcome.Behind();
            while (!await Task.Run(
                () => HolderList.StepAsync(
                    db, message.Number, options.RecipientsPerStepMax, clock.NowMicros(), cancel), cancel))
                cancel.ThrowIfCancellationRequested();
            var progress = await FindAsync(messageId, cancel);
            NoticesLog.Queued(log, messageId, progress!.Recipients);
            return new HolderOutcome.Queued(progress);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            var why = fault.InnerException?.Message ?? fault.Message;
            NoticesLog.NotQueued(log, messageId, why);
            return new HolderOutcome.StorageUnavailable(why);
        }
    }

    /// <summary>How far a message has come; null when there is none of that id.</summary>
    /// <exception cref="DbException">The storage refused.</exception>
    public async Task<HolderProgress?> FindAsync(string messageId, CancellationToken cancel)
    {
        await using var db = await store.CreateDbContextAsync(cancel);
        return await RowAsync(db, messageId, cancel) is { } row ? Progress(row) : null;
    }

    /// <summary>The newest, newest first.</summary>
    /// <exception cref="DbException">The storage refused.</exception>
    public async Task<IReadOnlyList<HolderProgress>> ListAsync(CancellationToken cancel)
    {
        await using var db = await store.CreateDbContextAsync(cancel);
        var rows = await db.Set<HolderMessage>().AsNoTracking().OrderByDescending(one => one.Number)
            .Take(options.MessagesPerAnswerMax).ToListAsync(cancel);
        return [.. rows.Select(Progress)];
    }

    private async Task<HolderMessage> FindOrAddAsync(
        FloodgateDb db, string messageId, HolderScope scope, BilingualText text, int campaign, int? batch,
        CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "holder_message"
                ("MessageId", "Campaign", "CampaignId", "Batch", "BatchId", "Zh", "En", "At", "Recipients")
            VALUES ({messageId}, {campaign}, {scope.Campaign}, {batch}, {scope.Batch}, {text.Zh}, {text.En},
                {clock.NowMicros()}, 0)
            ON CONFLICT ("MessageId") DO NOTHING
            """, cancel);
        return (await RowAsync(db, messageId, cancel))!;
    }

    private async Task<bool> HasFollowedAsync(
        FloodgateDb db, int campaign, int shards, long atMicros, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            // While claims run there is always something more to follow; then the newest voucher tells.
            if (projected.AsOf(campaign).Micros() > atMicros) return true;
            if (await HolderList.HasFollowedAsync(db, campaign, shards, atMicros, cancel)) return true;
            if (clock.GetElapsedTime(started).TotalSeconds >= options.ProjectionWaitSecondsMax) return false;
            await Task.Delay(Between, clock, cancel);
        }
    }

    private static Task<HolderMessage?> RowAsync(FloodgateDb db, string messageId, CancellationToken cancel) =>
        db.Set<HolderMessage>().AsNoTracking().FirstOrDefaultAsync(one => one.MessageId == messageId, cancel);

    private static HolderProgress Progress(HolderMessage row) => new(
        row.MessageId, new(row.CampaignId, row.BatchId), new(row.Zh, row.En), UnixTime.ToTime(row.At), row.Recipients,
        row.CompletedAt is { } completed ? UnixTime.ToTime(completed) : null);

    private static bool IsGood(string text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= HolderMessageTable.TextMax;
}
