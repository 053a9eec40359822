using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Incidents;

/// <summary>The incident begins. <paramref name="Plan"/> is pinned: the version it is handled under.</summary>
/// <param name="Risk">A risk of the plan; null for an alert from outside that no detector names.</param>
internal sealed record Opened(
    string? Risk, string? Cause, string? Runbook, ResponseLevel Level, BilingualText Title, BilingualText Effect,
    string Plan, DateTimeOffset Since, IReadOnlyList<string> Campaigns) : Fact;

/// <summary>A detector or an alert fired, or a person reported.</summary>
/// <param name="Key">Groups the same signal; a detector's id and campaign, or an alert's group.</param>
internal sealed record SignalFired(
    string Key, string Detector, string? Campaign, DateTimeOffset Since, decimal? Value, decimal? Limit, string Text)
    : Fact;

internal sealed record SignalCleared(string Key, decimal? Value) : Fact;

internal sealed record LevelSet(ResponseLevel Level, string Why) : Fact;

internal sealed record CauseSet(string Cause, string? Runbook) : Fact;

/// <summary>A role in the room: <c>commander</c>, <c>scribe</c>, <c>speaker</c> or the id of a team.</summary>
internal sealed record RoleTaken(string Role, string Person) : Fact;

internal sealed record EstimateSet(DateTimeOffset RepairedAt, string Source) : Fact;

internal sealed record PublicStatusSet(PublicStatus Status) : Fact;

/// <summary>A team is being called from now on.</summary>
internal sealed record PageStarted(string Team, ResponseLevel Level) : Fact;

/// <summary>A step of the escalation was taken; repeats count on after the last step of the plan.</summary>
internal sealed record PageStepped(string Team, int Step, IReadOnlyList<string> People) : Fact;

/// <summary>Steps and repeats are used up and too few have answered.</summary>
internal sealed record PageExhausted(string Team) : Fact;

/// <summary>
/// Written before the message goes out; without a <see cref="SendEnded"/> it is sent again as a repeat.
/// </summary>
/// <param name="Repeat">
/// The other room may have made the same call, and neither could know of the other; null: it cannot have.
/// </param>
internal sealed record SendBegun(
    string Message, string Team, string Person, int Call, int Channel, bool? Repeat = null) : Fact;

/// <param name="Fault">Null: the channel took it. Never an address or a secret.</param>
internal sealed record SendEnded(string Message, string? Fault) : Fact;

/// <summary>Every channel of that person failed in this step.</summary>
internal sealed record PersonUnreached(string Team, string Person) : Fact;

/// <summary>A group's robot is told that its team is being called. It wakes nobody and counts for nobody.</summary>
internal sealed record GroupSendBegun(string Message, string Team, string Group) : Fact;

/// <param name="Fault">Null: the channel took it.</param>
internal sealed record GroupSendEnded(string Message, string? Fault) : Fact;

/// <param name="Via"><c>link</c>, <c>console</c>, <c>api</c> or <c>watch</c>.</param>
internal sealed record Acknowledged(string Person, string Via) : Fact;

/// <summary>The step's turn has come; a person starts or approves it.</summary>
internal sealed record StepOffered(string Step) : Fact;

/// <summary>The first of two people asked for a two-person step, or to take it back.</summary>
/// <param name="Undo">Null: the step itself.</param>
internal sealed record StepApproved(string Step, bool? Undo = null) : Fact;

/// <param name="Run">The same run is never carried out twice.</param>
internal sealed record StepBegun(
    string Step, string Run, string Action, IReadOnlyDictionary<string, string> Inputs, bool Undo) : Fact;

/// <param name="Text">What was measured, or why it failed.</param>
internal sealed record StepEnded(string Step, string Run, StepEnd End, string Text) : Fact;

/// <summary>The room that acts cannot do this; the other room begins it when it is back.</summary>
internal sealed record StepHeld(string Step, string Why) : Fact;

/// <summary>What the incident cost, counted when service was back and once more an hour later.</summary>
/// <param name="Minutes">In which people could not claim as usual.</param>
/// <param name="Vouchers">Asked for and not given, at most what is left of the stock.</param>
/// <param name="Subsidy">Their face value; null: nothing was left to give, or no campaign is known.</param>
/// <param name="People">Distinct persons refused because of it who hold nothing.</param>
/// <param name="Exact">Every one was counted; else people are estimated from a part of them.</param>
/// <param name="Final">An hour after the return.</param>
/// <param name="UnansweredMinutes">Of these, in which no server ran: people who came then are not counted.</param>
internal sealed record LossCounted(
    double Minutes, long Vouchers, Money? Subsidy, long People, bool Exact, bool Final,
    double? UnansweredMinutes = null) : Fact;

/// <summary>No server ran: whoever came then got no answer and is in no count.</summary>
internal sealed record Unanswered(DateTimeOffset From, DateTimeOffset Until) : Fact;

/// <summary>Service staff see it from here on; the public from <paramref name="PublicAt"/>.</summary>
internal sealed record NoticeDrafted(NoticeText Text, DateTimeOffset PublicAt) : Fact;

internal sealed record NoticePublished(int Version) : Fact;

internal sealed record NoticeWithdrawn : Fact;

internal sealed record UpdateOverdue : Fact;

/// <summary>Claims of a campaign are paused until then.</summary>
internal sealed record ReturnAnnounced(string Campaign, DateTimeOffset At) : Fact;

internal sealed record ReturnAsked(string Campaign) : Fact;

internal sealed record ReturnConfirmed(string Campaign) : Fact;

internal sealed record ReturnMoved(string Campaign, DateTimeOffset At, string Why) : Fact;

/// <summary>Claims of the campaign are open again.</summary>
/// <param name="By">
/// Who resumed it without the room, so that its return is no longer awaited; empty: nobody knows who. Null: the room
/// did.
/// </param>
internal sealed record ReturnKept(string Campaign, string? By = null) : Fact;

/// <summary>Somebody took the pause over by hand: when claims open again is theirs to say, not the room's.</summary>
internal sealed record ReturnLeft(string Campaign, string By) : Fact;

internal sealed record Said(string Text) : Fact;

internal sealed record TaskGiven(string Task, string Text, string Owner, DateTimeOffset Due) : Fact;

internal sealed record TaskDone(string Task) : Fact;

/// <summary>Evidence, or something the program noticed about itself.</summary>
internal sealed record Observed(string Text) : Fact;

internal sealed record Resolved(string Summary) : Fact;

internal sealed record Reopened(string Why) : Fact;

internal sealed record Closed(string Review) : Fact;

/// <summary>It is the same trouble as another incident, which goes on with what was known and begun here.</summary>
internal sealed record Joined(string Into) : Fact;

/// <summary>What the public and the service staff are told, filled in.</summary>
internal sealed record NoticeText(
    string Template, BilingualText Title, BilingualText Text, BilingualText Short, BilingualText Say,
    DateTimeOffset? ReturnsAt, IReadOnlyList<string> Campaigns);

/// <summary>How a step's run ended.</summary>
internal enum StepEnd { Done, Failed, TimedOut, Skipped, Undone }

/// <summary>What the public is told of an incident's progress.</summary>
internal enum PublicStatus { Investigating, Identified, Monitoring, Resolved, Postmortem }

/// <summary>Where an incident stands for the people in the room.</summary>
internal enum Phase { Open, Acknowledged, Resolved, Closed }
