using Floodgate.Emergency.Nodes;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Practice;

/// <summary><c>/api/v1/ops/drills/faults/cluster</c>: what a drill plays where there is no cluster to break.</summary>
internal sealed class ClusterFaultEndpoints(ClusterFaults faults, PracticeOptions options)
{
    private const int BodyBytesMax = 1_024;

    public Task GetAsync(HttpContext context) => WriteAsync(context);

    public async Task PutAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, FaultBodyJson.Default.ClusterFaultBody, BodyBytesMax) is not { } body)
            return;
        var checks = new PracticeFaults().Range("/lastsSeconds", body.LastsSeconds, 1, options.FaultSecondsMax);
        if (await checks.RefuseAsync(context)) return;
        faults.Arm((DrillClusterFault)body.Kind, TimeSpan.FromSeconds(body.LastsSeconds), Actor.Of(context));
        await WriteAsync(context);
    }

    public Task DeleteAsync(HttpContext context)
    {
        faults.Clear(Actor.Of(context));
        return WriteAsync(context);
    }

    private Task WriteAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var body = faults.Current is { } fault
            ? new ClusterFaultStateBody(true, (ClusterFaultKind)fault.Kind, fault.Until, fault.By)
            : new ClusterFaultStateBody(false);
        return context.Response.WriteAsJsonAsync(body, FaultJson.Default.ClusterFaultStateBody, "application/json");
    }
}
