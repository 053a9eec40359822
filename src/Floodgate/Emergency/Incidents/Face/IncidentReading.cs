using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents.Face;

/// <summary>The room of one incident as one person sees it; a copy, made in one moment.</summary>
public sealed record IncidentReading
{
    public required DateTimeOffset Now { get; init; }

    public required IncidentLine Line { get; init; }

    /// <summary>What it means for vouchers.</summary>
    public required BilingualText Effect { get; init; }

    /// <summary>The version of the plan it is handled under.</summary>
    public required string Plan { get; init; }

    public required NextAct Next { get; init; }

    public required RoomRights May { get; init; }

    /// <summary>This person has answered the page.</summary>
    public required bool Answered { get; init; }

    public required IReadOnlyList<SignalReading> Signals { get; init; }

    public BilingualText? Runbook { get; init; }

    public required IReadOnlyList<StepReading> Steps { get; init; }

    public required IReadOnlyList<TeamCall> Calls { get; init; }

    public required IReadOnlyList<ReturnReading> Returns { get; init; }

    public required IReadOnlyList<TaskReading> Tasks { get; init; }

    /// <summary>Null: nothing is known of it yet.</summary>
    public LossReading? Loss { get; init; }

    public AutomationReading? Automation { get; init; }

    public NoticeReading? Notice { get; init; }

    /// <summary>Templates to draft from.</summary>
    public required IReadOnlyList<Choice> Templates { get; init; }

    /// <summary>The one the plan has for the risk.</summary>
    public string? SuggestedTemplate { get; init; }

    public string? Cause { get; init; }

    public required IReadOnlyList<Choice> Causes { get; init; }

    public DateTimeOffset? RepairedAt { get; init; }

    /// <summary>
    /// <c>Investigating</c>, <c>Identified</c>, <c>Monitoring</c>, <c>Resolved</c> or <c>Postmortem</c>.
    /// </summary>
    public required string PublicStatus { get; init; }

    /// <summary>Who can be given a task: people the room knows, and the plan's teams.</summary>
    public required IReadOnlyList<Choice> Owners { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<TimelineLine> Timeline { get; init; }

    /// <summary>Entries older than those in <see cref="Timeline"/>.</summary>
    public required int OlderEntries { get; init; }

    /// <summary>What changed in the 24 hours before it began, and since; the newest first.</summary>
    public required IReadOnlyList<ChangeLine> Changes { get; init; }

    public required IReadOnlyList<SimilarIncident> Similar { get; init; }
}

/// <summary>The one thing to do next.</summary>
/// <param name="Kind">
/// <c>acknowledge</c>, <c>return</c>, <c>step</c>, <c>approve</c>, <c>notice</c>, <c>resolve</c>, <c>wait</c> or
/// <c>over</c>.
/// </param>
/// <param name="Target">The step or the campaign.</param>
public sealed record NextAct(string Kind, string? Target, BilingualText Words);

/// <summary>What this person's roles allow here; asked again when anything is done.</summary>
/// <param name="Levels">Levels the incident may be set to.</param>
public sealed record RoomRights(
    bool Respond, bool Speak, bool Command, bool End, IReadOnlyList<string> Levels);

/// <param name="Name">The detector's; else what the alert calls itself.</param>
public sealed record SignalReading(
    BilingualText Name, string? Campaign, bool Firing, DateTimeOffset Since, decimal? Value, decimal? Limit,
    string? Unit, string Text);

/// <param name="Mode"><c>Automatic</c>, <c>OneClick</c>, <c>TwoPerson</c> or <c>Manual</c>.</param>
/// <param name="Does">What its action does.</param>
/// <param name="Phase">
/// <c>Waiting</c>, <c>Offered</c>, <c>Approved</c>, <c>Running</c>, <c>Done</c>, <c>Failed</c>, <c>TimedOut</c>,
/// <c>Skipped</c>, <c>Undoing</c> or <c>Undone</c>.
/// </param>
/// <param name="Missing">Set when this software cannot do it yet.</param>
/// <param name="AskedBy">Of two persons, the first.</param>
public sealed record StepReading(
    string Id, BilingualText Name, BilingualText? How, string Mode, BilingualText Does, string Phase,
    BilingualText Owner, BilingualText? Missing, bool MayTake, bool MayUndo, bool MaySkip, DateTimeOffset? Since,
    string? AskedBy, string? Result, int SecondsMax)
{
    /// <summary>Of the two who take a two-person step back, the first.</summary>
    public string? UndoAskedBy { get; init; }
}

/// <summary>How the call of a team stands.</summary>
public sealed record TeamCall(
    BilingualText Team, DateTimeOffset StartedAt, bool Answered, bool Exhausted, IReadOnlyList<PersonCall> People);

/// <param name="Tries">How they were called, in order.</param>
public sealed record PersonCall(string Name, DateTimeOffset? AnsweredAt, IReadOnlyList<CallTry> Tries);

/// <param name="Channel">The kind of channel: <c>Smtp</c>, <c>Sms</c>, <c>Voice</c>, <c>InApp</c>, ...</param>
/// <param name="State"><c>sending</c>, <c>sent</c> or <c>failed</c>.</param>
public sealed record CallTry(string Channel, string State, string? Fault, DateTimeOffset At);

public sealed record ReturnReading(string Campaign, DateTimeOffset At, bool Asked, bool Confirmed);

/// <param name="Signs">It signs off a criterion without which nothing resumes.</param>
public sealed record TaskReading(
    string Id, BilingualText Text, BilingualText Owner, DateTimeOffset Due, bool Done, bool Signs);

/// <param name="PublicAt">When the newest version becomes public.</param>
/// <param name="OverdueAt">When the public must have heard again; null: nothing is public.</param>
public sealed record NoticeReading(
    NoticeWording Text, int Version, DateTimeOffset PublicAt, int PublishedVersion, NoticeWording? Published,
    DateTimeOffset? PublishedAt, DateTimeOffset? OverdueAt);

/// <summary>What the public reads, and what service staff say.</summary>
public sealed record NoticeWording(
    string Template, BilingualText Title, BilingualText Text, BilingualText Short, BilingualText Say,
    DateTimeOffset? ReturnsAt);

/// <param name="Kind">
/// <c>signal</c>, <c>state</c>, <c>people</c>, <c>step</c>, <c>notice</c>, <c>return</c>, <c>talk</c> or <c>task</c>.
/// </param>
/// <param name="Evidence">What was measured or said, as it was written.</param>
public sealed record TimelineLine(
    string Key, DateTimeOffset At, BilingualText Actor, string Kind, BilingualText Words, string? Evidence);

public sealed record ChangeLine(DateTimeOffset At, BilingualText Words);

/// <param name="Fix">What was written when it was resolved.</param>
public sealed record SimilarIncident(
    string Id, BilingualText Title, BilingualText? Cause, bool SameCause, DateTimeOffset Since, TimeSpan Took,
    string Fix);
