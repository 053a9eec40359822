using System.Buffers.Text;
using System.Data.Common;
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
    TillDesk desk, StoreTurns turns, StoreQuotas quotas, KeyRing keys, IDbContextFactory<FloodgateDb> databases,
    IOptions<TillsOptions> options)
{
    public async Task KeysAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        var all = keys.AllOf(KeyPurpose.OfflineVoucher).Select(key =>
            new OfflineKeyBody(key.Id, Base64Url.EncodeToString(Ed25519Signature.PublicKey(key))));
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new OfflineKeysBody([.. all], TakesOf(store), options.Value.SyncEntriesMax, Together()),
            OfflineJson.Default.OfflineKeysBody, "application/json");
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
            if (turn is null)
            {
                await Problem.WriteAsync(
                    context.Response, Refusals.TillOverloaded, retryAfter: TimeSpan.FromSeconds(1));
                return;
            }

            await using var db = await databases.CreateDbContextAsync();
            var (quota, outstanding) = await quotas.GiveAsync(db, store.Number, body);
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

    /// <summary>What is not in the list a till without a connection leaves alone; null: it takes them all.</summary>
    private string[]? TakesOf(StoreFacts store)
    {
        var batches = desk.Node.Gates.All.Where(gate => gate.Version is not null).SelectMany(
            gate => gate.Version!.Definition.Batches.Select(batch => (Campaign: gate.Id, Batch: batch.Id))).ToArray();
        var taken = batches.Where(one => store.Takes(one.Campaign, one.Batch)).ToArray();
        return taken.Length == batches.Length && store.Takings.Entries.Count == 0
            ? null : [.. taken.Select(one => $"{one.Campaign}/{one.Batch}")];
    }

    /// <summary>
    /// How many vouchers an order takes, where it is more than one: by the strictest version, as a till cannot know
    /// which one a voucher was issued under.
    /// </summary>
    private Dictionary<string, int> Together() => desk.Node.Gates.All.Where(gate => gate.Version is not null)
        .Select(gate => (gate.Id, Most: gate.Versions.Min(one => one.Definition.Redemption.VouchersPerOrder)))
        .Where(one => one.Most > 1).ToDictionary(one => one.Id, one => one.Most, StringComparer.Ordinal);

    private Task WriteAsync(HttpContext context, StoreFacts store, TillQuota quota)
    {
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.CacheControl = "no-store";
        var body = new QuotaGivenBody(
            quota.Id, store.Store, quota.Terminal, quota.Count, quota.Amount, quota.IssuedAt, quota.ExpiresAt,
            quotas.Token(quota));
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
