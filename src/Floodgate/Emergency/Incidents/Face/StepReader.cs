using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>The runbook's steps as one person sees them.</summary>
internal sealed class StepReader(
    Incident incident, EmergencyPlan plan, Person person, Decider decider, FactWords words)
{
    public IEnumerable<StepReading> Read()
    {
        var skip = decider.May(incident, person, new Order.SkipStep("", ""));
        return Steps().Select(step => Of(step, skip));
    }

    /// <summary>The plan's own pause first, where it applies.</summary>
    private IEnumerable<RunbookStep> Steps()
    {
        if (incident.Steps.ContainsKey(Decider.PauseByPlan) && incident.Begun.Risk is { } id
            && plan.RiskOf(id)?.Notice is { } notice)
            yield return Decider.PauseStep(notice, plan.LevelOf(incident.Level));
        foreach (var step in Decider.StepsOf(incident, plan)) yield return step;
    }

    private StepReading Of(RunbookStep step, bool skip)
    {
        var state = incident.Steps.GetValueOrDefault(step.Id);
        var phase = state?.Phase ?? StepPhase.Waiting;
        var takes = step.Executable && incident.IsLive && phase is StepPhase.Waiting or StepPhase.Offered
            or StepPhase.Approved or StepPhase.Failed or StepPhase.TimedOut;
        return new StepReading(
            step.Id, step.Name, step.How, step.Mode.ToString(),
            ActionCatalogue.Find(step.Action)?.Words ?? FactWords.Same(step.Action), phase.ToString(),
            words.Team(step.Owner), step.Executable ? null : step.Missing ?? new("软件尚不支持", "not supported yet"),
            takes && Decider.MayTake(incident, person, step),
            incident.IsLive && step.Undo is not null && phase == StepPhase.Done && Decider.MayUndo(person, step)
                && (state!.UndoAskedBy is not { } first || person.IsSecondTo(first)),
            incident.IsLive && skip && state is not { IsOver: true }
                && phase is not (StepPhase.Running or StepPhase.Undoing),
            state?.Since, state?.ApprovedBy is { } asked ? words.Actor(asked).Zh : null, state?.Result,
            step.TimeLimitSeconds)
        {
            UndoAskedBy = state?.UndoAskedBy is { } undo ? words.Actor(undo).Zh : null,
        };
    }
}
