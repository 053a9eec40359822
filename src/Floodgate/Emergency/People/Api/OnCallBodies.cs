using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>Who is on call now and next, team by team.</summary>
/// <param name="Version">Of the calendar; 0 before the first.</param>
internal sealed record OnCallBody(DateTimeOffset At, long Version, TeamOnCallBody[] Teams);

internal sealed record TeamOnCallBody(string Team, BilingualText Name, PlaceOnCallBody[] Places);

/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
/// <param name="Duty">Null: nobody, not even by the plan.</param>
/// <param name="Since">Left out: for longer than two months.</param>
internal sealed record PlaceOnCallBody(
    string Place, DutyBody? Duty, DateTimeOffset? Since, DateTimeOffset? Until, DutySpanBody? Next, bool Quiet);

/// <param name="Source"><c>rotation</c>, <c>override</c>, or <c>plan</c>: the calendar covers nothing.</param>
/// <param name="Entry">The id of the rotation or override.</param>
internal sealed record DutyBody(string Person, string Name, string Source, string? Entry);

internal sealed record DutySpanBody(DateTimeOffset From, DateTimeOffset Until, DutyBody? Duty);

/// <summary>Duties of the coming days.</summary>
internal sealed record ShiftsBody(DateTimeOffset From, DateTimeOffset Until, ShiftRowBody[] Items);

internal sealed record ShiftRowBody(string Team, string Place, DutySpanBody[] Spans);

/// <param name="Days">Looked through, from now on.</param>
internal sealed record GapsBody(DateTimeOffset From, int Days, GapBody[] Items);

/// <param name="Kind"><c>nobody</c>, <c>samePerson</c> or <c>uncovered</c>.</param>
/// <param name="StandsIn">Who is called all the same.</param>
internal sealed record GapBody(
    string Team, string Place, string Kind, DateTimeOffset From, DateTimeOffset Until, string? StandsIn,
    BilingualText Text);

/// <summary>The calendar as it is put; <c>If-Match</c> names the version that is changed.</summary>
internal sealed record OnCallCalendarBody(RotationBody[]? Rotations = null, OverrideBody[]? Overrides = null);

/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
/// <param name="People">In the order of their turns.</param>
/// <param name="HandOverAt">HH:mm in <paramref name="TimeZone"/>.</param>
/// <param name="TimeZone">IANA name; Asia/Shanghai when left out.</param>
/// <param name="From">HH:mm; with <paramref name="To"/> only these hours of each day.</param>
/// <param name="Weekdays"><c>mon</c> to <c>sun</c>: days on which such hours begin.</param>
internal sealed record RotationBody(
    string Id, string Team, string Place, string[] People, DateOnly StartsOn, int ShiftDays, string HandOverAt,
    DateOnly? EndsOn = null, string? TimeZone = null, string? From = null, string? To = null,
    string[]? Weekdays = null);

/// <param name="From">RFC 3339, and <paramref name="Until"/>, 92 days later at most.</param>
internal sealed record OverrideBody(
    string Id, string Team, string Place, string Person, DateTimeOffset From, DateTimeOffset Until,
    string? Reason = null);

internal sealed record CalendarChangedBody(long Version);

/// <summary>One of the two.</summary>
internal sealed record FeedRequestBody(string? Team = null, string? Person = null);

/// <param name="Url">To subscribe to; whoever has it can read these duties.</param>
internal sealed record FeedLinkBody(string Url, DateTimeOffset ExpiresAt);

/// <param name="Kind">One kind of channel; left out: all of this person's.</param>
internal sealed record ReachRequestBody(string Person, string? Kind = null);

/// <summary>Every personal channel of everybody in the contacts, tested or not.</summary>
internal sealed record ReachTestsBody(ReachTestBody[] Items);

/// <param name="Address">With most of it hidden.</param>
/// <param name="Outcome">
/// <c>sending</c>, <c>sent</c> (the provider took it), <c>failed</c>, <c>timedOut</c>, <c>untested</c>.
/// </param>
/// <param name="Stale">Never tested, or too long ago.</param>
internal sealed record ReachTestBody(
    string Person, string Name, string Kind, string Address, string Outcome, bool Stale, string? Why = null,
    DateTimeOffset? At = null, string? By = null, string? MessageId = null);

[JsonSerializable(typeof(OnCallBody))]
[JsonSerializable(typeof(ShiftsBody))]
[JsonSerializable(typeof(GapsBody))]
[JsonSerializable(typeof(CalendarChangedBody))]
[JsonSerializable(typeof(FeedLinkBody))]
[JsonSerializable(typeof(ReachTestsBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OnCallJson : JsonSerializerContext;

[JsonSerializable(typeof(FeedRequestBody))]
[JsonSerializable(typeof(ReachRequestBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 4)]
internal sealed partial class OnCallRequests : JsonSerializerContext;

internal static class OnCallAnswer
{
    private static readonly OnCallJson Readable = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new ZuluTime() },
    });

    /// <summary>Never kept by a cache: who is on call is who is on call now.</summary>
    public static async Task WriteAsync<T>(HttpContext context, T body, int status = StatusCodes.Status200OK)
        where T : class
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(
            context.Response.Body, body, typeof(T), Readable, context.RequestAborted);
    }
}
