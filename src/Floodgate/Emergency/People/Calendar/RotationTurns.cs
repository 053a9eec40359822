namespace Floodgate.Emergency.People.Calendar;

/// <summary>Whose turn it is in one rotation.</summary>
internal sealed class RotationTurns
{
    private readonly TimeZoneInfo _zone;
    private readonly TimeOnly _handOver;
    private readonly TimeOnly? _from;
    private readonly TimeOnly? _to;

    private RotationTurns(Rotation rotation, TimeZoneInfo zone, TimeOnly handOver, TimeOnly? from, TimeOnly? to) =>
        (Rotation, _zone, _handOver, _from, _to) = (rotation, zone, handOver, from, to);

    public Rotation Rotation { get; }

    /// <summary>Null when a time or the zone cannot be read.</summary>
    public static RotationTurns? Of(Rotation rotation)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rotation.TimeZone, out var zone)) return null;
        if (!CalendarRules.TryTime(rotation.HandOverAt, out var handOver)) return null;
        if (rotation.From is null || rotation.To is null)
            return new RotationTurns(rotation, zone, handOver, null, null);
        return CalendarRules.TryTime(rotation.From, out var from) && CalendarRules.TryTime(rotation.To, out var to)
            ? new RotationTurns(rotation, zone, handOver, from, to)
            : null;
    }

    /// <summary>Null: before its first day, after its end, or outside its hours.</summary>
    public string? At(DateTimeOffset at)
    {
        if (!Covers(at)) return null;
        var day = DayAt(at, _handOver);
        if (day < Rotation.StartsOn || day >= Rotation.EndsOn) return null;
        var shift = (day.DayNumber - Rotation.StartsOn.DayNumber) / Rotation.ShiftDays;
        return Rotation.People[shift % Rotation.People.Count];
    }

    /// <summary>Moments at which the answer may change, with some to spare at both ends.</summary>
    public IEnumerable<DateTimeOffset> Edges(DateTimeOffset from, DateTimeOffset until)
    {
        var last = ZoneClock.DayOf(_zone, until).AddDays(1);
        for (var day = ZoneClock.DayOf(_zone, from).AddDays(-1); day <= last; day = day.AddDays(1))
        {
            yield return ZoneClock.At(_zone, day, _handOver);
            if (_from is { } opens) yield return ZoneClock.At(_zone, day, opens);
            if (_to is { } closes) yield return ZoneClock.At(_zone, day, closes);
        }
    }

    private bool Covers(DateTimeOffset at)
    {
        if (_from is not { } from || _to is not { } to) return true;
        var day = DayAt(at, from);
        if (Rotation.Weekdays.Count > 0 && !Rotation.Weekdays.Contains((Weekday)day.DayOfWeek)) return false;
        return at < ZoneClock.At(_zone, to > from ? day : day.AddDays(1), to);
    }

    /// <summary>The last day whose given time has come.</summary>
    private DateOnly DayAt(DateTimeOffset at, TimeOnly time)
    {
        var day = ZoneClock.DayOf(_zone, at).AddDays(1);
        while (ZoneClock.At(_zone, day, time) > at) day = day.AddDays(-1);
        return day;
    }
}
