using System.Globalization;

namespace Floodgate.Web.Console;

/// <summary>
/// Times as the campaign's own zone has them; a zone this machine does not know is shown as UTC, and said so.
/// </summary>
public sealed class ZoneClock
{
    private const string LocalForm = "yyyy-MM-ddTHH:mm";

    private readonly TimeZoneInfo _zone;

    public ZoneClock(string zone) =>
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;

    public string Name => _zone.Id;

    public string Offset(DateTimeOffset at)
    {
        var offset = _zone.GetUtcOffset(at);
        return offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
    }

    public string Time(DateTimeOffset at) => Show(at, "HH:mm:ss");

    public string Minute(DateTimeOffset at) => Show(at, "HH:mm");

    public string Date(DateTimeOffset at) => Show(at, "yyyy-MM-dd");

    /// <summary>The time alone when it is the same day, else with the date.</summary>
    public string Near(DateTimeOffset at, DateTimeOffset now) =>
        Date(at) == Date(now) ? Minute(at) : Show(at, "MM-dd HH:mm");

    /// <summary>The form of a date-and-time field.</summary>
    public string Local(DateTimeOffset at) => Show(at, LocalForm);

    /// <summary>Null when the text is no time, or one the zone skips (clocks put forward).</summary>
    public DateTimeOffset? FromLocal(string? text)
    {
        if (!DateTime.TryParseExact(
            text, [LocalForm, LocalForm + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        if (_zone.IsInvalidTime(local))
            return null;
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private string Show(DateTimeOffset at, string form) =>
        TimeZoneInfo.ConvertTime(at, _zone).ToString(form, CultureInfo.InvariantCulture);
}
