namespace Floodgate.Emergency.Incidents;

/// <summary>Tightens a limit to a share of what it is; undone by raising it again to what it was.</summary>
internal sealed class LowerLimitAction(Standing standing, TimeProvider clock) : IRunbookAction
{
    public string Name => "lower-limit";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel) =>
        LimitChange.RunAsync(standing, clock, request, percent => percent < 100, "below", cancel);
}

/// <summary>Loosens a limit to more than it is; undone by lowering it again to what it was.</summary>
internal sealed class RaiseLimitAction(Standing standing, TimeProvider clock) : IRunbookAction
{
    public string Name => "raise-limit";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel) =>
        LimitChange.RunAsync(standing, clock, request, percent => percent > 100, "above", cancel);
}

/// <summary>What both have in common.</summary>
internal static class LimitChange
{
    public static async Task<ActionResult> RunAsync(
        Standing standing, TimeProvider clock, ActionRequest request, Func<long, bool> fits, string side,
        CancellationToken cancel)
    {
        if (request.Undo) return TakenBack(standing, request);
        if (standing.Find(request.Input("limit") ?? "") is not { } lever)
            return ActionResult.Failed($"this node has no limit {request.Input("limit")}");
        var percent = request.Number("percent") ?? 100;
        if (!fits(percent)) return ActionResult.Failed($"{percent} % is not {side} 100 %");
        var now = lever.Now();
        if (now is null && percent > 100) return ActionResult.Done($"{lever.Name}: there is no limit to raise");
        var basis = standing.Has(request.Run, lever.Name) ? 0 : now ?? await lever.Measure(cancel);
        var (before, after) = standing.Make(new LeverChange(
            request.Incident, request.Step, request.Run, lever.Name, basis, now is not null, (int)percent,
            clock.GetUtcNow()));
        var of = now is null ? $" ({percent} % of {basis} measured)" : "";
        return ActionResult.Done($"{lever.Name} {Standing.Text(before)} -> {Standing.Text(after)}{of}");
    }

    public static ActionResult TakenBack(Standing standing, ActionRequest request)
    {
        var words = standing.TakeBack(request.Incident, request.Step);
        return ActionResult.Done(words.Count == 0 ? "nothing stood any more" : string.Join("; ", words));
    }
}
