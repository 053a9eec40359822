using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Whether the plan could be carried out today, and what hinders it; at one moment.</summary>
public sealed record ReadinessReading
{
    public required DateTimeOffset Now { get; init; }

    /// <summary>Nothing is overdue, stale or open to a gap that is known.</summary>
    public required bool Ready { get; init; }

    public required PlanStanding Plan { get; init; }

    /// <summary>Revision triggers of the plan, the stale ones first.</summary>
    public required IReadOnlyList<TriggerReading> Triggers { get; init; }

    public required IReadOnlyList<OwedReview> Reviews { get; init; }

    /// <summary>That are open, the late ones first.</summary>
    public required IReadOnlyList<ActionLine> Actions { get; init; }

    /// <summary>That are to come, the soonest first.</summary>
    public required IReadOnlyList<MeetingLine> Meetings { get; init; }

    public required IReadOnlyList<CadenceReading> Drills { get; init; }

    public required IReadOnlyList<CadenceReading> Courses { get; init; }

    /// <summary>Null: nothing here knows it.</summary>
    public required IReadOnlyList<BilingualText>? Gaps { get; init; }

    /// <summary>On call in the coming days without valid training; null: nothing here knows it.</summary>
    public required IReadOnlyList<UntrainedReading>? Untrained { get; init; }

    /// <summary>Channels of people, tested or not; null: nothing here knows it.</summary>
    public required IReadOnlyList<ReachReading>? Reached { get; init; }
}

/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
public sealed record UntrainedReading(
    BilingualText Team, string Place, string Person, DateTimeOffset From, IReadOnlyList<BilingualText> Courses);

/// <param name="Executable">Parts that can be carried out.</param>
public sealed record PlanStanding(
    string Name, int Version, bool Approved, int Executable, IReadOnlyList<MissingPart> Waiting);

public sealed record MissingPart(BilingualText Kind, BilingualText Name, BilingualText Missing);

/// <param name="State"><c>Fresh</c>, <c>Stale</c> or <c>Unknown</c>.</param>
public sealed record TriggerReading(BilingualText Name, string State, BilingualText Because);

/// <summary>Something that is to be done again and again.</summary>
/// <param name="LastAt">Null: never.</param>
/// <param name="Good">Null: it has no result.</param>
/// <param name="DueAt">Null: never done, so it is due now.</param>
/// <param name="Together">Teams that must do it together; null: that is not asked.</param>
public sealed record CadenceReading(
    string Id, BilingualText Name, int EveryDays, DateTimeOffset? LastAt, bool? Good, bool Overdue,
    DateTimeOffset? DueAt = null, IReadOnlyList<BilingualText>? Together = null);

/// <param name="Channel">Person and kind, as <c>Li Wei/Sms</c>.</param>
/// <param name="At">Null: never tested.</param>
/// <param name="Good">Null: no recent test has a result.</param>
public sealed record ReachReading(string Channel, DateTimeOffset? At, bool? Good);
