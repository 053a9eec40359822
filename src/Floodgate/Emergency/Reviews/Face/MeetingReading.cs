using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews.Face;

/// <summary>Meetings: those to come, the soonest first, and those that were held.</summary>
/// <param name="Teams">That can be asked to come, by the plan in force.</param>
public sealed record MeetingLines(
    DateTimeOffset Now, IReadOnlyList<MeetingLine> Due, IReadOnlyList<MeetingLine> Held, bool MayWrite,
    IReadOnlyList<TeamChoice> Teams);

public sealed record TeamChoice(string Id, BilingualText Name);

/// <param name="Incident">The one it follows; null: a regular one, or called by hand.</param>
/// <param name="Regular">The plan asks for it.</param>
/// <param name="Version">As it was read.</param>
public sealed record MeetingLine(
    string Id, BilingualText Name, string? Incident, bool Regular, IReadOnlyList<BilingualText> Teams,
    DateTimeOffset DueAt, bool Overdue, DateTimeOffset? HeldAt, string? NotedBy, int Version);

/// <summary>One meeting with what it talks about, or talked about when it was held.</summary>
public sealed record MeetingReading(
    DateTimeOffset Now, MeetingLine Line, IReadOnlyList<AgendaLine> Agenda, IReadOnlyList<string> Attendance,
    string? Minutes, IReadOnlyList<ActionLine> Decisions, bool MayWrite, IReadOnlyList<string> Owners);

/// <param name="Kind"><c>topic</c>, <c>incident</c>, <c>review</c>, <c>action</c> or <c>stale</c>.</param>
/// <param name="Subject">The id of what it is about.</param>
public sealed record AgendaLine(string Kind, string Subject, BilingualText Text);

/// <summary>A meeting to be called by hand.</summary>
public sealed record MeetingAsked(BilingualText Name, DateTimeOffset DueAt, IReadOnlyList<string> Teams);

/// <summary>What came of a meeting; each decision becomes an action.</summary>
public sealed record MeetingWriting(
    DateTimeOffset HeldAt, IReadOnlyList<string> Attendance, string Minutes, IReadOnlyList<ActionAsked> Decisions);
