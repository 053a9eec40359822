using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// <c>GET /api/v1/ops/desk/notices</c>: what to say and since when the public knows. <c>GET|POST …/desk/tallies</c>:
/// why people call. All from memory.
/// </summary>
internal sealed class DeskEndpoints(
    ServiceDesk desk, CallCounter counter, CallTallies tallies, TimeProvider clock)
{
    public async Task NoticesAsync(HttpContext context)
    {
        var now = clock.GetUtcNow();
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var notice in desk.Notices) Write(json, notice, now);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public async Task TallyAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, NoticesBodies.Default.TallyRequestBody, DeskLimits.BodyBytesMax) is not { } body) return;
        var outcome = counter.Take(body, Agent.Of(context.User));
        if (outcome.Wait is { } wait)
        {
            await Problem.WriteAsync(context.Response, Refusals.TooManyRequests, retryAfter: wait);
            return;
        }

        if (outcome.Fault is { } fault)
        {
            await Problem.WriteAsync(context.Response, fault.Refusal, fault.Write);
            return;
        }

        await WriteTalliesAsync(context);
    }

    public Task TalliesAsync(HttpContext context) => WriteTalliesAsync(context);

    private async Task WriteTalliesAsync(HttpContext context)
    {
        var minutes = tallies.Minutes();
        await using var json = Begin(context);
        json.WriteStartObject();
        json.WriteStartArray("reasons");
        foreach (var reason in CallReason.All)
        {
            var counts = minutes.GetValueOrDefault(reason.Code) ?? [];
            json.WriteStartObject();
            json.WriteString("reason", reason.Code);
            json.WriteText("name", reason.Name);
            json.WriteNumber("lastHour", counts.Sum());
            json.WriteStartArray("byMinute");
            foreach (var count in counts) json.WriteNumberValue(count);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, DeskNotice notice, DateTimeOffset now)
    {
        json.WriteStartObject();
        json.WriteString("incident", notice.Incident);
        json.WriteNumber("version", notice.Version);
        json.WriteString("state", desk.StateOf(notice, now));
        json.WriteText("title", notice.Title);
        json.WriteText("say", notice.Say);
        json.WriteTime("toldAt", notice.ToldAt);
        json.WriteTime("publicAt", notice.PublicAt);
        if (notice.EndedAt is { } ended) json.WriteTime("endedAt", ended);
        json.WriteStartArray("campaigns");
        foreach (var campaign in notice.Campaigns) json.WriteStringValue(campaign);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Begin(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return new Utf8JsonWriter(context.Response.BodyWriter);
    }
}
