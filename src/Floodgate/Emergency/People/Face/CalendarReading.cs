using Floodgate.Foundation;

namespace Floodgate.Emergency.People.Face;

/// <summary>Who is on call over the coming days, and whether people can be reached; at one moment.</summary>
/// <param name="Days">Looked through, from <paramref name="Now"/> on.</param>
/// <param name="MayChange">This person may name somebody to stand in, and test channels.</param>
/// <param name="TestDays">A test that is older counts for nothing.</param>
/// <param name="Rotations">Those that are over last.</param>
/// <param name="Version">Of the calendar; handed back with a change, so that nobody's is overwritten unseen.</param>
public sealed record CalendarReading(
    DateTimeOffset Now, int Days, IReadOnlyList<RowReading> Rows, IReadOnlyList<GapReading> Gaps,
    IReadOnlyList<StandInReading> StandIns, IReadOnlyList<ReachedPerson> People, bool MayChange, int TestDays,
    IReadOnlyList<RotationReading> Rotations, long Version);

/// <summary>One place of one team over the days, nothing left out.</summary>
/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
public sealed record RowReading(string Team, BilingualText Name, string Place, IReadOnlyList<SpanReading> Spans);

/// <param name="Person">Null: nobody.</param>
/// <param name="Source"><c>rotation</c>, <c>override</c>, <c>plan</c> or <c>nobody</c>.</param>
public sealed record SpanReading(DateTimeOffset From, DateTimeOffset Until, string? Person, string Source);

/// <param name="Kind"><c>nobody</c>, <c>samePerson</c> or <c>uncovered</c>.</param>
public sealed record GapReading(
    BilingualText Team, string Place, string Kind, DateTimeOffset From, DateTimeOffset Until, string? StandsIn);

/// <summary>Somebody stands in, over whatever the rotations say.</summary>
public sealed record StandInReading(
    string Id, BilingualText Team, string Place, string Person, DateTimeOffset From, DateTimeOffset Until,
    string? Reason);

public sealed record ReachedPerson(string Id, string Name, BilingualText Post, IReadOnlyList<ReachedChannel> Channels);

/// <param name="Kind"><c>Smtp</c>, <c>Sms</c>, ...</param>
/// <param name="Address">With most of it hidden.</param>
/// <param name="Outcome"><c>untested</c>, <c>sending</c>, <c>sent</c>, <c>failed</c> or <c>timedOut</c>.</param>
/// <param name="Old">Tested too long ago.</param>
public sealed record ReachedChannel(
    string Kind, string Address, string Outcome, string? Why, DateTimeOffset? At, string? By, bool Old);

/// <summary>Somebody to stand in.</summary>
public sealed record StandInAsked(
    string Team, string Place, string Person, DateTimeOffset From, DateTimeOffset Until, string Reason);
