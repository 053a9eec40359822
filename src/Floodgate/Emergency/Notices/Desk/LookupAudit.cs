using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary><c>GET /api/v1/ops/desk/lookups?after=…</c>: the audit of look-ups, newest first, for auditors.</summary>
internal sealed class LookupAudit(
    IDbContextFactory<FloodgateDb> store, NoticesOptions options, ILogger<LookupAudit> log)
{
    public async Task GetAsync(HttpContext context)
    {
        var after = PersonMessages.Cursor(context.Request.Query["after"]);
        try
        {
            await using var db = await store.CreateDbContextAsync(context.RequestAborted);
            var rows = await db.Set<DeskLookup>().AsNoTracking().Where(one => one.Id < after)
                .OrderByDescending(one => one.Id).Take(options.MessagesPerAnswerMax)
                .ToListAsync(context.RequestAborted);
            await WriteAsync(context, rows);
        }
        catch (Exception fault) when (fault is DbException or IOException)
        {
            NoticesLog.StorageRefused(log, "the audit of look-ups", fault.Message);
            await Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "none"),
                TimeSpan.FromSeconds(1));
        }
    }

    private async Task WriteAsync(HttpContext context, List<DeskLookup> rows)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteTime("at", row.At);
            json.WriteString("agent", row.Agent);
            json.WriteString("reason", row.Reason);
            json.WriteString("kind", row.Kind);
            json.WriteString("subject", Convert.ToHexStringLower(row.Subject));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (rows.Count == options.MessagesPerAnswerMax)
            json.WriteString("next", rows[^1].Id.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
