using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Decides for the room: a pure function of state, view, input and time whose entries are applied to the state at once.
/// No I/O, no clock, no randomness; the same inputs give the same entries.
/// </summary>
internal sealed partial class Decider(string origin, RoomState state, RoomView view, DateTimeOffset now)
{
    private readonly List<Entry> _entries = [];

    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Takes another room's entries as they are; those known already change nothing.</summary>
    public void Adopt(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (entry.Origin != origin && !state.WasHere(entry) && state.Apply(entry)) _entries.Add(entry);
    }

    /// <summary>Something the program noticed, for an incident's timeline.</summary>
    public void Note(string incident, string actor, string text)
    {
        if (state.Find(incident) is not null) Emit(incident, actor, new Observed(text));
    }

    public void CountLoss(string incident, LossCounted loss)
    {
        if (state.Find(incident) is not null) Emit(incident, "plan", loss);
    }

    /// <summary>
    /// No server ran from then until then: of each live incident it is said how much of it nobody could count.
    /// </summary>
    public void SayUnanswered(DateTimeOffset from, DateTimeOffset until)
    {
        foreach (var incident in state.Live.ToArray())
        {
            var begin = from > incident.Begun.Since ? from : incident.Begun.Since;
            if (begin < until) Emit(incident, "plan", new Unanswered(begin, until));
        }
    }

    /// <summary>Everything that is due by now, of every incident that is not over.</summary>
    /// <exception cref="AggregateException">Some could not be decided; all others were.</exception>
    public void Tick()
    {
        List<Exception>? faults = null;
        JoinIncidents();
        LetGoOfReturns();
        foreach (var incident in state.Incidents.Values.ToArray())
        {
            try
            {
                TickOne(incident);
            }
#pragma warning disable CA1031 // One incident that breaks must not keep the people of another from being called.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                (faults ??= []).Add(fault);
            }
        }

        if (faults is not null) throw new AggregateException(faults);
    }

    private void TickOne(Incident incident)
    {
        if (incident.IsLive)
        {
            Escalate(incident);
            GiveUpSteps(incident);
            AdvanceRunbook(incident);
            DraftFirstNotice(incident);
            WatchReturns(incident);
        }

        PublishDue(incident);
    }

    /// <summary>When <see cref="Tick"/> has something to do at the latest; null: nothing is due.</summary>
    public DateTimeOffset? NextDue() => state.Incidents.Values
        .SelectMany(incident => DuesOf(incident)).Cast<DateTimeOffset?>().Min();

    private IEnumerable<DateTimeOffset> DuesOf(Incident incident)
    {
        foreach (var due in PublishDues(incident)) yield return due;
        if (!incident.IsLive) yield break;
        foreach (var due in EscalationDues(incident)) yield return due;
        foreach (var due in StepDues(incident)) yield return due;
        foreach (var due in NoticeDues(incident)) yield return due;
        foreach (var due in ReturnDues(incident)) yield return due;
    }

    private void Emit(string incident, string actor, Fact fact)
    {
        var entry = new Entry(origin, state.LastOf(origin) + 1, now, incident, actor, fact);
        _entries.Add(entry);
        state.Apply(entry);
    }

    private void Emit(Incident incident, string actor, Fact fact) => Emit(incident.Id, actor, fact);

    private EmergencyPlan PlanOf(Incident incident) => view.PlanOf(incident.Begun.Plan);

    private Risk? RiskOf(Incident incident) =>
        incident.Begun.Risk is { } risk ? PlanOf(incident).RiskOf(risk) : null;

    private Level LevelOf(Incident incident) => PlanOf(incident).LevelOf(incident.Level);
}
