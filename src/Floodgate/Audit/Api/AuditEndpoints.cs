using System.Globalization;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Floodgate.Audit.Api;

/// <summary><c>/api/v1/ops/audit</c> for auditors, and for everybody the key and the newest checkpoint.</summary>
internal sealed class AuditEndpoints(
    AuditTrail trail, AuditKey key, IOptions<AuditOptions> options, TimeProvider clock, SharedSearch search,
    AuditExport export)
{
    /// <summary>
    /// <c>?who=&amp;what=&amp;on=&amp;campaign=&amp;outcome=&amp;from=&amp;to=&amp;after=&amp;limit=</c>.
    /// </summary>
    public async Task SearchAsync(HttpContext context)
    {
        var question = new AuditQuestion(
            Text(context, "who"), Text(context, "what"), Text(context, "on"), Text(context, "campaign"),
            Text(context, "outcome"), Time(context, "from"), Time(context, "to"),
            long.TryParse(context.Request.Query["after"], out var after) && after > 0 ? after : long.MaxValue);
        var limit = ApprovalEndpoints.LimitOf(context.Request, options.Value.EntriesPerAnswerMax);
        var page = await search.FindAsync(question, limit, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new AuditListBody(
                [.. page.Items.Select(AuditEntryBody.Of)], page.Next?.ToString(CultureInfo.InvariantCulture),
                page.Partial ? true : null),
            AuditAnswerJson.Default.AuditListBody, "application/json", context.RequestAborted);
    }

    /// <summary>The whole trail of every node, as <c>floodgate audit verify</c> takes it.</summary>
    public async Task ExportAsync(HttpContext context)
    {
        var now = UnixTime.ToTime(clock.NowMicros());
        context.Response.ContentType = AuditExport.MediaType;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition =
            $"attachment; filename=\"floodgate-audit-{now.UtcDateTime:yyyyMMdd-HHmmss}.trail\"";
        await export.WriteAllAsync(context.Response.Body, now, context.RequestAborted);
    }

    public Task KeyAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=60";
        return context.Response.WriteAsJsonAsync(
            new AuditKeyBody(key.Public.Id, "Ed25519", key.Public.Text), AuditAnswerJson.Default.AuditKeyBody,
            "application/json", context.RequestAborted);
    }

    public Task CheckpointAsync(HttpContext context)
    {
        if (trail.LastCheckpoint is not { } last) return Problem.WriteAsync(context.Response, Refusals.NotFound);
        context.Response.Headers.CacheControl = "public, max-age=10";
        return context.Response.WriteAsJsonAsync(
            CheckpointBody.Of(last), AuditAnswerJson.Default.CheckpointBody, "application/json",
            context.RequestAborted);
    }

    private static string? Text(HttpContext context, string name) =>
        context.Request.Query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    private static DateTimeOffset? Time(HttpContext context, string name) => DateTimeOffset.TryParse(
        context.Request.Query[name], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
        ? time : null;
}
