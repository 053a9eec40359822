using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>For looking only; it changes by what is decided.</summary>
    public RoomState State => state;

    /// <summary>Whether the person's roles allow it: what a screen offers. Asked again when carried out.</summary>
    public bool May(Incident incident, Person person, Order order) =>
        Needed(incident, order) is not { } roles || person.HasOneOf(roles);

    /// <summary>Whether the person may ask for, approve or take this step.</summary>
    public static bool MayTake(Incident incident, Person person, RunbookStep step)
    {
        var known = incident.Steps.GetValueOrDefault(step.Id);
        var approvers = step.Approvers.Count > 0 ? step.Approvers : Respond;
        if (!TakesTwo(incident, step)) return person.HasOneOf(approvers);
        return known?.ApprovedBy is { } asked
            ? person.IsSecondTo(asked) && person.HasOneOf(approvers)
            : person.HasOneOf(Respond);
    }

    /// <summary>The plan says so, it opens claims under a level I incident, or it is about the database.</summary>
    public static bool TakesTwo(Incident incident, RunbookStep step) =>
        step.Mode == StepMode.TwoPerson || IsOfTheDatabase(step) || (step.Action == "resume" && incident.WasRed);

    /// <summary>What may cost acknowledged vouchers takes two people, whatever a plan says.</summary>
    public static bool IsOfTheDatabase(RunbookStep step) => step.Action is "promote-standby" or "release-standby";

    /// <summary>Whoever may take it may take it back; but claims are opened by those who may open them.</summary>
    public static bool MayUndo(Person person, RunbookStep step) =>
        person.HasOneOf(step.Approvers.Count > 0 ? step.Approvers : Respond)
        && (step.Undo != "resume" || person.HasOneOf(Reopen));
}
