using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>Whether a person asked for quiet at a moment. Whether a page passes that is the plan's to say.</summary>
internal static class QuietHours
{
    public static bool IsQuiet(Contact person, DateTimeOffset at) => person.Quiet.Any(rule => Covers(rule, at));

    /// <summary>A rule that cannot be read is no rule: a page too many is better than one too few.</summary>
    private static bool Covers(QuietRule rule, DateTimeOffset at)
    {
        if (!CalendarRules.TryTime(rule.From, out var from)) return false;
        if (!CalendarRules.TryTime(rule.To, out var to)) return false;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rule.TimeZone, out var zone)) return false;
        var time = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        // From and to alike: the whole day, as people mean it who write 00:00 to 00:00.
        return from < to ? from <= time && time < to : time >= from || time < to;
    }
}
