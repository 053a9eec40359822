using System.Text.Json;
using Floodgate.Access.Citizens;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// <c>GET /api/v1/me/…</c>: a person's vouchers and messages. A pass opens its campaign's wallet without codes; codes
/// and
/// QR need the JWT, so that a sold place gives its buyer nothing.
/// </summary>
internal sealed class WalletEndpoints(
    VoucherNode node, WalletReader wallets, WalletPace pace, OfflineVouchers offline, Passes passes,
    CitizenTokens citizens, TimeProvider clock)
{
    public async Task ListAsync(HttpContext context)
    {
        if (await BearerAsync(context) is not { } bearer) return;
        var wallet = await wallets.ReadAsync(bearer.Person, bearer.Campaign);
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in wallet.Items) WriteItem(json, item, bearer.SeesCodes);
        json.WriteEndArray();
        if (wallet.AsOf is { } asOf) json.WriteTime("asOf", asOf);
        json.WriteEndObject();
    }

    public async Task OneAsync(HttpContext context)
    {
        if (await BearerAsync(context) is not { } bearer) return;
        if (await FindAsync(context, bearer) is not { } item)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownVoucher);
            return;
        }

        await using var json = Begin(context);
        WriteItem(json, item, bearer.SeesCodes);
    }

    public async Task QrAsync(HttpContext context)
    {
        if (await CitizenAsync(context) is not { } bearer) return;
        if (await FindAsync(context, bearer) is not { } item || KeyOf(item) is not { } key)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownVoucher);
            return;
        }

        var until = clock.GetUtcNow().AddSeconds(DynamicCode.Seconds);
        var payload = DynamicCode.Of(new VoucherId(item.Voucher), key, until);
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteString("payload", payload);
        json.WriteTime("expiresAt", until);
        json.WriteString("svg", DynamicCode.Svg(payload));
        json.WriteEndObject();
    }

    /// <summary>Kept by the wallet for when there is no connection; a voucher that cannot be used gets none.</summary>
    public async Task OfflineAsync(HttpContext context)
    {
        if (await CitizenAsync(context) is not { } bearer) return;
        if (await FindAsync(context, bearer) is not { } item)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownVoucher);
            return;
        }

        if (offline.Refusal(item) is { } refusal)
        {
            await Problem.WriteAsync(context.Response, refusal);
            return;
        }

        var (payload, until) = offline.Seal(item);
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteString("payload", payload);
        json.WriteTime("expiresAt", until);
        json.WriteString("svg", DynamicCode.Svg(payload));
        json.WriteEndObject();
    }

    /// <summary>Whoever asks, by token or pass; null: refused, and the refusal is written.</summary>
    public async Task<Bearer?> BearerAsync(HttpContext context)
    {
        string? authorization = context.Request.Headers.Authorization;
        if (!Passes.LooksLikePass(authorization)) return await CitizenAsync(context);
        var outcome = passes.ReadPass(authorization, out var pass);
        if (outcome == TokenOutcome.Valid)
            return await InPaceAsync(context, new Bearer(pass.Person, pass.Campaign, SeesCodes: false));
        await Problem.WriteAsync(context.Response, outcome == TokenOutcome.Expired ? Refusals.PassExpired
            : Refusals.PassInvalid);
        return null;
    }

    private async Task<Bearer?> CitizenAsync(HttpContext context)
    {
        var result = await citizens.AuthenticateAsync(context);
        if (result is CitizenResult.Valid { Citizen: var citizen })
            return await InPaceAsync(context, new Bearer(citizen.Person, null, SeesCodes: true));
        await Problem.WriteAsync(context.Response, result.Refusal ?? Refusals.TokenInvalid);
        return null;
    }

    /// <summary>Whoever it is, they read no faster than anybody else: a wallet asks a book.</summary>
    private async Task<Bearer?> InPaceAsync(HttpContext context, Bearer bearer)
    {
        if (pace.Take(bearer.Person) is not { } wait) return bearer;
        await Problem.WriteAsync(context.Response, Refusals.TooManyRequests, retryAfter: wait);
        return null;
    }

    private async Task<WalletItem?> FindAsync(HttpContext context, Bearer bearer)
    {
        if (!VoucherId.TryParse((string)context.Request.RouteValues["id"]!, out var id)) return null;
        if (bearer.Campaign is { } only && only != id.Campaign) return null;
        var wallet = await wallets.ReadAsync(bearer.Person, id.Campaign);
        foreach (var item in wallet.Items)
            if (item.Voucher == id.Value) return item;
        return null;
    }

    private Key? KeyOf(in WalletItem item) => node.Keys.Find(KeyPurpose.Code, item.CodeKey);

    private void WriteItem(Utf8JsonWriter json, in WalletItem item, bool withCode)
    {
        var id = new VoucherId(item.Voucher);
        var gate = node.Gates.Find(id.Campaign);
        if (gate?.VersionOf(item.Version) is not { } version) return;
        var batch = version.Definition.Batches[item.Batch];
        var (from, issuedUntil) = version.Validity(item.Batch, item.ClaimedAtMicros);
        var given = gate.Extensions.Until(issuedUntil.Micros(), item.Batch, item.ClaimedAtMicros);
        var until = UnixTime.ToTime(item.UntilMicros);
        json.WriteStartObject();
        json.WriteString("voucherId", id.ToString());
        json.WriteString("campaign", gate.Id);
        json.WriteString("batch", batch.Id);
        json.WriteText("name", batch.Name);
        json.WriteString("state", VoucherWords.StateOf(item, clock.GetUtcNow()));
        if (withCode && KeyOf(item) is { } key) json.WriteString("code", VoucherCodes.Of(id, key));
        json.WriteMoney("faceValue", batch.FaceValue);
        json.WriteMoney("threshold", batch.Threshold);
        json.WriteMoney("remaining", batch.FaceValue with { Amount = item.RemainingCents });
        json.WriteString("onRefund", VoucherWords.OnRefund(version.Definition.RefundMode));
        json.WriteTime("validFrom", from);
        json.WriteTime("validUntil", until);
        json.WriteTime("claimedAt", item.ClaimedAtMicros);
        json.WriteNumber("campaignVersion", item.Version);
        if (given.Last is { } last)
        {
            json.WriteStartObject("extension");
            json.WriteTime("validUntilBefore", issuedUntil);
            json.WriteText("reason", last.Reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return new Utf8JsonWriter(context.Response.BodyWriter);
    }
}

/// <summary>Whose wallet, of which campaign (null: all), and whether codes may be shown.</summary>
internal sealed record Bearer(PersonId Person, int? Campaign, bool SeesCodes);
