using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>The emergency plan in force, for people to read.</summary>
/// <param name="Version"><c>default@3+1a2b3c4d</c>: id, number and the beginning of the hash.</param>
/// <param name="Approved">By a second person; one that is not moves nothing by itself.</param>
/// <param name="TreatFromScore">Score from which a risk may not stay without a response.</param>
public sealed record PlanReading(
    BilingualText Name, string Version, int Number, bool Approved, DateTimeOffset? ApprovedAt, BilingualText Purpose,
    DateOnly AssessedOn, DateOnly AssessmentEnds, bool AssessmentStale, int TreatFromScore,
    IReadOnlyList<BilingualText> Likelihood, IReadOnlyList<BilingualText> Impact, IReadOnlyList<RiskReading> Risks,
    IReadOnlyList<LevelReading> Levels, IReadOnlyList<TeamReading> Teams, IReadOnlyList<RunbookReading> Runbooks,
    IReadOnlyList<TemplateReading> Notices, IReadOnlyList<TallyReading> Tallies, IReadOnlyList<WaitingReading> Waiting,
    IReadOnlyList<VersionReading> Versions);

/// <param name="Detectors">Names of what watches for it.</param>
public sealed record RiskReading(
    string Id, BilingualText Name, BilingualText Description, int Likelihood, int Impact, BilingualText Owner,
    string Level, IReadOnlyList<Choice> Causes, IReadOnlyList<BilingualText> Detectors, BilingualText? Missing)
{
    public int Score => Likelihood * Impact;
}

/// <param name="Steps">Who is called after how many seconds.</param>
/// <param name="PausesByItself">Else a pause is proposed to the commander.</param>
public sealed record LevelReading(
    string Id, BilingualText Name, BilingualText Criteria, IReadOnlyList<BilingualText> Teams,
    IReadOnlyList<CallStepReading> Steps, int RepeatSeconds, bool PassesQuiet, int FirstNoticeSeconds,
    bool NoticeAutomatic, int UpdateMinutes, int PauseOverMinutes, bool PausesByItself);

public sealed record CallStepReading(int AfterSeconds, BilingualText Whom);

/// <param name="People">Primary, deputy, then members.</param>
public sealed record TeamReading(
    string Id, BilingualText Name, BilingualText Duty, IReadOnlyList<PersonReading> People,
    IReadOnlyList<DutyReading> OnCall);

/// <param name="Place"><c>primary</c>, <c>deputy</c> or <c>member</c>.</param>
/// <param name="Channels">Kinds only: addresses are personal.</param>
/// <param name="Known">The contacts have this person.</param>
public sealed record PersonReading(
    string Id, string Name, BilingualText? Post, string Place, IReadOnlyList<string> Channels, bool Known,
    bool QuietNow);

/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
/// <param name="Person">Null: nobody.</param>
/// <param name="FromCalendar">Else the plan's own person stands in.</param>
public sealed record DutyReading(
    string Place, string? Person, bool FromCalendar, DateTimeOffset? Until, string? Next);

public sealed record RunbookReading(
    string Id, BilingualText Name, BilingualText Summary, int RepairMinutes, IReadOnlyList<BilingualText> Causes,
    IReadOnlyList<PlanStepReading> Steps);

public sealed record PlanStepReading(
    BilingualText Name, BilingualText? How, string Mode, BilingualText Does, BilingualText Owner, int SecondsMax,
    bool HasUndo, BilingualText? Missing);

public sealed record TemplateReading(
    string Id, BilingualText Name, BilingualText Title, BilingualText Text, BilingualText Short, BilingualText Say);

public sealed record TallyReading(BilingualText Kind, int Executable, int Waiting);

public sealed record WaitingReading(BilingualText Kind, BilingualText Name, BilingualText Missing);

/// <param name="Name">Plan and number, as the comparison takes it.</param>
public sealed record VersionReading(string Name, string Author, DateTimeOffset? At, string? Approver, string? Note);

/// <summary>One thing in which two versions differ.</summary>
/// <param name="Kind"><c>Added</c>, <c>Removed</c> or <c>Changed</c>.</param>
public sealed record DifferenceReading(
    BilingualText Where, string Kind, BilingualText? Before, BilingualText? After);
