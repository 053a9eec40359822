using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using Floodgate.Storage.Faults;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Practice;

/// <summary>
/// <c>/api/v1/ops/drills/faults/storage</c> and <c>…/timelines/{incident}</c>: what only a node that was started for
/// drills has.
/// </summary>
internal sealed class FaultEndpoints(StorageFaults faults, EntryStore store, PracticeOptions options)
{
    private const int BodyBytesMax = 1_024;

    public Task GetAsync(HttpContext context) => WriteAsync(context);

    public async Task PutAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, FaultBodyJson.Default.FaultBody, BodyBytesMax) is not { } body)
            return;
        var delay = body.DelayMilliseconds ?? 0;
        var checks = new PracticeFaults()
            .Range("/lastsSeconds", body.LastsSeconds, 1, options.FaultSecondsMax)
            .Range("/delayMilliseconds", delay, body.Kind == FaultKind.Slow ? 1 : 0, options.FaultDelayMillisecondsMax);
        if (await checks.RefuseAsync(context)) return;
        faults.Arm(
            body.Kind == FaultKind.Fail ? StorageFaultKind.Fail : StorageFaultKind.Slow,
            TimeSpan.FromMilliseconds(delay), TimeSpan.FromSeconds(body.LastsSeconds), Actor.Of(context));
        await WriteAsync(context);
    }

    public Task DeleteAsync(HttpContext context)
    {
        faults.Clear(Actor.Of(context));
        return WriteAsync(context);
    }

    /// <summary>Read past the room: what a drill compares the room's timeline with.</summary>
    public async Task TimelineAsync(HttpContext context)
    {
        var incident = (string)context.Request.RouteValues["incident"]!;
        var entries = await store.OfAsync(incident, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(
            new StoredTimelineBody(
                incident, store.Pending, [.. entries.Select(one => new StoredEntryBody(one.Origin, one.Sequence))]),
            FaultJson.Default.StoredTimelineBody, "application/json");
    }

    private Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var body = faults.Current is { } fault
            ? new FaultStateBody(
                true, fault.Kind == StorageFaultKind.Fail ? FaultKind.Fail : FaultKind.Slow,
                (int)fault.Delay.TotalMilliseconds, fault.Until, fault.By)
            : new FaultStateBody(false);
        return context.Response.WriteAsJsonAsync(body, FaultJson.Default.FaultStateBody, "application/json");
    }
}
