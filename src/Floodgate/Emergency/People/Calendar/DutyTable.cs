using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>Where a duty comes from.</summary>
internal enum DutySource { Rotation, Override, Plan, Nobody }

/// <summary>Who is on call, and by which entry of the calendar (null: by the plan, or nobody).</summary>
internal sealed record Duty(string? Person, DutySource Source, string? Entry);

/// <summary>A duty from one moment to another.</summary>
internal sealed record DutySpan(DateTimeOffset From, DateTimeOffset Until, Duty Duty);

/// <summary>
/// A calendar that can be asked. Pure: the same calendar, place and moment give the same person, on every machine and
/// after every restart.
/// </summary>
internal sealed class DutyTable
{
    private readonly List<RotationTurns> _rotations;
    private readonly List<(Override Entry, DateTimeOffset From, DateTimeOffset Until)> _overrides = [];

    /// <param name="calendar">Checked; entries whose times or zones cannot be read are left out.</param>
    public DutyTable(OnCallCalendar calendar)
    {
        _rotations = [.. calendar.Rotations.Select(RotationTurns.Of).OfType<RotationTurns>()];
        foreach (var entry in calendar.Overrides)
            if (TimeText.TryRead(entry.From, out var from) && TimeText.TryRead(entry.Until, out var until))
                _overrides.Add((entry, from, until));
    }

    /// <summary>Null: neither rotation nor override covers this moment.</summary>
    public Duty? At(string team, DutyPlace place, DateTimeOffset at)
    {
        for (var i = _overrides.Count - 1; i >= 0; i--)
        {
            var (entry, from, until) = _overrides[i];
            if (entry.Team == team && entry.Place == place && from <= at && at < until)
                return new Duty(entry.Person, DutySource.Override, entry.Id);
        }

        // Of several rotations the last in the calendar that covers the moment: hours of the night over all hours.
        for (var i = _rotations.Count - 1; i >= 0; i--)
        {
            var turns = _rotations[i];
            if (turns.Rotation.Team == team && turns.Rotation.Place == place && turns.At(at) is { } person)
                return new Duty(person, DutySource.Rotation, turns.Rotation.Id);
        }

        return null;
    }

    /// <summary>Whether the calendar says anything at all about this place.</summary>
    public bool Knows(string team, DutyPlace place) =>
        _rotations.Any(turns => turns.Rotation.Team == team && turns.Rotation.Place == place);

    /// <summary>
    /// The time between two moments in spans that leave nothing out; neighbours with the same duty are one span.
    /// </summary>
    /// <param name="team">Whose.</param>
    /// <param name="place">Which place.</param>
    /// <param name="from">The first span begins here.</param>
    /// <param name="until">The last span ends here.</param>
    /// <param name="uncovered">The duty where the calendar has none.</param>
    public IReadOnlyList<DutySpan> Between(
        string team, DutyPlace place, DateTimeOffset from, DateTimeOffset until, Duty uncovered)
    {
        var edges = new SortedSet<DateTimeOffset> { from };
        foreach (var turns in _rotations.Where(one => one.Rotation.Team == team && one.Rotation.Place == place))
            edges.UnionWith(turns.Edges(from, until).Where(edge => edge > from && edge < until));
        foreach (var (entry, begins, ends) in _overrides)
        {
            if (entry.Team != team || entry.Place != place) continue;
            if (begins > from && begins < until) edges.Add(begins);
            if (ends > from && ends < until) edges.Add(ends);
        }

        var spans = new List<DutySpan>();
        foreach (var edge in edges)
        {
            var duty = At(team, place, edge) ?? uncovered;
            if (spans.Count > 0 && spans[^1].Duty == duty) continue;
            if (spans.Count > 0) spans[^1] = spans[^1] with { Until = edge };
            spans.Add(new DutySpan(edge, until, duty));
        }

        return spans;
    }
}
