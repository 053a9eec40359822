using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    private static readonly string[] Command = ["commander"];
    private static readonly string[] Respond = ["commander", "responder", "operator", "security", "logistics"];
    private static readonly string[] Speak = ["commander", "operator", "service"];
    private static readonly string[] Reopen = ["commander", "operator"];
    private const string Signature = "recovery.";
    private const string EstimatedByPerson = "person";
    private const string RepairTooLong = "the repair takes longer than this level allows";

    public OrderOutcome Carry(string incidentId, Person person, Order order)
    {
        if (Standing(incidentId, order) is not { } incident) return OrderOutcome.UnknownIncident;
        if (!HasKnownValues(order)) return OrderOutcome.ValueInvalid;
        if (Needed(incident, order) is { } roles && !person.HasOneOf(roles)) return OrderOutcome.NotAllowed;
        if (order is Order.Close close) return Close(incident, person, close);
        if (order is Order.Say say) return Emitted(incident, person, new Said(say.Text));
        if (order is Order.FinishTask done) return FinishTask(incident, person, done);
        if (!incident.IsLive) return OrderOutcome.WrongPhase;
        return order switch
        {
            Order.Acknowledge => AcknowledgeBy(incident, person),
            Order.SetLevel level => SetLevel(incident, person, level),
            Order.SetCause cause => SetCause(incident, person, cause),
            Order.SetEstimate estimate => SetEstimate(incident, person, estimate),
            Order.SetPublicStatus status => Emitted(incident, person, new PublicStatusSet(status.Status)),
            Order.TakeRole role => Emitted(incident, person, new RoleTaken(role.Role, role.Person)),
            Order.GiveTask task => Emitted(incident, person, new TaskGiven(
                $"{incident.Id}.t{incident.Tasks.Count + 1}", task.Text, task.Owner, task.Due)),
            Order.TakeStep take => TakeStep(incident, person, take),
            Order.SkipStep skip => SkipStep(incident, person, skip),
            Order.UndoStep undo => UndoStep(incident, person, undo),
            Order.DraftNotice draft => DraftBy(incident, person, draft),
            Order.WithdrawNotice => Emitted(incident, person, new NoticeWithdrawn()),
            Order.ConfirmReturn confirm => ConfirmReturn(incident, person, confirm.Campaign),
            Order.ExtendReturn extend => Extend(incident, person, extend),
            Order.Resolve resolve => Resolve(incident, person, resolve),
            _ => throw new InvalidOperationException($"{order.GetType().Name} is not known here"),
        };
    }

    /// <summary>
    /// A number that stands for nothing would stay in the spool and stop the room for ever; how the public is told of
    /// the end is for the end itself to say.
    /// </summary>
    private static bool HasKnownValues(Order order) => order switch
    {
        Order.SetLevel level => Enum.IsDefined(level.Level),
        Order.SetPublicStatus status => status.Status is >= PublicStatus.Investigating and <= PublicStatus.Monitoring,
        _ => true,
    };

    /// <summary>Null: anybody who may see the incident.</summary>
    private IEnumerable<string>? Needed(Incident incident, Order order) => order switch
    {
        Order.SetLevel level => level.Level < incident.Level
            ? PlanOf(incident).LevelOf(level.Level).Raise : LevelOf(incident).Lower,
        Order.Resolve => LevelOf(incident).End,
        Order.Close or Order.ConfirmReturn or Order.ExtendReturn => Command,
        Order.DraftNotice or Order.WithdrawNotice or Order.SetPublicStatus => Speak,
        Order.SetCause or Order.SetEstimate or Order.SkipStep or Order.TakeRole or Order.GiveTask => Respond,
        // What a return waits for is signed by those who work on the incident; other tasks by whoever has done them.
        Order.FinishTask { Task: var task } when task.StartsWith(Signature, StringComparison.Ordinal) => Respond,
        _ => null,
    };

    private OrderOutcome Emitted(Incident incident, Person person, Fact fact)
    {
        Emit(incident, person.Actor, fact);
        return OrderOutcome.Done;
    }

    private OrderOutcome AcknowledgeBy(Incident incident, Person person)
    {
        Acknowledge(incident, person.Id, person.Via);
        return OrderOutcome.Done;
    }

    private OrderOutcome SetLevel(Incident incident, Person person, Order.SetLevel order)
    {
        if (order.Level == incident.Level) return OrderOutcome.Done;
        Emit(incident, person.Actor, new LevelSet(order.Level, order.Why));
        StartPages(incident);
        Escalate(incident);
        AdvanceRunbook(incident);
        return OrderOutcome.Done;
    }

    private OrderOutcome SetCause(Incident incident, Person person, Order.SetCause order)
    {
        var cause = PlanOf(incident).Risks.SelectMany(risk => risk.Response.Causes)
            .FirstOrDefault(one => one.Id == order.Cause);
        if (cause is null) return OrderOutcome.UnknownCause;
        Emit(incident, person.Actor, new CauseSet(cause.Id, cause.Runbook));
        if (incident.PublicStatus == PublicStatus.Investigating)
            Emit(incident, "plan", new PublicStatusSet(PublicStatus.Identified));
        if (incident.EstimatedBy != EstimatedByPerson) EstimateByRunbook(incident);
        if (LevelOfRepair(incident) is { } graver) Raise(incident, graver, RepairTooLong);
        AdvanceRunbook(incident);
        return OrderOutcome.Done;
    }

    private OrderOutcome SetEstimate(Incident incident, Person person, Order.SetEstimate order)
    {
        if (order.RepairedAt < now || order.RepairedAt > now.AddDays(30)) return OrderOutcome.TimeInvalid;
        Emit(incident, person.Actor, new EstimateSet(order.RepairedAt, EstimatedByPerson));
        if (LevelOfRepair(incident) is { } graver) Raise(incident, graver, RepairTooLong);
        AdvanceRunbook(incident);
        return OrderOutcome.Done;
    }

    /// <summary>The level that so long a repair asks for, whoever estimated it; null: it is as grave already.</summary>
    private ResponseLevel? LevelOfRepair(Incident incident)
    {
        var over = PlanOf(incident).Repair.Thresholds
            .Where(one => one.Risks.Count == 0 || one.Risks.Contains(incident.Begun.Risk))
            .Where(one => incident.RepairedAt - incident.BegunAt > TimeSpan.FromMinutes(one.OverMinutes))
            .Select(one => one.LevelAtLeast).OfType<ResponseLevel>().DefaultIfEmpty(ResponseLevel.IV).Min();
        return over < incident.Level ? over : null;
    }

    private OrderOutcome TakeStep(Incident incident, Person person, Order.TakeStep order)
    {
        if (FindStep(incident, order.Step) is not { } step) return OrderOutcome.UnknownStep;
        var known = incident.Steps.GetValueOrDefault(step.Id);
        var waiting = known is null || known.Phase is StepPhase.Waiting or StepPhase.Offered or StepPhase.Approved
            or StepPhase.Failed or StepPhase.TimedOut;
        if (!waiting || !step.Executable) return OrderOutcome.StepNotOffered;
        var two = TakesTwo(incident, step);
        if (two && known?.ApprovedBy is null)
        {
            // The first person asks, the second approves by taking it: nobody is both.
            if (!person.HasOneOf(Respond)) return OrderOutcome.NotAllowed;
            return Emitted(incident, person, new StepApproved(step.Id));
        }

        if (two && !person.IsSecondTo(known!.ApprovedBy!)) return OrderOutcome.OwnApproval;
        if (step.Approvers.Count > 0 ? !person.HasOneOf(step.Approvers) : !person.HasOneOf(Respond))
            return OrderOutcome.NotAllowed;
        StartStep(incident, person.Actor, step);
        if (step.Action == "manual")
            EndStep(incident.Id, step.Id, incident.Steps[step.Id].Run!, StepEnd.Done, order.Text);
        return OrderOutcome.Done;
    }

    private OrderOutcome SkipStep(Incident incident, Person person, Order.SkipStep order)
    {
        if (FindStep(incident, order.Step) is not { } step) return OrderOutcome.UnknownStep;
        var known = incident.Steps.GetValueOrDefault(step.Id);
        if (known is { IsOver: true } or { Phase: StepPhase.Running }) return OrderOutcome.StepNotOffered;
        Emit(incident, person.Actor, new StepEnded(step.Id, known?.Run ?? "", StepEnd.Skipped, order.Text));
        AdvanceRunbook(incident);
        return OrderOutcome.Done;
    }

    private OrderOutcome UndoStep(Incident incident, Person person, Order.UndoStep order)
    {
        if (FindStep(incident, order.Step) is not { Undo: not null } step) return OrderOutcome.UnknownStep;
        if (incident.Steps.GetValueOrDefault(step.Id)?.Phase != StepPhase.Done) return OrderOutcome.StepNotOffered;
        if (!MayUndo(person, step)) return OrderOutcome.NotAllowed;
        if (step.Mode == StepMode.TwoPerson || (step.Undo == "resume" && incident.WasRed))
        {
            // What two decided is not taken back by one: the first asks, the second does it.
            if (incident.Steps[step.Id].UndoAskedBy is not { } asked)
                return Emitted(incident, person, new StepApproved(step.Id, Undo: true));
            if (!person.IsSecondTo(asked)) return OrderOutcome.OwnApproval;
        }

        StartStep(incident, person.Actor, step, undo: true);
        return OrderOutcome.Done;
    }

    private RunbookStep? FindStep(Incident incident, string id) =>
        id == PauseByPlan && RiskOf(incident)?.Notice is { } notice ? PauseStep(notice, LevelOf(incident))
            : StepsOf(incident).FirstOrDefault(one => one.Id == id);

    private OrderOutcome DraftBy(Incident incident, Person person, Order.DraftNotice order)
    {
        if (order.Text.ReturnsAt is { } at && at <= now) return OrderOutcome.TimeInvalid;
        Draft(incident, person.Actor, order.Text);
        return OrderOutcome.Done;
    }

    private OrderOutcome Extend(Incident incident, Person person, Order.ExtendReturn order)
    {
        if (!incident.Returns.ContainsKey(order.Campaign)) return OrderOutcome.UnknownCampaign;
        if (order.At <= now || order.At > now.AddDays(30)) return OrderOutcome.TimeInvalid;
        Emit(incident, person.Actor, new ReturnMoved(order.Campaign, order.At, order.Why));
        TellAgain(incident, order.Campaign);
        return OrderOutcome.Done;
    }

    private OrderOutcome FinishTask(Incident incident, Person person, Order.FinishTask order)
    {
        if (!incident.Tasks.TryGetValue(order.Task, out var task)) return OrderOutcome.UnknownTask;
        if (incident.Phase == Phase.Closed) return OrderOutcome.WrongPhase;
        return task.Done ? OrderOutcome.Done : Emitted(incident, person, new TaskDone(order.Task));
    }

    private OrderOutcome Resolve(Incident incident, Person person, Order.Resolve order)
    {
        if (PhaseTable.Next(incident.Phase, PhaseEvent.Resolved) is null) return OrderOutcome.WrongPhase;
        if (incident.Returns.Count > 0) return OrderOutcome.StillFiring;
        // A pause that is still under way would be announced to nobody and never end; a lever would stay.
        if (incident.Steps.Values.Any(one => one is
            {
                Phase: StepPhase.Running or StepPhase.Undoing,
                Begun.Action: "pause" or "resume" or "lower-limit" or "raise-limit" or "relieve-storage",
            }))
            return OrderOutcome.StillFiring;
        return Emitted(incident, person, new Resolved(order.Summary));
    }

    private OrderOutcome Close(Incident incident, Person person, Order.Close order) =>
        PhaseTable.Next(incident.Phase, PhaseEvent.Closed) is null
            ? OrderOutcome.WrongPhase
            : Emitted(incident, person, new Closed(order.Review));
}
