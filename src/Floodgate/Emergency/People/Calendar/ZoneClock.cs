namespace Floodgate.Emergency.People.Calendar;

/// <summary>
/// The first moment at which clocks of a zone show a time of a day or a later one: so each day has each time exactly
/// once, in order. A time that is skipped when clocks go forward comes with the jump; of one that comes twice, the
/// first counts. Only the way from a moment to what clocks show is asked of the system: the other way is wrong for
/// zones whose clocks go back for part of the year (Africa/Casablanca).
/// </summary>
internal static class ZoneClock
{
    private static readonly TimeSpan Beside = TimeSpan.FromDays(1);

    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var local = new DateTimeOffset(day.ToDateTime(time), TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(local - Beside), zone.GetUtcOffset(local + Beside));
        var (early, late) = before > after ? (local - before, local - after) : (local - after, local - before);
        if (Shows(zone, early) == local.DateTime) return early;
        return Shows(zone, late) == local.DateTime ? late : Jump(zone, early, late, local.DateTime);
    }

    /// <summary>The day that clocks of the zone show.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(Shows(zone, at));

    /// <summary>Between the two the clocks jump over the time; to the second.</summary>
    private static DateTimeOffset Jump(TimeZoneInfo zone, DateTimeOffset before, DateTimeOffset after, DateTime local)
    {
        var (low, high) = (0L, (long)(after - before).TotalSeconds);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Shows(zone, before.AddSeconds(middle)) >= local) high = middle;
            else low = middle + 1;
        }

        return before.AddSeconds(high);
    }

    private static DateTime Shows(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;
}
