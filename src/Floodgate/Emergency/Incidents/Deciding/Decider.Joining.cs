namespace Floodgate.Emergency.Incidents;

internal sealed partial class Decider
{
    /// <summary>Looked at in one round; the rest comes in the next. Nobody's call waits for it.</summary>
    private const int TouchedMax = 20;

    /// <summary>
    /// Two live incidents over one cause are one: the later goes into the earlier with all that is known and begun.
    /// They come of two rooms that could not hear each other, and of people who declare or name a cause.
    /// </summary>
    private void JoinIncidents()
    {
        foreach (var id in state.TakeTouched(TouchedMax))
        {
            if (state.Find(id) is not { IsLive: true } one) continue;
            foreach (var other in state.Live.Where(other => other != one).ToArray())
            {
                var (earlier, later) = IsBefore(one, other) ? (one, other) : (other, one);
                // What is under way there ends there first: its end is news again.
                if (!IsOneWith(earlier, later) || later.Steps.Values.Any(IsUnderWay)) continue;
                Join(later, earlier);
                if (later == one) break;
            }
        }
    }

    private static bool IsBefore(Incident one, Incident other) =>
        one.OpenedAt != other.OpenedAt
            ? one.OpenedAt < other.OpenedAt : string.CompareOrdinal(one.Id, other.Id) < 0;

    private static bool IsUnderWay(StepState step) => step.Phase is StepPhase.Running or StepPhase.Undoing;

    private static bool IsOneWith(Incident earlier, Incident later)
    {
        if (earlier.Begun.Risk is { } risk && risk == later.Begun.Risk && earlier.Cause == later.Cause
            && Meet(earlier, later)) return true;
        // Opened at two nodes that could not hear each other; one that could has put each signal where it belongs.
        if (NodeOf(earlier) != NodeOf(later) && later.Signals.Keys.Any(earlier.Signals.ContainsKey)) return true;
        // Of one room each signal has found its home; those of two rooms are held against each other by the same rule.
        return IsOfWatch(earlier) != IsOfWatch(later)
            && (earlier.Begun.Risk == later.Begun.Risk
                || later.Signals.Keys.Any(earlier.Signals.ContainsKey)
                || (later.OpenedAt - earlier.OpenedAt <= JoinWithin && later.Level >= earlier.Level));
    }

    /// <summary>Whether they touch a campaign in common; without any an incident is the whole service's.</summary>
    private static bool Meet(Incident one, Incident other) =>
        !one.Campaigns.Any() || !other.Campaigns.Any() || one.Campaigns.Intersect(other.Campaigns).Any();

    private static bool IsOfWatch(Incident incident) => incident.Id.StartsWith(WatchMark, StringComparison.Ordinal);

    /// <summary>What the id ends with: <c>20261123-01-node1</c>.</summary>
    private static string NodeOf(Incident incident) => incident.Id.Split('-', 3) is [_, _, var node] ? node : "";

    private void Join(Incident from, Incident into)
    {
        Emit(into, "plan", new Observed($"incident {from.Id} is the same trouble and goes on here"));
        foreach (var signal in from.Signals.Where(one => one.Value.Firing && !IsFiring(into, one.Key)).ToArray())
            Emit(into, "plan", signal.Value.Last);
        // Before anybody is called: who has answered there is not called here.
        foreach (var person in from.AcknowledgedBy.Keys.ToArray()) Acknowledge(into, person, "joined");
        foreach (var (role, person) in from.Roles.Where(one => !into.Roles.ContainsKey(one.Key)).ToArray())
            Emit(into, "plan", new RoleTaken(role, person));
        foreach (var task in from.Tasks.Values.Where(one => !one.Done && !into.Tasks.ContainsKey(one.Given.Task)))
            Emit(into, "plan", task.Given);
        foreach (var (campaign, back) in from.Returns.ToArray())
            if (!into.Returns.TryGetValue(campaign, out var known) || known.At < back.At)
                Emit(into, "plan", new ReturnAnnounced(campaign, back.At));
        if (from.RepairedAt is { } repaired && !(into.RepairedAt >= repaired))
            Emit(into, "plan", new EstimateSet(repaired, from.EstimatedBy ?? EstimatedByPerson));
        if (into.Notice is null && from.Notice is { } notice)
            Emit(into, "plan", new NoticeDrafted(notice.Text, notice.PublicAt > now ? notice.PublicAt : now));
        Emit(from, "plan", new Joined(into.Id));
        if (from.Level < into.Level) Raise(into, from.Level, $"incident {from.Id} was graver");
        PublishDue(into);
    }

    /// <summary>Whoever answers or speaks in an incident that went into another is heard there.</summary>
    private Incident? Standing(string id, Order order)
    {
        var incident = state.Find(id);
        while (order is Order.Acknowledge or Order.Say && incident?.JoinedInto is { } into) incident = state.Find(into);
        return incident;
    }
}
