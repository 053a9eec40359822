using System.Globalization;
using System.Text.Json;
using Floodgate.Audit;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>GET /api/v1/ops/desk/lookups?after=…</c>: the look-ups in the audit trail, newest first, for auditors.
/// </summary>
internal sealed class LookupAudit(AuditTrail trail, AuditOptions audit, NoticesOptions options)
{
    /// <summary>What the trail calls a look-up.</summary>
    public const string Act = "desk.lookup";

    private readonly AuditSearch _search = new(trail.Folder, audit);

    public async Task GetAsync(HttpContext context)
    {
        var after = PersonMessages.Cursor(context.Request.Query["after"]);
        var page = _search.Find(new AuditQuestion(What: Act, Before: after), options.MessagesPerAnswerMax);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var entry in page.Items) Write(json, entry);
        json.WriteEndArray();
        if (page.Next is { } next) json.WriteString("next", next.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        var parts = (entry.On ?? "/").Split('/', 2);
        json.WriteStartObject();
        json.WriteTime("at", entry.At.Micros());
        json.WriteString("agent", entry.Who.Key is { } key ? $"{key} {entry.Who.Name}" : entry.Who.Name);
        json.WriteString("reason", entry.Reason);
        json.WriteString("kind", parts[0]);
        json.WriteString("subject", parts[^1]);
        json.WriteEndObject();
    }
}
