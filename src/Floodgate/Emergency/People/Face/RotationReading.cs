using Floodgate.Foundation;

namespace Floodgate.Emergency.People.Face;

/// <summary>People who take turns, as they are edited.</summary>
/// <param name="Names">In the order of their turns.</param>
/// <param name="Over">Its last day has passed.</param>
public sealed record RotationReading(
    string Id, BilingualText TeamName, RotationAsked Values, IReadOnlyList<string> Names, bool Over);

/// <summary>A rotation as somebody wrote it: texts of a form, checked when they are handed in.</summary>
/// <param name="Id">Null: a new one.</param>
/// <param name="Place"><c>primary</c> or <c>deputy</c>.</param>
/// <param name="StartsOn">yyyy-MM-dd, the day of the first hand-over.</param>
/// <param name="EndsOn">Empty: no end.</param>
/// <param name="HandOverAt">HH:mm.</param>
/// <param name="From">HH:mm; empty, with <paramref name="To"/>: all hours.</param>
/// <param name="Weekdays">0 is Sunday; empty: every day.</param>
public sealed record RotationAsked(
    string? Id, string Team, string Place, IReadOnlyList<string> People, string StartsOn, string EndsOn, int ShiftDays,
    string HandOverAt, string TimeZone, string From, string To, IReadOnlyList<int> Weekdays);

/// <param name="Member">Of the rotation, such as <c>handOverAt</c>; empty: the whole of it.</param>
public sealed record RotationFault(string Member, BilingualText Text);
