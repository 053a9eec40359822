using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>Everything readiness is computed from, at one moment; null: nothing here knows it.</summary>
internal sealed record ReadinessMaterial(PlanInForce Plan, DateTimeOffset Now)
{
    public DateOnly Today => DateOnly.FromDateTime(ReviewWords.Local(Now).DateTime);

    public IReadOnlyList<IncidentHead> Incidents { get; init; } = [];

    public IReadOnlyList<ReviewRow> Reviews { get; init; } = [];

    /// <summary>Those that are open.</summary>
    public IReadOnlyList<ActionRow> Actions { get; init; } = [];

    public IReadOnlyList<MeetingRow> Meetings { get; init; } = [];

    public IReadOnlyList<LastDone>? Drills { get; init; }

    /// <summary>By drill of the plan: when its teams last held it together.</summary>
    public IReadOnlyList<LastDone>? JointDrills { get; init; }

    public IReadOnlyList<LastDone>? Courses { get; init; }

    public IReadOnlyList<LastDone>? Reachability { get; init; }

    public IReadOnlyList<BilingualText>? OnCallGaps { get; init; }

    public IReadOnlyList<UntrainedOnCall>? Untrained { get; init; }

    public DateTimeOffset? ContactsChangedAt { get; init; }

    public DateTimeOffset? ConfigurationChangedAt { get; init; }

    public IReadOnlyList<CampaignSize>? Campaigns { get; init; }
}

/// <summary>Something that is to be done again and again, and how it stands.</summary>
/// <param name="LastAt">Null: never.</param>
/// <param name="DueAt">Null: it was never done, so it is due now.</param>
/// <param name="Together">Teams that must do it together; null: that is not asked.</param>
internal sealed record CadenceState(
    string Id, BilingualText Name, int EveryDays, DateTimeOffset? LastAt, bool? Good, bool Overdue,
    DateTimeOffset? DueAt = null, IReadOnlyList<BilingualText>? Together = null);

/// <summary>Drills and courses against their intervals. What was never done is overdue.</summary>
internal static class Cadence
{
    public static IReadOnlyList<CadenceState> OfDrills(ReadinessMaterial known) =>
    [
        .. known.Plan.Plan.Drills.Where(drill => drill.Executable)
            .Select(drill => State(drill, drill.EveryDays, known.Drills, known.Now)),
        .. known.Plan.Plan.Drills.Where(drill => drill is { Executable: true, Joint: not null })
            .Select(drill => Joint(known, drill, drill.Joint!)),
    ];

    /// <summary>It has no score of its own: the run's is the drill's.</summary>
    private static CadenceState Joint(ReadinessMaterial known, DrillPlan drill, JointDrill joint) =>
        State(drill, joint.EveryDays, known.JointDrills, known.Now) with
        {
            Id = drill.Id + "/joint",
            Name = new BilingualText("联合演练：" + drill.Name.Zh, "Joint drill: " + drill.Name.En),
            Together = [.. joint.Teams.Select(id => known.Plan.Plan.TeamOf(id)?.Name ?? new BilingualText(id, id))],
        };

    public static IReadOnlyList<CadenceState> OfCourses(ReadinessMaterial known) =>
    [
        .. known.Plan.Plan.Courses.Where(course => course.Executable)
            .Select(course => State(course, course.ValidDays, known.Courses, known.Now)),
    ];

    private static CadenceState State(
        IPlanPart part, int days, IReadOnlyList<LastDone>? done, DateTimeOffset now)
    {
        var last = done?.FirstOrDefault(one => one.Id == part.Id);
        var due = last?.At?.AddDays(days);
        return new CadenceState(part.Id, part.Name, days, last?.At, last?.Good, due is null || due < now, due);
    }
}
