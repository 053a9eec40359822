using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Offline;

/// <summary>
/// The quotas of a store. One that is to take another's place is named by that one and its log as it stands: an answer
/// that was lost is given again. Of such two only one is ever spent, whichever is used first.
/// </summary>
internal sealed class StoreQuotas(KeyRing keys, IOptions<TillsOptions> options, TimeProvider clock)
{
    private const int IdLength = 20;

    /// <summary>A quota, kept before anybody has it; null: all are used up, and what they may still cost.</summary>
    public async Task<(TillQuota? Quota, long Outstanding)> GiveAsync(FloodgateDb db, int store, QuotaBody body)
    {
        await using var held = await db.HoldAsync(StorageLock.Store, store, StoreTurns.WaitMax);
        var (limits, now) = (options.Value, UnixTime.ToTime(clock.NowMicros()));
        var open = await OpenAsync(db, store, body.Currency, now);
        var before = body.Previous is not { } previous ? null : await db.Set<OfflineQuotaRow>().SingleOrDefaultAsync(
            row => row.QuotaId == previous && row.Store == store && row.Terminal == body.Terminal
                && row.Currency == body.Currency);
        // The till has this one, so it does not go on with the one before it.
        if (open.Find(row => before is not null && NextOf(row) == before.QuotaId) is { } gone) gone.Closed = true;
        while (before is not null && await NextAsync(db, before) is { } next)
        {
            if (next.ExpiresAt > now.Micros()) return (await AgainAsync(db, next), 0);
            // It ended while nobody had it, and so did the one it was to follow.
            before.Closed = true;
            before = next;
        }

        // One that has ended has had its successor: what is given now stands beside that.
        if (before is { Closed: true }) before = null;
        var outstanding = Outstanding(open, before);
        var cents = Math.Min(limits.QuotaCents, limits.StoreQuotaCents - outstanding);
        if (cents < 1 || limits.QuotaCount < 1) return (null, outstanding);
        var quota = new TillQuota(
            await IdAsync(db, before), store, body.Terminal, limits.QuotaCount, new Money(cents, body.Currency), now,
            now.AddMinutes(limits.QuotaMinutes));
        db.Add(new OfflineQuotaRow
        {
            QuotaId = quota.Id,
            Store = quota.Store,
            Terminal = quota.Terminal,
            Currency = body.Currency,
            Count = quota.Count,
            Cents = cents,
            IssuedAt = quota.IssuedAt.Micros(),
            ExpiresAt = quota.ExpiresAt.Micros(),
            Head = TillQuota.Genesis(Token(quota)),
        });
        await db.SaveChangesAsync();
        return (quota, outstanding);
    }

    public string Token(TillQuota quota) => quota.Seal(keys.Current(KeyPurpose.TillQuota));

    /// <summary>
    /// An entry comes to this log: neither the quota it took the place of nor the one that would have followed is spent
    /// any more. Saved by the caller, with the entry.
    /// </summary>
    public static async Task UseAsync(FloodgateDb db, OfflineQuotaRow row)
    {
        if (row.Closed) return;
        var others = await db.Set<OfflineQuotaRow>()
            .Where(one => one.Store == row.Store && one.Terminal == row.Terminal && !one.Closed
                && one.QuotaId != row.QuotaId)
            .ToListAsync();
        foreach (var other in others)
            if (NextOf(other) == row.QuotaId || NextOf(row) == other.QuotaId) other.Closed = true;
    }

    /// <summary>What these may still cost: of two of which one is spent, the one that may cost more.</summary>
    /// <param name="open">The store's quotas of one currency that run or may still be handed in.</param>
    /// <param name="without">One whose place is being taken.</param>
    private static long Outstanding(List<OfflineQuotaRow> open, OfflineQuotaRow? without)
    {
        var byId = open.Where(row => !row.Closed && row != without).ToDictionary(row => row.QuotaId);
        var sum = 0L;
        foreach (var row in byId.Values.ToArray())
        {
            var left = row.Cents - row.UsedCents;
            sum += left;
            if (byId.TryGetValue(NextOf(row), out var next)) sum -= Math.Min(left, next.Cents - next.UsedCents);
        }

        return sum;
    }

    private Task<List<OfflineQuotaRow>> OpenAsync(FloodgateDb db, int store, string currency, DateTimeOffset now)
    {
        var since = (now - TimeSpan.FromDays(options.Value.SyncDays)).Micros();
        return db.Set<OfflineQuotaRow>()
            .Where(row => row.Store == store && !row.Closed && row.ExpiresAt > since && row.Currency == currency)
            .ToListAsync();
    }

    private async Task<TillQuota> AgainAsync(FloodgateDb db, OfflineQuotaRow row)
    {
        var quota = new TillQuota(
            row.QuotaId, row.Store, row.Terminal, row.Count, new Money(row.Cents, row.Currency),
            UnixTime.ToTime(row.IssuedAt), UnixTime.ToTime(row.ExpiresAt));
        // Nobody had the token of the lost answer; the key may have changed since.
        row.Head = TillQuota.Genesis(Token(quota));
        await db.SaveChangesAsync();
        return quota;
    }

    /// <summary>What was given to take this one's place, if it was never used.</summary>
    private static Task<OfflineQuotaRow?> NextAsync(FloodgateDb db, OfflineQuotaRow row)
    {
        var id = NextOf(row);
        return db.Set<OfflineQuotaRow>().SingleOrDefaultAsync(
            one => one.QuotaId == id && one.Store == row.Store && !one.Closed && one.LastEntry == 0);
    }

    private static async Task<string> IdAsync(FloodgateDb db, OfflineQuotaRow? before)
    {
        var id = before is null ? null : NextOf(before);
        return id is null || await db.Set<OfflineQuotaRow>().AnyAsync(row => row.QuotaId == id)
            ? RandomNumberGenerator.GetHexString(IdLength, lowercase: true) : id;
    }

    private static string NextOf(OfflineQuotaRow row) =>
        TillQuota.Hex($"fg-quota-next\n{row.QuotaId}\n{row.Head}")[..IdLength];
}
