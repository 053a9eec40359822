using System.Text.Json.Serialization;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

internal sealed record ReviewHeadBody(
    string Id, string Incident, BilingualText Title, ResponseLevel Level, ReviewState State, int Version,
    DateTimeOffset CreatedAt, string? EditedBy, string? ClosedBy, DateTimeOffset? ClosedAt);

internal sealed record ReviewsBody(ReviewHeadBody[] Items, ReviewDue[] Due);

/// <param name="Kind"><c>drafted</c>, <c>edited</c> or <c>closed</c>.</param>
internal sealed record ReviewVersionBody(int Version, string Kind, string Actor, DateTimeOffset At);

internal sealed record ReviewVersionsBody(ReviewVersionBody[] Items);

internal sealed record DraftReviewBody(string Incident);

/// <param name="Whys">One answer a why, in order; empty leaves the timeline's.</param>
internal sealed record EditReviewBody(string? RootCause, string[]? Whys, string? Text, string? ReTest);

/// <param name="DaysLate">0: not overdue.</param>
internal sealed record ActionBody(
    string Id, string Text, string Owner, DateOnly Due, ActionState State, ActionSource Source, string? SourceId,
    string? Evidence, string? Link, bool Overdue, int DaysLate, int Version, string CreatedBy, DateTimeOffset CreatedAt,
    string? EndedBy, DateTimeOffset? EndedAt);

/// <param name="Next">Give it as <c>after</c> for the next page; null: that was all.</param>
internal sealed record ActionsBody(ActionBody[] Items, string? Next);

/// <param name="Source">Left out: <c>hand</c>.</param>
internal sealed record NewActionBody(
    string Text, string Owner, DateOnly Due, ActionSource Source = ActionSource.Hand, string? SourceId = null);

internal sealed record ChangeActionBody(
    string? Text = null, string? Owner = null, DateOnly? Due = null, ActionState? State = null, string? Evidence = null,
    string? Link = null);

/// <param name="Definition">The plan's meeting; null: called by hand.</param>
internal sealed record MeetingBody(
    string Id, BilingualText Name, string? Definition, string? Incident, string[] Teams, DateTimeOffset DueAt,
    MeetingState State, bool Overdue, DateTimeOffset? HeldAt, string? NotedBy, int Version);

internal sealed record MeetingsBody(MeetingBody[] Items);

internal sealed record MeetingPageBody(
    MeetingBody Meeting, IReadOnlyList<AgendaItem> Agenda, string[] Attendance, string? Minutes,
    ActionBody[] Decisions);

internal sealed record CallMeetingBody(BilingualText Name, DateTimeOffset DueAt, string[] Teams);

internal sealed record DecisionBody(string Text, string Owner, DateOnly Due);

/// <param name="HeldAt">Left out: now.</param>
/// <param name="Minutes">Markdown.</param>
internal sealed record HoldMeetingBody(
    string[] Attendance, string Minutes, DecisionBody[] Decisions, DateTimeOffset? HeldAt = null);

internal sealed record ReadinessPlanBody(
    string Plan, int Version, bool Approved, int Executable, int Waiting, PlanTallyBody[] Parts,
    PlanWaitingBody[] Missing);

/// <param name="State"><c>held</c> or <c>notKnown</c>: nothing here knows it.</param>
internal sealed record ReadinessGapsBody(string State, BilingualText[] Items);

/// <param name="LastAt">Null: never.</param>
internal sealed record ReachedBody(string Id, DateTimeOffset? LastAt, bool? Good);

/// <summary>On call in the next 14 days, from then on, without these courses.</summary>
internal sealed record UntrainedBody(
    BilingualText Team, string Place, string Person, DateTimeOffset From, BilingualText[] Courses);

/// <param name="Ready">Nothing is overdue, stale or open to a gap that is known.</param>
/// <param name="Stale">The plan is stale, because of these.</param>
internal sealed record ReadinessBody(
    DateTimeOffset At, bool Ready, ReadinessPlanBody Plan, bool PlanStale, TriggerState[] Stale,
    TriggerState[] Triggers, ReviewDue[] Reviews, int ActionsOpen, int ActionsOverdue, ActionBody[] Actions,
    MeetingBody[] Meetings, CadenceState[] Drills, CadenceState[] Courses, ReadinessGapsBody OnCall,
    ReachedBody[]? Reachability, UntrainedBody[]? Untrained);

[JsonSerializable(typeof(ReviewsBody))]
[JsonSerializable(typeof(ReviewPaper))]
[JsonSerializable(typeof(ReviewVersionsBody))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(ActionsBody))]
[JsonSerializable(typeof(MeetingsBody))]
[JsonSerializable(typeof(MeetingPageBody))]
[JsonSerializable(typeof(ReadinessBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [
        typeof(ZuluTime),
        typeof(JsonStringEnumConverter<ResponseLevel>),
        typeof(CamelEnum<ReviewState>),
        typeof(CamelEnum<ActionState>),
        typeof(CamelEnum<ActionSource>),
        typeof(CamelEnum<MeetingState>),
        typeof(CamelEnum<Freshness>),
    ],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ReviewJson : JsonSerializerContext;

[JsonSerializable(typeof(DraftReviewBody))]
[JsonSerializable(typeof(EditReviewBody))]
[JsonSerializable(typeof(NewActionBody))]
[JsonSerializable(typeof(ChangeActionBody))]
[JsonSerializable(typeof(CallMeetingBody))]
[JsonSerializable(typeof(HoldMeetingBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [
        typeof(ZuluTime),
        typeof(JsonStringEnumConverter<ResponseLevel>),
        typeof(CamelEnum<ReviewState>),
        typeof(CamelEnum<ActionState>),
        typeof(CamelEnum<ActionSource>),
        typeof(CamelEnum<MeetingState>),
        typeof(CamelEnum<Freshness>),
    ],
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16)]
internal sealed partial class ReviewBodyJson : JsonSerializerContext;

/// <summary>Enumerations as the interface writes them; numbers are refused.</summary>
internal sealed class CamelEnum<T>() : JsonStringEnumConverter<T>(System.Text.Json.JsonNamingPolicy.CamelCase, false)
    where T : struct, Enum;
