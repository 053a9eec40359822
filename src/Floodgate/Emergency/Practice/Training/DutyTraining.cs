using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>Somebody is on call without the training that the team asks for.</summary>
/// <param name="From">The first moment of it.</param>
/// <param name="Courses">That are missing or have run out by then.</param>
internal sealed record UntrainedDuty(
    Team Team, DutyPlace Place, string Person, DateTimeOffset From, IReadOnlyList<Course> Courses);

/// <summary>Whoever is on call must have passed the courses of the team. Pure.</summary>
internal static class DutyTraining
{
    /// <summary>Each person once a place, at their first duty.</summary>
    /// <param name="duties">Of the days that are looked at.</param>
    /// <param name="plan">In force.</param>
    /// <param name="taken">What counts as training.</param>
    public static IReadOnlyList<UntrainedDuty> Of(
        IEnumerable<(Team Team, DutyPlace Place, DutySpan Span)> duties, EmergencyPlan plan,
        IReadOnlyDictionary<(string Course, string Person), LastTraining> taken)
    {
        var found =
            from duty in duties
            where duty.Span.Duty.Person is not null
            group duty.Span by (duty.Team, duty.Place, Person: duty.Span.Duty.Person!) into spans
            let first = spans.Min(span => span.From)
            let courses = plan.Courses.Where(course => course.Executable
                && spans.Key.Team.Courses.Contains(course.Id) && !Holds(taken, course.Id, spans.Key.Person, first))
                .ToArray()
            where courses.Length > 0
            orderby first, spans.Key.Team.Id, spans.Key.Place
            select new UntrainedDuty(spans.Key.Team, spans.Key.Place, spans.Key.Person, first, courses);
        return [.. found];
    }

    private static bool Holds(
        IReadOnlyDictionary<(string Course, string Person), LastTraining> taken, string course, string person,
        DateTimeOffset at) => taken.GetValueOrDefault((course, person)) is { } last && last.ValidUntil > at;
}
