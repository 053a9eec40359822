using System.Diagnostics;
using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Vouchers.Lanes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// <c>POST /api/v1/campaigns/{campaign}/batches/{batch}/claims</c>: Request and Admission here, then the lane to the
/// book,
/// then the Receipt. No reflection, no look-up in any store.
/// </summary>
internal sealed class ClaimEndpoint(
    Gates gates, Passes passes, ClaimLanes lanes, ClaimPace pace, WaySignals signals,
    IOptions<ClaimsOptions> options, TimeProvider clock, ILogger<ClaimEndpoint> log)
{
    /// <summary>
    /// The endpoint is short-circuited, past the handler of exceptions: whatever breaks is answered here.
    /// </summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await ClaimAsync(context);
        }
#pragma warning disable CA1031 // The short circuit passes by the middleware that answers faults; none may go out bare.
        catch (Exception fault) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            VouchersLog.ClaimFailed(log, fault);
            await Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "unknown"),
                TimeSpan.FromSeconds(1));
        }
    }

    private async Task ClaimAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        using var span = WaySpans.StartRequest();
        var gate = context.Request.RouteValues["campaign"] is string id ? gates.Find(id) : null;
        var counted = gate?.Signals ?? signals.Unknown;
        counted.Request();
        if (await ClaimBody.FaultAsync(context.Request, options.Value) is { } malformed)
        {
            await RefuseAsync(context, counted, Station.Request, started, malformed.Refusal, malformed.Write);
            return;
        }

        var admission = WaySpans.Start(Station.Admission);
        var refused = Read(context, gate, started, out var waiter, out var lane);
        admission?.Dispose();
        if (refused is { } refusal)
        {
            await RefuseAsync(context, counted, Station.Admission, started, refusal);
            return;
        }

        if (waiter.Request.Gate == ClaimKind.None) counted.Admission(started);
        ClaimAnswer answer;
        if (lane.TryAdd(waiter)) answer = await waiter.Task;
        else answer = ClaimAnswer.Refuse(ClaimKind.Overloaded);
        using var receipt = WaySpans.Start(Station.Receipt);
        await ClaimResponse.WriteAsync(context, gate!, waiter.Request, answer, counted, started, clock.NowMicros());
    }

    /// <summary>
    /// Reads pass and key and asks the gate. What the gate refuses still goes to the book, for the key comes first;
    /// only a person no book knows is told at once that nothing is left.
    /// </summary>
    private Refusal? Read(
        HttpContext context, CampaignGate? gate, long started, out LaneWaiter<ClaimRequest, ClaimAnswer> waiter,
        out BookLane<ClaimRequest, ClaimAnswer> lane)
    {
        (waiter, lane) = (null!, null!);
        var headers = context.Request.Headers;
        var outcome = passes.ReadPass(headers.Authorization, out var pass);
        if (outcome != TokenOutcome.Valid)
        {
            return outcome switch
            {
                TokenOutcome.Missing => Refusals.PassMissing,
                TokenOutcome.Expired => Refusals.PassExpired,
                _ => Refusals.PassInvalid,
            };
        }

        if (gate is null) return Refusals.UnknownCampaign;
        if (gate.Number != pass.Campaign) return Refusals.PassWrongCampaign;
        if (gate.Damage is not null || gate.Version is not { } version)
        {
            gate.TurnedAway.Add(pass.Person, TurnedAway.AnyBatch, clock.NowMicros());
            return gate.Damage is null ? Refusals.StorageUnavailable : Refusals.CampaignDamaged;
        }

        if (IdempotencyKey.Read(headers, out var key) is { } fault) return fault;
        var batch = context.Request.RouteValues["batch"] is string name ? version.BatchPlace(name) : -1;
        var verdict = gate.Check(version, batch, pass, clock.NowMicros());
        var shard = ClaimLanes.ShardOf(pass.Person.Value, version.Definition.Shards);
        if (verdict == AdmissionVerdict.Admitted && gate.IsSoldOutFor(batch, shard, pass.Person))
            return Refusals.SoldOut;
        // Whoever may hold something goes on: a known key is answered whatever the pace.
        if (verdict == AdmissionVerdict.Admitted && !gate.MayKnow(shard, pass.Person) && !pace.TryTake())
        {
            gate.TurnedAway.Add(pass.Person, batch, clock.NowMicros());
            return Refusals.TooManyRequests;
        }

        waiter = new LaneWaiter<ClaimRequest, ClaimAnswer>(
            new ClaimRequest(pass.Person.Value, key, batch, Kind(verdict), pass.Region), started);
        lane = lanes.Of(gate, shard, batch >= 0 && gate.Remaining(batch) == 0);
        return null;
    }

    private static ClaimKind Kind(AdmissionVerdict verdict) => verdict switch
    {
        AdmissionVerdict.Admitted => ClaimKind.None,
        AdmissionVerdict.UnknownBatch => ClaimKind.UnknownBatch,
        AdmissionVerdict.NotEligible => ClaimKind.NotEligible,
        AdmissionVerdict.Paused => ClaimKind.Paused,
        AdmissionVerdict.NotOpen => ClaimKind.NotOpen,
        AdmissionVerdict.Closed => ClaimKind.Closed,
        AdmissionVerdict.PassStale => ClaimKind.PassStale,
        _ => throw new InvalidOperationException($"{verdict} is not known here"),
    };

    private static Task RefuseAsync(
        HttpContext context, CampaignSignals counted, Station station, long started, Refusal refusal,
        Action<Utf8JsonWriter>? extensions = null)
    {
        counted.Refused(station, refusal.Code);
        counted.Answered(started);
        return Problem.WriteAsync(
            context.Response, refusal, extensions ?? ClaimResponse.OutcomeNone(refusal),
            ClaimResponse.RetryAfter(refusal));
    }
}
