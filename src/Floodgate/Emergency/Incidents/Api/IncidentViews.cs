using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>An incident in a list.</summary>
internal sealed record IncidentSummary(
    string Id, BilingualText Title, string? Risk, string? Cause, ResponseLevel Level, Phase Phase,
    PublicStatus PublicStatus, DateTimeOffset Since, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt,
    string? Commander, IReadOnlyList<string> Campaigns, int Firing, int Acknowledged);

/// <param name="AutomationOn">The global switch; off, every automatic step is offered to people instead.</param>
internal sealed record IncidentsBody(IReadOnlyList<IncidentSummary> Items, bool AutomationOn);

/// <summary>The room: all that people need to act, and the timeline.</summary>
internal sealed record IncidentView(
    IncidentSummary Incident, BilingualText Effect, string Plan, string? Runbook, DateTimeOffset? RepairedAt,
    IReadOnlyList<SignalView> Signals, IReadOnlyList<PageView> Pages, IReadOnlyList<StepView> Steps,
    IReadOnlyList<ReturnView> Returns, IReadOnlyList<TaskView> Tasks, NoticeView? Notice,
    IReadOnlyDictionary<string, string> Roles, IReadOnlyDictionary<string, DateTimeOffset> AcknowledgedBy,
    IReadOnlyList<Entry> Timeline, LossCounted? Loss);

internal sealed record SignalView(
    string Key, string Detector, string? Campaign, bool Firing, DateTimeOffset Since, decimal? Value, decimal? Limit,
    string Text);

internal sealed record PageView(
    string Team, DateTimeOffset StartedAt, int StepsTaken, bool Exhausted, IReadOnlyList<string> Called);

/// <summary>A step of the runbook: what it is, and how far it has come.</summary>
internal sealed record StepView(
    string Id, BilingualText Name, BilingualText? How, StepMode Mode, string Action, StepPhase Phase, string Owner,
    bool Executable, bool CanUndo, DateTimeOffset? Since, string? ApprovedBy, string? UndoAskedBy,
    string? Result);

internal sealed record ReturnView(string Campaign, DateTimeOffset At, bool Asked, bool Confirmed);

internal sealed record TaskView(string Id, string Text, string Owner, DateTimeOffset Due, bool Done);

internal sealed record NoticeView(
    NoticeText Text, int Version, DateTimeOffset PublicAt, int PublishedVersion, DateTimeOffset? PublishedAt);

/// <summary>Copies of the state, made on the room's loop.</summary>
internal static class View
{
    public static IncidentSummary Summary(Incident incident) => new(
        incident.Id, incident.Title, incident.Begun.Risk, incident.Cause, incident.Level, incident.Phase,
        incident.PublicStatus, incident.Begun.Since, incident.OpenedAt, incident.ResolvedAt, incident.Commander,
        [.. incident.Campaigns], incident.Signals.Values.Count(signal => signal.Firing),
        incident.AcknowledgedBy.Count);

    public static IncidentView Whole(Incident incident, EmergencyPlan plan, LossCounted? loss) => new(
        Summary(incident), incident.Begun.Effect, incident.Begun.Plan, incident.Runbook, incident.RepairedAt,
        [.. incident.Signals.Select(pair => Signal(pair.Key, pair.Value))],
        [.. incident.Pages.Select(pair => new PageView(
            pair.Key, pair.Value.StartedAt, pair.Value.Taken, pair.Value.Exhausted, [.. pair.Value.Called]))],
        Steps(incident, plan),
        [.. incident.Returns.Select(pair =>
            new ReturnView(pair.Key, pair.Value.At, pair.Value.Asked, Decider.IsConfirmed(incident, pair.Value)))],
        [.. incident.Tasks.Select(pair => new TaskView(
            pair.Key, pair.Value.Given.Text, pair.Value.Given.Owner, pair.Value.Given.Due, pair.Value.Done))],
        incident.Notice is { } notice
            ? new NoticeView(
                notice.Text, notice.Version, notice.PublicAt, notice.PublishedVersion, notice.PublishedAt)
            : null,
        incident.Roles.ToDictionary(), incident.AcknowledgedBy.ToDictionary(), [.. incident.Timeline],
        loss ?? incident.Loss);

    private static SignalView Signal(string key, SignalState state) => new(
        key, state.Last.Detector, state.Last.Campaign, state.Firing, state.Last.Since, state.Last.Value,
        state.Last.Limit, state.Last.Text);

    /// <summary>The runbook's steps in order, after them what the plan itself began.</summary>
    private static List<StepView> Steps(Incident incident, EmergencyPlan plan)
    {
        var steps = Decider.StepsOf(incident, plan).Select(step => Step(incident, step)).ToList();
        if (incident.Steps.ContainsKey(Decider.PauseByPlan) && incident.Begun.Risk is { } id
            && plan.RiskOf(id)?.Notice is { } notice)
            steps.Insert(0, Step(incident, Decider.PauseStep(notice, plan.LevelOf(incident.Level))));
        return steps;
    }

    private static StepView Step(Incident incident, RunbookStep step)
    {
        var state = incident.Steps.GetValueOrDefault(step.Id);
        return new StepView(
            step.Id, step.Name, step.How, step.Mode, step.Action, state?.Phase ?? StepPhase.Waiting, step.Owner,
            step.Executable, step.Undo is not null, state?.Since, state?.ApprovedBy, state?.UndoAskedBy,
            state?.Result);
    }
}
