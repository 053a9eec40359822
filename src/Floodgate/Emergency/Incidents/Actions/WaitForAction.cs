using System.Globalization;
using Floodgate.Emergency.Detection;

namespace Floodgate.Emergency.Incidents;

/// <summary>Waits until a detector is clear or fires; the step's time limit ends it.</summary>
internal sealed class WaitForAction(DetectionLoop detection, TimeProvider clock) : IRunbookAction
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    public string Name => "wait-for";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var (detector, fires) = (request.Input("detector") ?? "", request.Input("state") == "fires");
        var started = clock.GetTimestamp();
        while (detection.IsFiring(detector) != fires) await Task.Delay(Pace, clock, cancel);
        var waited = clock.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        return ActionResult.Done($"{detector} {(fires ? "fires" : "is clear")} after {waited} s");
    }
}
