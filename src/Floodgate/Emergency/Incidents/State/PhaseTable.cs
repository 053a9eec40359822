namespace Floodgate.Emergency.Incidents;

/// <summary>What moves an incident on.</summary>
internal enum PhaseEvent { Acknowledged, Resolved, Reopened, Closed, Joined }

/// <summary>
/// The state machine, as a table one can read. What is not in it does not happen. The public status is apart from it:
/// people set it, resolving and closing set it too.
/// </summary>
internal static class PhaseTable
{
    private static readonly (Phase From, PhaseEvent On, Phase To)[] Ways =
    [
        (Phase.Open, PhaseEvent.Acknowledged, Phase.Acknowledged),
        (Phase.Acknowledged, PhaseEvent.Acknowledged, Phase.Acknowledged),
        (Phase.Open, PhaseEvent.Resolved, Phase.Resolved),
        (Phase.Acknowledged, PhaseEvent.Resolved, Phase.Resolved),
        (Phase.Resolved, PhaseEvent.Reopened, Phase.Open),
        (Phase.Resolved, PhaseEvent.Closed, Phase.Closed),
        (Phase.Open, PhaseEvent.Joined, Phase.Closed),
        (Phase.Acknowledged, PhaseEvent.Joined, Phase.Closed),
    ];

    public static Phase? Next(Phase from, PhaseEvent on)
    {
        foreach (var way in Ways)
            if (way.From == from && way.On == on) return way.To;
        return null;
    }
}
