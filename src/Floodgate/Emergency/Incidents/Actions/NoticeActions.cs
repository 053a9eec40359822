namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Drafts a notice from a template; the room publishes it when service staff have had it long enough.
/// </summary>
internal sealed class PublishNoticeAction : IRunbookAction
{
    public string Name => "publish-notice";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var text = request.Fill(request.Notice(request.Input("notice") ?? ""));
        return Task.FromResult(ActionResult.Done(
            text.Title.En, (decider, incident) => decider.Draft(incident, request.Actor, text)));
    }
}

/// <summary>Tells the public how things stand now, by the same template or another.</summary>
internal sealed class UpdateNoticeAction : IRunbookAction
{
    public string Name => "update-notice";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var chosen = request.Input("notice");
        return Task.FromResult(ActionResult.Done("updated", (decider, incident) =>
        {
            var template = chosen ?? incident.Notice?.Text.Template;
            if (template is not null && request.Plan.NoticeOf(template) is { } known)
                decider.Draft(incident, request.Actor, request.Fill(known));
        }));
    }
}

internal sealed class WithdrawNoticeAction : IRunbookAction
{
    public string Name => "withdraw-notice";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel) =>
        Task.FromResult(ActionResult.Done(
            "withdrawn", (decider, incident) => decider.Withdraw(incident, request.Actor)));
}

/// <summary>Calls a team that the level alone would not call.</summary>
internal sealed class NotifyTeamAction : IRunbookAction
{
    public string Name => "notify-team";

    public Task<ActionResult> RunAsync(ActionRequest request, CancellationToken cancel)
    {
        var team = request.Input("team") ?? "";
        if (request.Plan.TeamOf(team) is null) return Task.FromResult(ActionResult.Failed($"no team {team}"));
        return Task.FromResult(ActionResult.Done(team, (decider, incident) => decider.Call(incident, team)));
    }
}
