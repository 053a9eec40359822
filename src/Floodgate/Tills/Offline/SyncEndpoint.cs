using System.Data.Common;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Offline;

/// <summary>
/// <c>POST /api/v1/till/sync</c>: a till hands in what it took without a connection, in order. Each entry is answered;
/// sent again it is answered the same.
/// </summary>
internal sealed class SyncEndpoint(
    TillDesk desk, StoreTurns turns, OfflineBook book, KeyRing keys, IDbContextFactory<FloodgateDb> databases,
    IOptions<TillsOptions> options, TimeProvider clock)
{
    private const int BodyBytesMax = 512 * 1024;

    /// <summary>Entries a log may have beyond what its quota allows: each of them is refused, and says why.</summary>
    private const int EntriesBeyondMax = 100;

    public async Task HandleAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        if (await StrictBody.ReadAsync(context, OfflineBodies.Default.SyncBody, BodyBytesMax) is not { } body) return;
        if (await FaultAsync(context, body)) return;
        var (now, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        if (TillQuota.Open(body.Quota, keys, now) is not { } quota || quota.Store != store.Number
            || now > quota.ExpiresAt.AddDays(options.Value.SyncDays))
        {
            await Problem.WriteAsync(context.Response, Refusals.QuotaInvalid);
            return;
        }

        try
        {
            using var turn = await turns.TakeAsync(store.Number);
            if (turn is null)
            {
                await Problem.WriteAsync(
                    context.Response, Refusals.TillOverloaded, retryAfter: TimeSpan.FromSeconds(1));
                return;
            }

            await using var db = await databases.CreateDbContextAsync();
            await using var held = await db.HoldAsync(StorageLock.Store, store.Number, StoreTurns.WaitMax);
            var answer = await SyncAsync(db, store, quota, body, began);
            context.Response.Headers.CacheControl = "no-store";
            await context.Response.WriteAsJsonAsync(answer, OfflineJson.Default.SyncedBody, "application/json");
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            // What the book took it knows by the entry's hash: sent again it is the same redemption.
            await Problem.WriteAsync(context.Response, Refusals.TillUnavailable, retryAfter: TimeSpan.FromSeconds(1));
        }
    }

    private async Task<SyncedBody> SyncAsync(
        FloodgateDb db, StoreFacts store, TillQuota quota, SyncBody body, long began)
    {
        var row = await db.Set<OfflineQuotaRow>().SingleOrDefaultAsync(one => one.QuotaId == quota.Id)
            ?? Restored(db, quota, body.Quota);
        var asked = body.Entries.Select(one => one.Entry).ToArray();
        var known = await db.Set<OfflineEntryRow>().AsNoTracking()
            .Where(one => one.QuotaId == quota.Id && asked.Contains(one.Entry)).ToDictionaryAsync(one => one.Entry);
        var answers = new List<EntryAnswerBody>(body.Entries.Length);
        var used = false;
        foreach (var entry in body.Entries)
        {
            if (known.TryGetValue(entry.Entry, out var before))
            {
                // The same number with other content: somebody has written the log anew.
                answers.Add(before.Hash == SyncDecision.HashOf(quota, entry) && before.Hash == entry.Hash
                    ? Answer(before, repeated: true) : Broken(entry));
                continue;
            }

            // What is refused moves the log on, too: without an end a log would grow as long as its key is good.
            if (entry.Entry > quota.Count + EntriesBeyondMax || !SyncDecision.Follows(row, quota, entry))
            {
                answers.Add(Broken(entry));
                continue;
            }

            // One time for the whole request: what does not fit in it is sent again.
            var left = TillDesk.AnswerMax - clock.GetElapsedTime(began);
            if (!used) await StoreQuotas.UseAsync(db, row);
            used = true;
            var done = left <= TimeSpan.Zero ? null : await book.EnterAsync(db, store, row, quota, entry, left);
            if (done is null)
            {
                // The log cannot go on over a gap: this one and those behind it are sent again.
                answers.AddRange(body.Entries.Where(one => one.Entry >= entry.Entry).Select(Unknown));
                break;
            }

            db.Add(done);
            await db.SaveChangesAsync();
            answers.Add(Answer(done, repeated: false));
        }

        return new SyncedBody(
            quota.Id, row.LastEntry, row.Head, quota.Count - row.UsedCount,
            quota.Amount with { Amount = quota.Amount.Amount - row.UsedCents }, [.. answers]);

        EntryAnswerBody Unknown(OfflineEntryBody entry) => new(
            entry.Entry, "unknown", false, quota.Amount with { Amount = 0 }, Code: Refusals.TillUnavailable.Code,
            Reason: Refusals.TillUnavailable.Happened);

        EntryAnswerBody Broken(OfflineEntryBody entry) => new(
            entry.Entry, "refused", false, quota.Amount with { Amount = 0 }, Code: Refusals.TillLogBroken.Code,
            Reason: Refusals.TillLogBroken.Happened, Liable: OfflineBook.Merchant);

        EntryAnswerBody Answer(OfflineEntryRow one, bool repeated) => new(
            one.Entry, one.State, repeated, quota.Amount with { Amount = one.DiscountCents },
            one.RedemptionId == 0 ? null : RedemptionNames.Id(unchecked((ulong)one.RedemptionId)), one.Code,
            one.Code is { } code && Refusals.TryFind(code, out var refusal) ? refusal.Happened : null, one.Liable,
            one.ShortfallCents > 0 ? quota.Amount with { Amount = one.ShortfallCents } : null);
    }

    /// <summary>The signature says that it was given; its row was lost with a file.</summary>
    private static OfflineQuotaRow Restored(FloodgateDb db, TillQuota quota, string token)
    {
        var row = new OfflineQuotaRow
        {
            QuotaId = quota.Id,
            Store = quota.Store,
            Terminal = quota.Terminal,
            Currency = quota.Amount.Currency,
            Count = quota.Count,
            Cents = quota.Amount.Amount,
            IssuedAt = quota.IssuedAt.Micros(),
            ExpiresAt = quota.ExpiresAt.Micros(),
            Head = TillQuota.Genesis(token),
        };
        db.Add(row);
        return row;
    }

    private async Task<bool> FaultAsync(HttpContext context, SyncBody body)
    {
        var faults = new FaultList();
        if (body.Entries.Length is 0 || body.Entries.Length > options.Value.SyncEntriesMax)
            faults.Add("/entries", "out-of-range", $"须有 1 到 {options.Value.SyncEntriesMax} 条。",
                $"Must be 1 to {options.Value.SyncEntriesMax} entries.");
        for (var i = 0; i < body.Entries.Length && faults.IsEmpty; i++)
        {
            if (body.Entries[i] is null)
            {
                faults.Add($"/entries/{i}", "wrong-type", "须为对象。", "Must be an object.");
                break;
            }

            RedeemChecks.CheckText(
                faults, $"/entries/{i}/orderRef", body.Entries[i].OrderRef, RedeemChecks.OrderRefMax);
            RedeemChecks.CheckAmount(faults, $"/entries/{i}/orderAmount/amount", body.Entries[i].OrderAmount.Amount);
            if (body.Entries[i].At is < 0 or > 253_402_300_799_999)
                faults.Add($"/entries/{i}/at", "out-of-range", "时间超出范围。", "The time is out of range.");
        }

        if (faults.IsEmpty) return false;
        await Problem.WriteAsync(
            context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, faults.All));
        return true;
    }
}
