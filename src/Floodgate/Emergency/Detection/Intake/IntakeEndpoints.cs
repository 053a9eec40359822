using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// <c>POST /api/v1/intake/alerts/{source}</c> and <c>…/heartbeats/{source}</c>. What is refused is named and counted.
/// </summary>
internal sealed class IntakeEndpoints(
    IntakeCheck check, IntakeSpread spread, NodeTallies tallies, DetectionOptions options,
    ILogger<IntakeEndpoints> log)
{
    private const int BeatBytesMax = 1_024;

    public async Task AlertsAsync(HttpContext context)
    {
        var source = (string)context.Request.RouteValues["source"]!;
        var (body, refusal) = await check.ReadAsync(context, "alerts", source, options.AlertBodyBytesMax);
        if (body is null)
        {
            await RefuseAsync(context, source, refusal!);
            return;
        }

        var (delivery, fault) = AlertReader.Read(body, options.AlertsPerBodyMax);
        if (delivery is null)
        {
            await RefuseAsync(context, source, fault!.Refusal, fault);
            return;
        }

        await spread.AlertAsync(source, delivery);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new AlertsTakenBody(delivery.Alerts.Count, delivery.LeftOff), DetectionJson.Default.AlertsTakenBody,
            "application/json");
    }

    public async Task HeartbeatAsync(HttpContext context)
    {
        var source = (string)context.Request.RouteValues["source"]!;
        var refusal = await IsStaffKeyAsync(context) ? null
            : (await check.ReadAsync(context, "heartbeats", source, BeatBytesMax)).Refusal;
        if (refusal is null && !await spread.BeatAsync(source)) refusal = Refusals.TooManyRequests;
        if (refusal is not null) await RefuseAsync(context, source, refusal);
        else context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>
    /// A machine may beat with the API key of a role that works on incidents. A browser's session never counts here.
    /// </summary>
    private static async Task<bool> IsStaffKeyAsync(HttpContext context)
    {
        if (!BearerHeader.TryRead(context.Request.Headers.Authorization, out var token)
            || !token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal)) return false;
        var result = await context.AuthenticateAsync(ApiKeyScheme.Name);
        return result.Succeeded && result.Principal.FindFirst(ClaimTypes.Role)?.Value
            is Roles.Admin or Roles.Operator or Roles.Commander or Roles.Responder;
    }

    private Task RefuseAsync(HttpContext context, string source, Refusal refusal, BodyFault? fault = null)
    {
        tallies.AlertRefused();
        if (Storage.LogPace.Allows(DetectionLog.RefusedId, refusal.Code))
            DetectionLog.Refused(log, source.Length <= 64 ? source : source[..64], refusal.Code);
        TimeSpan? wait = refusal.Status == StatusCodes.Status429TooManyRequests ? TimeSpan.FromSeconds(1) : null;
        return Problem.WriteAsync(context.Response, refusal, fault is null ? null : fault.Write, wait);
    }
}
