using Floodgate.Emergency.Nodes;

namespace Floodgate.Emergency.Incidents;

/// <summary>Makes the standby the primary; done when a database takes writes that did not before.</summary>
internal sealed class PromoteStandbyAction(IDatabaseOperations database, TimeProvider clock) : IRunbookAction
{
    public string Name => "promote-standby";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var before = database.Standing?.Primary;
        if (await database.PromoteAsync(request.Actor, cancel) is { } fault) return ActionResult.Failed(fault);
        return await DatabaseSteps.UntilAsync(
            request, clock, started,
            () => database.Standing is { Primary: { } primary } && primary != before
                ? $"writes go to {primary} (before: {before ?? "nowhere"})" : null,
            () => $"writes still go to {database.Standing?.Primary ?? "nowhere"}", cancel);
    }
}

/// <summary>Lets commits go on without the standby; done when they do.</summary>
internal sealed class ReleaseStandbyAction(IDatabaseOperations database, TimeProvider clock) : IRunbookAction
{
    public string Name => "release-standby";

    public async Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        if (await database.ReleaseAsync(request.Actor, cancel) is { } fault) return ActionResult.Failed(fault);
        return await DatabaseSteps.UntilAsync(
            request, clock, started,
            () => database.Standing is { Released: true }
                ? "commits no longer wait for the standby; it must not be promoted until it has caught up" : null,
            () => "commits still wait for the standby", cancel);
    }
}

/// <summary>Waits for what a step on the database is to bring about.</summary>
internal static class DatabaseSteps
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan EndBefore = TimeSpan.FromSeconds(2);

    /// <param name="done">What came about; null: not yet.</param>
    /// <param name="still">What is the case instead, when the time is over.</param>
    public static async Task<ActionResult> UntilAsync(
        ActionRequest request, TimeProvider clock, long started, Func<string?> done, Func<string> still,
        CancellationToken cancel)
    {
        while (true)
        {
            var took = clock.GetElapsedTime(started);
            if (done() is { } came) return ActionResult.Done($"{came} after {took.TotalSeconds:0} s");
            if (took >= request.Limit - EndBefore)
                return ActionResult.Failed($"{still()} after {took.TotalSeconds:0} s");
            await Task.Delay(Look, clock, cancel);
        }
    }
}
