using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>A calendar as it was put, by whom and when; version 0 is the empty one before the first.</summary>
internal sealed record CalendarVersion(long Number, OnCallCalendar Calendar, string Actor, DateTimeOffset At)
{
    public static readonly CalendarVersion None = new(0, OnCallCalendar.Empty, "", DateTimeOffset.UnixEpoch);

    /// <summary>The calendar, ready to be asked.</summary>
    public DutyTable Table { get; } = new(Calendar);

    public OnCallVersionRow ToRow() => new()
    {
        Number = Number,
        Calendar = Encoding.UTF8.GetString(DocumentWriter.Write(Calendar)),
        Actor = Actor,
        At = At.Micros(),
    };

    /// <summary>Null when it cannot be read, which only a damaged file can bring about.</summary>
    public static CalendarVersion? Of(OnCallVersionRow row) =>
        CalendarDocument.Parse(Encoding.UTF8.GetBytes(row.Calendar)).Value is { } calendar
            ? new CalendarVersion(row.Number, calendar, row.Actor, UnixTime.ToTime(row.At))
            : null;
}

/// <summary>The calendar as text.</summary>
internal static class CalendarDocument
{
    public const int BytesMax = 256 * 1024;

    public static DocumentParse<OnCallCalendar> Parse(ReadOnlyMemory<byte> utf8) =>
        DocumentText.Json<OnCallCalendar>(utf8, BytesMax);
}
