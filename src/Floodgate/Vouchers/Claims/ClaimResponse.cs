using System.Runtime.CompilerServices;
using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Claims;

/// <summary>The one place where what a claim came to becomes HTTP.</summary>
internal static class ClaimResponse
{
    private static readonly ConditionalWeakTable<CampaignVersion, ReceiptTemplates> Templates = [];

    public static Task WriteAsync(
        HttpContext context, CampaignGate gate, in ClaimRequest request, in ClaimAnswer answer, CampaignSignals counted,
        long started, long nowMicros)
    {
        if (answer.Kind is ClaimKind.Issued or ClaimKind.Repeated && gate.VersionOf(answer.Version) is { } version)
        {
            counted.Receipt(answer.Kind == ClaimKind.Repeated, started);
            return WriteReceipt(context.Response, version, answer);
        }

        var refusal = RefusalOf(answer.Kind);
        if (IsOurs(answer.Kind)) gate.TurnedAway.Add(new PersonId(request.Person), request.Batch, nowMicros);
        counted.Refused(StationOf(answer.Kind), refusal.Code);
        counted.Answered(started);
        var resumesAt = refusal == Refusals.Paused ? ReturnOf(gate, request) : null;
        return Problem.WriteAsync(
            context.Response, refusal, Extensions(gate, request, answer, resumesAt),
            RetryAfter(refusal, resumesAt, nowMicros));
    }

    /// <summary>503 always says whether the claim may have happened.</summary>
    public static Action<Utf8JsonWriter>? OutcomeNone(Refusal refusal) =>
        refusal.Status == StatusCodes.Status503ServiceUnavailable ? static json =>
            json.WriteString("outcome", "none") : null;

    public static TimeSpan? RetryAfter(Refusal refusal) =>
        refusal.Status is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests
            ? TimeSpan.FromSeconds(1) : null;

    private static Refusal RefusalOf(ClaimKind kind) => kind switch
    {
        ClaimKind.KeyReused => Refusals.KeyReused,
        ClaimKind.UnknownBatch => Refusals.UnknownBatch,
        ClaimKind.NotEligible => Refusals.NotEligible,
        ClaimKind.Paused => Refusals.Paused,
        ClaimKind.NotOpen => Refusals.NotOpen,
        ClaimKind.Closed => Refusals.Closed,
        ClaimKind.LimitReached => Refusals.LimitReached,
        ClaimKind.SoldOut => Refusals.SoldOut,
        ClaimKind.PassStale => Refusals.PassExpired,
        ClaimKind.Overloaded => Refusals.Overloaded,
        // A receipt whose version this node has not heard of yet is there: ask again with the same key.
        ClaimKind.Unavailable or ClaimKind.Unknown or ClaimKind.Issued or ClaimKind.Repeated =>
            Refusals.StorageUnavailable,
        _ => throw new InvalidOperationException($"{kind} is not an answer"),
    };

    /// <summary>Refused by a fault or a pause, not by the rules: the loss of an incident counts these people.</summary>
    private static bool IsOurs(ClaimKind kind) =>
        kind is ClaimKind.Paused or ClaimKind.Overloaded or ClaimKind.Unavailable or ClaimKind.Unknown;

    private static Station StationOf(ClaimKind kind) => kind switch
    {
        ClaimKind.Overloaded => Station.Queue,
        ClaimKind.Unavailable or ClaimKind.Unknown => Station.Journal,
        ClaimKind.PassStale or ClaimKind.NotEligible or ClaimKind.Paused or ClaimKind.NotOpen or ClaimKind.Closed =>
            Station.Admission,
        _ => Station.Decision,
    };

    private static Action<Utf8JsonWriter>? Extensions(
        CampaignGate gate, ClaimRequest request, ClaimAnswer answer, DateTimeOffset? resumesAt) => answer.Kind switch
        {
            ClaimKind.Unavailable or ClaimKind.Overloaded => static json => json.WriteString("outcome", "none"),
            ClaimKind.Unknown or ClaimKind.Issued or ClaimKind.Repeated => static json =>
                json.WriteString("outcome", "unknown"),
            ClaimKind.LimitReached when answer.Held is { } held => json => WriteHeld(json, held),
            ClaimKind.NotOpen when gate.Version is { } version && request.Batch < version.BatchCount => json =>
                json.WriteString("opensAt", Rfc3339.Text(UnixTime.ToTime(version.BatchOpensMicros(request.Batch)))),
            ClaimKind.Paused when resumesAt is { } at => json => json.WriteString("resumesAt", Rfc3339.Text(at)),
            _ => null,
        };

    /// <summary>When the pause that stops this claim is to end; it may have ended since the book said so.</summary>
    private static DateTimeOffset? ReturnOf(CampaignGate gate, ClaimRequest request)
    {
        var batch = gate.Version is { } version && (uint)request.Batch < (uint)version.BatchCount
            ? version.Definition.Batches[request.Batch].Id
            : null;
        return gate.Pauses.Stopping(batch, request.Region)?.ResumesAt;
    }

    private static void WriteHeld(Utf8JsonWriter json, ulong[] held)
    {
        json.WriteStartArray("held");
        foreach (var voucher in held) json.WriteStringValue(new VoucherId(voucher).ToString());
        json.WriteEndArray();
    }

    private static TimeSpan? RetryAfter(Refusal refusal, DateTimeOffset? resumesAt, long nowMicros)
    {
        if (refusal != Refusals.Paused) return RetryAfter(refusal);
        var wait = resumesAt - UnixTime.ToTime(nowMicros);
        return wait > TimeSpan.FromSeconds(1) ? wait : TimeSpan.FromSeconds(5);
    }

    private static Task WriteReceipt(HttpResponse response, CampaignVersion version, in ClaimAnswer answer)
    {
        var template = Templates.GetValue(version, static made => new ReceiptTemplates(made));
        response.StatusCode = answer.Kind == ClaimKind.Issued ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        var body = response.BodyWriter.GetSpan(ReceiptTemplates.BytesMax);
        var length = template.Write(body, answer, new VoucherId(answer.Voucher).Shard);
        response.ContentLength = length;
        response.BodyWriter.Advance(length);
        return Task.CompletedTask;
    }
}
