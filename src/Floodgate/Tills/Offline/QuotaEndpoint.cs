using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Offline;

/// <summary>
/// <c>POST /api/v1/till/quota</c> and <c>GET /api/v1/till/keys</c>: what a till needs to go on without a connection. A
/// quota is stored before it is given, so that what the store exposes the campaign to is known after any restart.
/// </summary>
internal sealed class QuotaEndpoint(
    TillDesk desk, StoreTurns turns, KeyRing keys, IDbContextFactory<FloodgateDb> databases,
    IOptions<TillsOptions> options, TimeProvider clock)
{
    public async Task KeysAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is null) return;
        var all = keys.AllOf(KeyPurpose.OfflineVoucher).Select(key =>
            new OfflineKeyBody(key.Id, Base64Url.EncodeToString(Ed25519Signature.PublicKey(key))));
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new OfflineKeysBody([.. all]), OfflineJson.Default.OfflineKeysBody, "application/json");
    }

    public async Task QuotaAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: false) is not { } store) return;
        if (await StrictBody.ReadAsync(context, OfflineBodies.Default.QuotaBody, TillDesk.BodyBytesMax)
            is not { } body) return;
        if (await FaultAsync(context, body)) return;
        try
        {
            using var turn = await turns.TakeAsync(store.Number);
            await using var db = await databases.CreateDbContextAsync();
            var (quota, outstanding) = await GiveAsync(db, store, body);
            if (quota is null)
            {
                await Problem.WriteAsync(context.Response, Refusals.QuotaExhausted, json =>
                    json.WriteMoney("outstanding", new Money(outstanding, body.Currency)));
                return;
            }

            await WriteAsync(context, store, quota);
        }
        catch (Exception fault) when (fault is DbException or DbUpdateException or IOException)
        {
            await Problem.WriteAsync(context.Response, Refusals.TillUnavailable, retryAfter: TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>What quotas of a store may still cost, as of now: those that run or may still be handed in.</summary>
    public async Task<long> OutstandingAsync(FloodgateDb db, int store, string currency)
    {
        var since = (clock.GetUtcNow() - TimeSpan.FromDays(options.Value.SyncDays)).Micros();
        return await db.Set<OfflineQuotaRow>()
            .Where(row => row.Store == store && !row.Closed && row.ExpiresAt > since && row.Currency == currency)
            .SumAsync(row => row.Cents - row.UsedCents);
    }

    private async Task<(TillQuota? Quota, long Outstanding)> GiveAsync(
        FloodgateDb db, StoreFacts store, QuotaBody body)
    {
        if (body.Previous is { } id && await db.Set<OfflineQuotaRow>().SingleOrDefaultAsync(
            row => row.QuotaId == id && row.Store == store.Number && row.Terminal == body.Terminal) is { } before)
        {
            before.Closed = true;
            await db.SaveChangesAsync();
        }

        var limits = options.Value;
        var outstanding = await OutstandingAsync(db, store.Number, body.Currency);
        var cents = Math.Min(limits.QuotaCents, limits.StoreQuotaCents - outstanding);
        if (cents < 1 || limits.QuotaCount < 1) return (null, outstanding);
        var now = UnixTime.ToTime(clock.NowMicros());
        var quota = new TillQuota(
            RandomNumberGenerator.GetHexString(20, lowercase: true), store.Number, body.Terminal, limits.QuotaCount,
            new Money(cents, body.Currency), now, now.AddMinutes(limits.QuotaMinutes));
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
            Head = TillQuota.Genesis(quota.Seal(keys.Current(KeyPurpose.TillQuota))),
        });
        await db.SaveChangesAsync();
        return (quota, outstanding);
    }

    private Task WriteAsync(HttpContext context, StoreFacts store, TillQuota quota)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        var body = new QuotaGivenBody(
            quota.Id, store.Store, quota.Terminal, quota.Count, quota.Amount, quota.IssuedAt, quota.ExpiresAt,
            quota.Seal(keys.Current(KeyPurpose.TillQuota)));
        return context.Response.WriteAsJsonAsync(body, OfflineJson.Default.QuotaGivenBody, "application/json");
    }

    private static async Task<bool> FaultAsync(HttpContext context, QuotaBody body)
    {
        var faults = new FaultList();
        RedeemChecks.CheckText(faults, "/terminal", body.Terminal, RedeemChecks.TerminalMax);
        if (body.Currency.Length != 3 || !body.Currency.All(char.IsAsciiLetterUpper))
            faults.Add("/currency", "text-malformed", "须为三个大写字母。", "Must be three capital letters.");
        if (faults.IsEmpty) return false;
        await Problem.WriteAsync(
            context.Response, Refusals.RedemptionInvalid, json => DocumentFaults.Write(json, faults.All));
        return true;
    }
}
