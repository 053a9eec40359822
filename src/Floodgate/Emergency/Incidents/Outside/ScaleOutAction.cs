using System.Globalization;
using Floodgate.Emergency.Detection;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Asks for more nodes and believes nobody: it is done when the nodes that are seen to be alive have become more within
/// the step's time, and has failed otherwise, so that the next step follows.
/// </summary>
internal sealed class ScaleOutAction(OutsideCaller outside, NodeCount nodes, TimeProvider clock) : IRunbookAction
{
    private const string Endpoint = "capacity";
    private const string Baseline = "nodesBefore";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan EndBefore = TimeSpan.FromSeconds(2);

    public string Name => "scale-out";

    /// <summary>A restart has heard of no other node yet: it must not take that for the beginning.</summary>
    public IReadOnlyDictionary<string, string> Before() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Baseline] = nodes.Now().ToString(CultureInfo.InvariantCulture),
    };

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var before = (int)(request.Number(Baseline) ?? nodes.Now());
        var wanted = Wanted(request, before);
        var call = WebhookAction.CallOf(request, "scaleOut", request.Input("endpoint") ?? Endpoint);
        if (await outside.CallAsync(call, cancel) is { } fault)
            return ActionResult.Failed($"{call.Endpoint}: {fault}; capacity stays {before} nodes");
        while (true)
        {
            var (now, took) = (nodes.Now(), clock.GetElapsedTime(started));
            if (now >= wanted)
                return ActionResult.Done($"capacity {before} -> {now} nodes after {took.TotalSeconds:0} s");
            if (took >= request.Limit - EndBefore)
                return ActionResult.Failed(
                    $"{call.Endpoint} took the call, capacity {before} -> {now} nodes of {wanted} "
                    + $"within {took.TotalSeconds:0} s");
            await Task.Delay(Look, clock, cancel);
        }
    }

    /// <summary>One more at least, and as many as the step says.</summary>
    private static long Wanted(ActionRequest request, int before)
    {
        var percent = request.Number("percentAtLeast") ?? 0;
        var byShare = (long)Math.Ceiling(before * (100 + percent) / 100m);
        return Math.Max(Math.Max(before + 1, byShare), before + (request.Number("nodes") ?? 1));
    }
}

/// <summary>Nodes that serve: this one, and those whose heartbeat <c>node-NAME</c> came lately.</summary>
internal sealed class NodeCount(Heartbeats heartbeats)
{
    private const string Prefix = "node-";
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(15);

    public int Now() => 1 + heartbeats.Alive(Prefix, Lately);
}
