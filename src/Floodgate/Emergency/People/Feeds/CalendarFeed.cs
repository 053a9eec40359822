using System.Globalization;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace Floodgate.Emergency.People.Feeds;

/// <summary>What a feed shows: a team's duties, or one person's in every team.</summary>
internal abstract record FeedScope
{
    private FeedScope()
    {
    }

    public sealed record OfTeam(string Team) : FeedScope;

    public sealed record OfPerson(string Person) : FeedScope;
}

/// <summary>
/// Duties as an iCalendar (RFC 5545) that phones subscribe to. Times are in UTC: hand-overs keep their moment whatever
/// zone rules the phone knows. An event's UID is made of what it is, so that a changed calendar moves events instead of
/// doubling them.
/// </summary>
internal static class CalendarFeed
{
    public static string Write(
        FeedScope scope, Roster roster, EmergencyPlan plan, ContactBook contacts, DateTimeOffset from,
        DateTimeOffset until, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Floodgate//On call//EN", Version = "2.0" };
        calendar.AddProperty("X-WR-CALNAME", Title(scope, plan, contacts));
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        foreach (var team in plan.Teams)
        {
            if (scope is FeedScope.OfTeam one && one.Team != team.Id) continue;
            foreach (var place in Enum.GetValues<DutyPlace>())
                foreach (var span in roster.Between(team, place, from, until))
                    if (Concerns(scope, span)) calendar.Events.Add(Event(team, place, span, contacts, now));
        }

        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static bool Concerns(FeedScope scope, DutySpan span) => scope switch
    {
        FeedScope.OfPerson person => span.Duty.Person == person.Person,
        _ => span.Duty.Person is not null,
    };

    private static CalendarEvent Event(
        Team team, DutyPlace place, DutySpan span, ContactBook contacts, DateTimeOffset now)
    {
        var words = DocumentShape.Words(place);
        var name = contacts.Find(span.Duty.Person!)?.Name ?? span.Duty.Person!;
        var begins = span.From.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return new CalendarEvent
        {
            Uid = $"{team.Id}.{place}.{begins}@floodgate",
            DtStamp = Utc(now),
            Start = Utc(span.From),
            End = Utc(span.Until),
            Summary = $"{team.Name.Zh} {words.Zh}：{name} / {team.Name.En} {words.En}: {name}",
        };
    }

    private static string Title(FeedScope scope, EmergencyPlan plan, ContactBook contacts) => scope switch
    {
        FeedScope.OfTeam one => plan.TeamOf(one.Team) is { } team ? $"{team.Name.Zh} / {team.Name.En}" : one.Team,
        FeedScope.OfPerson one => contacts.Find(one.Person)?.Name ?? one.Person,
        _ => throw new InvalidOperationException($"{scope} is not known here"),
    };

    private static CalDateTime Utc(DateTimeOffset at) => new(at.UtcDateTime, "UTC", hasTime: true);
}
