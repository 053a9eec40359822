using System.Globalization;
using Floodgate.Emergency.People.Face;
using Floodgate.Foundation;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>Between a rotation and the texts of the form it is edited in. Pure.</summary>
internal static class RotationDraft
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>Null, and a fault a member, when a day is none; the rest is for the calendar's own check.</summary>
    public static (Rotation? Rotation, IReadOnlyList<RotationFault> Faults) Read(RotationAsked asked, string id)
    {
        var faults = new List<RotationFault>();
        var starts = DayOf(asked.StartsOn, "startsOn", faults);
        var ends = asked.EndsOn.Length == 0 ? null : DayOf(asked.EndsOn, "endsOn", faults);
        if (starts is not { } first || faults.Count > 0) return (null, faults);
        var rotation = new Rotation
        {
            Id = id,
            Team = asked.Team,
            Place = asked.Place == "deputy" ? DutyPlace.Deputy : DutyPlace.Primary,
            People = asked.People,
            StartsOn = first,
            EndsOn = ends,
            ShiftDays = asked.ShiftDays,
            HandOverAt = asked.HandOverAt.Trim(),
            TimeZone = asked.TimeZone.Trim(),
            From = Text(asked.From),
            To = Text(asked.To),
            Weekdays = [.. asked.Weekdays.Where(day => day is >= 0 and <= 6).Order().Select(day => (Weekday)day)],
        };
        return (rotation, faults);
    }

    public static RotationAsked Write(Rotation rotation) => new(
        rotation.Id, rotation.Team, rotation.Place == DutyPlace.Deputy ? "deputy" : "primary", rotation.People,
        Day(rotation.StartsOn), rotation.EndsOn is { } ends ? Day(ends) : "", rotation.ShiftDays, rotation.HandOverAt,
        rotation.TimeZone, rotation.From ?? "", rotation.To ?? "", [.. rotation.Weekdays.Select(day => (int)day)]);

    /// <summary>Ends with that day's hand-over; one that has not begun by then is gone.</summary>
    public static OnCallCalendar? End(OnCallCalendar calendar, string id, DateOnly on)
    {
        if (calendar.Rotations.FirstOrDefault(one => one.Id == id) is not { } known) return null;
        return known.StartsOn >= on
            ? calendar with { Rotations = [.. calendar.Rotations.Where(one => one.Id != id)] }
            : With(calendar, known with { EndsOn = on });
    }

    /// <summary>In the place of the one with its id, else at the end.</summary>
    public static OnCallCalendar With(OnCallCalendar calendar, Rotation rotation)
    {
        var rotations = calendar.Rotations.ToList();
        var place = rotations.FindIndex(one => one.Id == rotation.Id);
        if (place < 0) rotations.Add(rotation);
        else rotations[place] = rotation;
        return calendar with { Rotations = rotations };
    }

    private static string Day(DateOnly day) => day.ToString(DayForm, CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string text, string member, List<RotationFault> faults)
    {
        if (DateOnly.TryParseExact(
            text, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        faults.Add(new RotationFault(member, new BilingualText("请选择日期。", "Choose a day.")));
        return null;
    }

    private static string? Text(string text) => text.Trim() is { Length: > 0 } written ? written : null;
}
