using Floodgate.Foundation;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Floodgate.Emergency.Reviews;

/// <summary>Meetings as an iCalendar (RFC 5545). Times are UTC; the UID is the meeting's id.</summary>
internal static class MeetingFeed
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(1);

    public static string Write(IEnumerable<MeetingRow> meetings, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Floodgate//Meetings//EN", Version = "2.0" };
        calendar.AddProperty("X-WR-CALNAME", "应急会议 / Emergency meetings");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        foreach (var meeting in meetings) calendar.Events.Add(Event(meeting, now));
        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static CalendarEvent Event(MeetingRow meeting, DateTimeOffset now)
    {
        var at = UnixTime.ToTime(meeting.HeldMicros ?? meeting.DueMicros);
        return new CalendarEvent
        {
            Uid = $"{meeting.Id}@floodgate",
            DtStamp = Utc(now),
            Sequence = meeting.Version,
            Start = Utc(at),
            End = Utc(at + Length),
            Summary = meeting.Incident.Length == 0
                ? $"{meeting.NameZh} / {meeting.NameEn}"
                : $"{meeting.NameZh} / {meeting.NameEn}: {meeting.Incident}",
            Status = meeting.State == MeetingState.Held ? "CONFIRMED" : "TENTATIVE",
        };
    }

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, "UTC", hasTime: true);
}
