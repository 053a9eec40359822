using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// <c>GET /api/v1/campaigns/{campaign}</c>: what everyone may see, from memory, so it answers while the store is down.
/// Cacheable for a second, with an ETag.
/// </summary>
internal sealed class PublicCampaign(Gates gates, TimeProvider clock)
{
    public async Task GetAsync(HttpContext context)
    {
        if (gates.Find((string)context.Request.RouteValues["campaign"]!) is not { } gate)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
            return;
        }

        if (gate.Version is not { } version)
        {
            // It is there and not open yet: a 404 would send people away for good.
            var refusal = gate.Damage is null ? Refusals.StorageUnavailable : Refusals.CampaignDamaged;
            await Problem.WriteAsync(context.Response, refusal, retryAfter: TimeSpan.FromSeconds(1));
            return;
        }

        var body = Write(gate, version, clock.NowMicros());
        var tag = $"\"{System.IO.Hashing.XxHash3.HashToUInt64(body):x16}\"";
        context.Response.Headers.ETag = tag;
        context.Response.Headers.CacheControl = "public, max-age=1";
        if (EntityTags.Name(context.Request.Headers.IfNoneMatch, tag, weakly: true))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    }

    private static byte[] Write(CampaignGate gate, CampaignVersion version, long nowMicros)
    {
        var rules = version.Definition;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("campaign", gate.Id);
            json.WriteText("name", rules.Name);
            json.WriteString("phase", Name(gate.PhaseAt(nowMicros)));
            json.WriteTime("opensAt", rules.OpensAt);
            json.WriteTime("closesAt", rules.ClosesAt);
            json.WriteString("timeZone", rules.TimeZone);
            json.WriteNumber("perPersonLimit", rules.PerPersonLimit);
            WritePause(json, gate.Pauses.OfCampaign);
            json.WriteStartArray("batches");
            for (var i = 0; i < rules.Batches.Count; i++) WriteBatch(json, gate, version, i, nowMicros);
            json.WriteEndArray();
            json.WriteStartObject("line");
            json.WriteNumber("waiting", 0);
            json.WriteNumber("serving", 0);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteBatch(Utf8JsonWriter json, CampaignGate gate, CampaignVersion version, int place,
        long nowMicros)
    {
        var batch = version.Definition.Batches[place];
        var remaining = gate.Remaining(place);
        json.WriteStartObject();
        json.WriteString("id", batch.Id);
        json.WriteText("name", batch.Name);
        json.WriteMoney("faceValue", batch.FaceValue);
        json.WriteMoney("threshold", batch.Threshold);
        json.WriteString("state", Name(StateOf(gate, version, place, remaining, nowMicros)));
        json.WriteNumber("stock", batch.Stock);
        json.WriteNumber("remaining", remaining);
        json.WriteNumber("perPersonLimit", batch.PerPersonLimit);
        json.WriteTime("opensAt", version.BatchOpensMicros(place));
        if (gate.Pauses.Stopping(batch.Id, null) is { Scope: PauseScope.Batch } pause) WritePause(json, pause);
        json.WriteEndObject();
    }

    private static CampaignPhase StateOf(CampaignGate gate, CampaignVersion version, int place, long remaining,
        long nowMicros)
    {
        if (nowMicros >= version.BatchClosesMicros(place)) return CampaignPhase.Closed;
        if (gate.Pauses.Stopping(version.Definition.Batches[place].Id, null) is not null) return CampaignPhase.Paused;
        if (nowMicros < version.BatchOpensMicros(place)) return CampaignPhase.Scheduled;
        return remaining > 0 ? CampaignPhase.Open : CampaignPhase.SoldOut;
    }

    private static void WritePause(Utf8JsonWriter json, Pause? pause)
    {
        if (pause is null) return;
        json.WriteTime("resumesAt", pause.ResumesAt);
        json.WriteText("notice", pause.Notice);
    }

    private static string Name(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Scheduled => "scheduled",
        CampaignPhase.Open => "open",
        CampaignPhase.Paused => "paused",
        CampaignPhase.SoldOut => "soldOut",
        CampaignPhase.Closed => "closed",
        _ => throw new InvalidOperationException($"{phase} has no name"),
    };
}
