using System.Collections.Immutable;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>The step that pauses claims when the repair takes longer than the level allows.</summary>
    public const string PauseByPlan = "plan.pause";

    /// <summary>What an action's run came to, and what it asks of the room.</summary>
    public void EndStep(string incidentId, StepBegun begun, StepEnd end, ActionResult result)
    {
        EndStep(incidentId, begun.Step, begun.Run, end, result.Text);
        if (state.Find(incidentId) is { } incident) result.Then?.Invoke(this, incident);
    }

    /// <summary>What an action's run came to; a late answer of a run that was given up is kept as evidence.</summary>
    public void EndStep(string incidentId, string step, string run, StepEnd end, string text)
    {
        if (state.Find(incidentId) is not { } incident) return;
        if (!incident.Steps.TryGetValue(step, out var known) || known.Run != run || known.IsOver)
        {
            Emit(incident, "plan", new Observed($"{step}: {text}"));
            return;
        }

        Emit(incident, "plan", new StepEnded(step, run, end, text));
        if (incident.IsLive) AdvanceRunbook(incident);
    }

    /// <summary>The steps of the incident's runbook, the plan's own pause first where it applies.</summary>
    public static IReadOnlyList<RunbookStep> StepsOf(Incident incident, EmergencyPlan plan) =>
        incident.Runbook is { } id && plan.RunbookOf(id) is { } runbook ? runbook.Steps : [];

    private IReadOnlyList<RunbookStep> StepsOf(Incident incident) => StepsOf(incident, PlanOf(incident));

    private void EstimateByRunbook(Incident incident)
    {
        if (incident.Runbook is { } id && PlanOf(incident).RunbookOf(id) is { RepairMinutes: > 0 } runbook)
            Emit(incident, "plan", new EstimateSet(incident.BegunAt.AddMinutes(runbook.RepairMinutes), "runbook"));
    }

    /// <summary>
    /// Starts every automatic step whose turn has come and offers the others. A step for people holds up no automatic
    /// one; an automatic step waits for the automatic ones before it. A step whose condition does not hold is passed
    /// by, and taken when it does.
    /// </summary>
    private void AdvanceRunbook(Incident incident)
    {
        PauseWhenLong(incident);
        var held = false;
        foreach (var step in StepsOf(incident))
        {
            var phase = incident.Steps.GetValueOrDefault(step.Id)?.Phase ?? StepPhase.Waiting;
            if (!step.Executable || (phase == StepPhase.Waiting && !Holds(incident, step.Condition))) continue;
            if (IsHeld(incident, step)) continue;
            var automatic = step.Mode == StepMode.Automatic && !IsOfTheDatabase(step) && MayAutomate(incident, step);
            if (phase == StepPhase.Waiting && automatic && !held) StartStep(incident, "plan", step);
            else if (phase == StepPhase.Waiting && !automatic) Emit(incident, "plan", new StepOffered(step.Id));
            held |= automatic && !(incident.Steps.GetValueOrDefault(step.Id)?.IsOver ?? false);
        }
    }

    /// <summary>
    /// What this room cannot do is neither begun nor offered here; it is said once that the server will, and when the
    /// server is back its own room finds the step waiting.
    /// </summary>
    private bool IsHeld(Incident incident, RunbookStep step)
    {
        if (step.Action == "manual" || view.Has(step.Action)) return false;
        var known = incident.Steps.GetValueOrDefault(step.Id);
        if (known is null or { Phase: StepPhase.Waiting, HeldWhy: null })
            Emit(incident, "plan", new StepHeld(step.Id, $"{step.Action} waits for the server: it is not here"));
        return true;
    }

    private void StartStep(Incident incident, string actor, RunbookStep step, bool undo = false)
    {
        var action = undo ? step.Undo! : step.Action;
        var runs = incident.Timeline.Count(entry => entry.Fact is StepBegun begun && begun.Step == step.Id);
        Emit(incident, actor, new StepBegun(
            step.Id, $"{incident.Id}.{step.Id}.{runs + 1}", action, Measured(step, action, undo), undo));
    }

    private IReadOnlyDictionary<string, string> Measured(RunbookStep step, string action, bool undo)
    {
        if (undo || view.Before(action) is not { Count: > 0 } before) return step.Inputs;
        return step.Inputs.Concat(before).DistinctBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal);
    }

    private void PauseWhenLong(Incident incident)
    {
        var level = LevelOf(incident);
        if (incident.RepairedAt is not { } repaired) return;
        if (incident.Steps.TryGetValue(PauseByPlan, out var known) && known.Phase != StepPhase.Waiting) return;
        if (repaired - incident.BegunAt <= TimeSpan.FromMinutes(level.PauseWhenRepairOverMinutes)) return;
        if (RiskOf(incident)?.Notice is not { } notice || IsPausedByRunbook(incident)) return;
        var step = PauseStep(notice, level);
        if (IsHeld(incident, step)) return;
        if (level.PauseMode == PauseMode.Execute && MayAutomate(incident, step)) StartStep(incident, "plan", step);
        else Emit(incident, "plan", new StepOffered(step.Id));
    }

    /// <summary>The step the level itself brings, as if the runbook had it.</summary>
    public static RunbookStep PauseStep(string notice, Level level) => new()
    {
        Id = PauseByPlan,
        Name = new("暂停领取（修复时间超过级别阈值）", "Pause claims (repair takes longer than the level allows)"),
        Mode = StepMode.OneClick,
        Action = "pause",
        Inputs = new Dictionary<string, string> { ["scope"] = "campaign", ["notice"] = notice }
            .ToImmutableSortedDictionary(StringComparer.Ordinal),
        TimeLimitSeconds = 30,
        Owner = level.Command,
        Approvers = level.Raise,
        Undo = "resume",
    };

    /// <summary>The runbook has paused claims, or is about to.</summary>
    private bool IsPausedByRunbook(Incident incident) =>
        incident.Steps.Values.Any(one => one.Begun is { Action: "pause", Undo: false } && one.Phase != StepPhase.Failed)
        || StepsOf(incident).Any(step => step is { Action: "pause", Executable: true }
            && Holds(incident, step.Condition) && !(incident.Steps.GetValueOrDefault(step.Id)?.IsOver ?? false));

    /// <summary>
    /// The switch is on and the caps are not reached; evidence and waiting change nothing and always may.
    /// </summary>
    private bool MayAutomate(Incident incident, RunbookStep step)
    {
        var rules = PlanOf(incident).Automation;
        if (ActionCatalogue.Find(step.Action) is not { Changes: true }) return true;
        if (incident.Steps.TryGetValue(step.Id, out var known) && known.Begun is not null) return true;
        if (!view.AutomationOn || !rules.Enabled) return false;
        if (BegunLately() >= rules.ActionsPerHourMax) return false;
        if (step.Action != "pause") return true;
        if (step.Count("minutes") > rules.PauseMinutesMax) return false;
        var paused = state.Live.SelectMany(one => one.Returns.Keys).Distinct(StringComparer.Ordinal).Count();
        return paused < rules.CampaignsPausedMax;
    }

    /// <summary>
    /// What automation began within the hour, the newest entries first. A return that is tried again, or moved, is not
    /// counted: it would use up what the next incident needs.
    /// </summary>
    private int BegunLately() => state.Incidents.Values.Sum(one => one.Timeline.Reverse()
        .TakeWhile(entry => now - entry.At <= TimeSpan.FromHours(1))
        .Count(entry => entry is { Actor: "plan", Fact: StepBegun begun } && begun.Step != ExtendByPlan
            && !begun.Step.StartsWith(ResumeByPlan, StringComparison.Ordinal)));

    private bool Holds(Incident incident, StepCondition? condition)
    {
        if (condition is null) return true;
        if (condition.RepairOverMinutes is { } minutes
            && !(incident.RepairedAt - incident.BegunAt > TimeSpan.FromMinutes(minutes))) return false;
        if (condition.LevelAtLeast is { } level && incident.Level > level) return false;
        if (condition.StepFailed is { } failed && !HasFailed(incident, failed)) return false;
        if (condition.DetectorFires is { } fires && !Fires(fires)) return false;
        return condition.DetectorClear is not { } clear || !Fires(clear);
    }

    /// <summary>A step the program cannot take yet has failed before it began: what was to follow it follows.</summary>
    private bool HasFailed(Incident incident, string step) =>
        incident.Steps.GetValueOrDefault(step)?.Phase is StepPhase.Failed or StepPhase.TimedOut
        || StepsOf(incident).Any(one => one.Id == step && !one.Executable);

    private bool Fires(string detector) => state.Live.SelectMany(one => one.Signals.Values)
        .Any(signal => signal.Firing && signal.Last.Detector == detector);

    private void GiveUpSteps(Incident incident)
    {
        foreach (var (id, step) in incident.Steps.ToArray())
        {
            if (step.Phase is not (StepPhase.Running or StepPhase.Undoing)) continue;
            // The other room's to end: it may have it under way, and begins it again when it is back.
            if (!view.Has(step.Begun!.Action) || LimitOf(incident, id, step) > now) continue;
            Emit(incident, "plan", new StepEnded(id, step.Run!, StepEnd.TimedOut, "no result within the time limit"));
        }
    }

    private IEnumerable<DateTimeOffset> StepDues(Incident incident) => incident.Steps
        .Where(pair => pair.Value.Phase is StepPhase.Running or StepPhase.Undoing)
        .Where(pair => view.Has(pair.Value.Begun!.Action))
        .Select(pair => LimitOf(incident, pair.Key, pair.Value));

    private DateTimeOffset LimitOf(Incident incident, string id, StepState step) =>
        step.Since!.Value.AddSeconds(StepsOf(incident).FirstOrDefault(one => one.Id == id)?.TimeLimitSeconds ?? 30);
}
