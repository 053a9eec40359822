namespace Floodgate.Emergency.People.Calendar;

/// <summary>
/// The moment at which clocks of a zone come to show a time of a day. A time that is skipped when clocks go forward comes
/// with the jump; of one that comes twice, the first counts. So each day has each time exactly once, in order.
/// </summary>
internal static class ZoneClock
{
    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local)) return Jump(zone, local);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The day that clocks of the zone show.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    // The first minute after the gap, read in the offset before it, is the moment of the jump. Gaps are hours at most;
    // one zone once skipped a whole day.
    private static DateTimeOffset Jump(TimeZoneInfo zone, DateTime local)
    {
        var after = local;
        while (zone.IsInvalidTime(after)) after = after.AddMinutes(1);
        return new DateTimeOffset(after, zone.GetUtcOffset(after)).ToUniversalTime();
    }
}
