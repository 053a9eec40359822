using Floodgate.Foundation;

namespace Floodgate.Emergency.Practice.Face;

/// <summary>Drills of the plan in force and those that were run; at one moment.</summary>
/// <param name="Drills">That can be run, the overdue ones first.</param>
/// <param name="Waiting">That wait for later software.</param>
/// <param name="Runs">The newest first.</param>
/// <param name="More">Older runs are on record.</param>
public sealed record DrillLines(
    DateTimeOffset Now, IReadOnlyList<DrillLine> Drills, IReadOnlyList<WaitingDrill> Waiting,
    IReadOnlyList<DrillRunLine> Runs, bool More);

/// <param name="Id">As in <c>floodgate drill run ID</c>.</param>
/// <param name="Last">Null: never run.</param>
/// <param name="DueAt">Null: it was never run, so it is due now.</param>
public sealed record DrillLine(
    string Id, BilingualText Name, BilingualText Objective, int EveryDays, IReadOnlyList<BilingualText> Teams,
    bool Overdue, DateTimeOffset? DueAt, LastRun? Last, JointLine? Joint);

/// <summary>When these teams last held a drill together, and when they must again.</summary>
/// <param name="Run">The record of the last joint run; null: never.</param>
/// <param name="DueAt">Null: never, so it is due now.</param>
public sealed record JointLine(
    IReadOnlyList<BilingualText> Teams, int EveryDays, bool Overdue, string? Run, DateTimeOffset? LastAt,
    DateTimeOffset? DueAt);

/// <param name="Run">The record's id.</param>
public sealed record LastRun(string Run, DateTimeOffset EndedAt, int Met, int All, bool Full);

public sealed record WaitingDrill(BilingualText Name, BilingualText Missing);

/// <param name="Id">The record's, as <c>d-7</c>.</param>
public sealed record DrillRunLine(
    string Id, string Drill, BilingualText Name, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Met, int All,
    bool Full, string SubmittedBy);

/// <summary>What came of one run of a drill.</summary>
/// <param name="Ending"><c>completed</c>, <c>timeLimit</c>, ...</param>
/// <param name="Shadow">On a system of its own.</param>
/// <param name="Teams">That took part with people of their own; of a run that was broken off none did.</param>
public sealed record DrillScorecard(
    DrillRunLine Run, IReadOnlyList<BilingualText> Teams, BilingualText Title, string Plan, string DrillHash,
    string Program, string Seed, string Ending, bool Shadow, IReadOnlyList<InjectLine> Injects,
    IReadOnlyList<ExpectationLine> Expectations, IReadOnlyList<RollbackLine> Rollback,
    IReadOnlyList<BilingualText> Actions, IReadOnlyList<string> Troubles);

/// <param name="AtSeconds">From the start; null: it was not begun.</param>
public sealed record InjectLine(BilingualText Title, double? AtSeconds);

/// <param name="OfPeople">Expected of persons, not of the program.</param>
/// <param name="AtSeconds">From the start, when it came true.</param>
public sealed record ExpectationLine(
    BilingualText Title, bool OfPeople, BilingualText Target, bool Met, double? MeasuredSeconds, double? AtSeconds,
    BilingualText Seen);

/// <param name="Step"><c>stopLoad</c>, <c>storageBack</c>, ...</param>
public sealed record RollbackLine(string Step, bool Done);
