using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.People;

/// <summary>What is wrong with a stretch of the calendar, the worst first.</summary>
internal enum GapKind
{
    /// <summary>Neither calendar nor plan has anybody who is known.</summary>
    Nobody,

    /// <summary>Primary and deputy are one person: nobody to climb to.</summary>
    SamePerson,

    /// <summary>A place with a rotation that does not cover this time: the plan's person stands in.</summary>
    Uncovered,
}

/// <param name="StandsIn">Who is called all the same; null: nobody.</param>
internal sealed record Gap(
    string Team, DutyPlace Place, GapKind Kind, DateTimeOffset From, DateTimeOffset Until, string? StandsIn);

/// <summary>
/// Stretches of the coming days in which the calendar leaves a team with less than two people on call.
/// </summary>
internal static class Gaps
{
    public static IReadOnlyList<Gap> In(
        Roster roster, DutyTable table, IReadOnlyList<Team> teams, DateTimeOffset from, DateTimeOffset until)
    {
        var gaps = new List<Gap>();
        foreach (var team in teams)
        {
            var primary = roster.Between(team, DutyPlace.Primary, from, until);
            var deputy = roster.Between(team, DutyPlace.Deputy, from, until);
            gaps.AddRange(Empty(table, team, DutyPlace.Primary, primary));
            gaps.AddRange(Empty(table, team, DutyPlace.Deputy, deputy));
            gaps.AddRange(Same(team, primary, deputy));
        }

        return [.. gaps.OrderBy(gap => gap.From).ThenBy(gap => gap.Team, StringComparer.Ordinal)
            .ThenBy(gap => gap.Place)];
    }

    private static IEnumerable<Gap> Empty(DutyTable table, Team team, DutyPlace place, IReadOnlyList<DutySpan> spans)
    {
        var planned = table.Knows(team.Id, place);
        foreach (var span in spans)
        {
            if (span.Duty.Source == DutySource.Nobody)
                yield return new Gap(team.Id, place, GapKind.Nobody, span.From, span.Until, null);
            else if (planned && span.Duty.Source == DutySource.Plan)
                yield return new Gap(team.Id, place, GapKind.Uncovered, span.From, span.Until, span.Duty.Person);
        }
    }

    private static IEnumerable<Gap> Same(Team team, IReadOnlyList<DutySpan> primary, IReadOnlyList<DutySpan> deputy)
    {
        Gap? open = null;
        foreach (var one in primary)
        {
            foreach (var other in deputy)
            {
                var (from, until) = (Later(one.From, other.From), Earlier(one.Until, other.Until));
                if (from >= until || one.Duty.Person is not { } person || person != other.Duty.Person) continue;
                if (open is not null && open.Until == from && open.StandsIn == person)
                {
                    open = open with { Until = until };
                    continue;
                }

                if (open is not null) yield return open;
                open = new Gap(team.Id, DutyPlace.Deputy, GapKind.SamePerson, from, until, person);
            }
        }

        if (open is not null) yield return open;
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
