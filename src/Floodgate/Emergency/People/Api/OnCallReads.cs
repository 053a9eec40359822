using System.Globalization;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.People.Api;

/// <summary>Who is on call, when, and where nobody is.</summary>
internal sealed class OnCallReads(
    Roster roster, CalendarBook book, Func<PeopleInForce> inForce, PeopleOptions options, TimeProvider clock)
{
    private const int DaysMax = 60;

    public Task NowAsync(HttpContext context)
    {
        var (now, people) = (clock.GetUtcNow(), inForce());
        var teams = (people.Plan?.Teams ?? []).Select(team => new TeamOnCallBody(team.Id, team.Name,
            [.. roster.Now(team, now).Select(place => Place(people.Contacts, place, now))]));
        return OnCallAnswer.WriteAsync(context, new OnCallBody(now, book.Current.Number, [.. teams]));
    }

    public Task ShiftsAsync(HttpContext context)
    {
        var (begins, people) = (clock.GetUtcNow(), inForce());
        var until = begins.AddDays(Days(context));
        var rows =
            from team in people.Plan?.Teams ?? []
            from place in Enum.GetValues<DutyPlace>()
            let spans = roster.Between(team, place, begins, until).Select(span => Span(people.Contacts, span))
            select new ShiftRowBody(team.Id, Word(place), [.. spans]);
        return OnCallAnswer.WriteAsync(context, new ShiftsBody(begins, until, [.. rows]));
    }

    public Task GapsAsync(HttpContext context)
    {
        var (from, days, plan) = (clock.GetUtcNow(), Days(context), inForce().Plan);
        var gaps = plan is null ? [] : Gaps.In(roster, book.Current.Table, plan.Teams, from, from.AddDays(days));
        return OnCallAnswer.WriteAsync(context, new GapsBody(from, days, [.. gaps.Select(gap => new GapBody(
            gap.Team, Word(gap.Place), Word(gap.Kind), gap.From, gap.Until, gap.StandsIn, Text(gap)))]));
    }

    public Task CalendarAsync(HttpContext context)
    {
        var current = book.Current;
        context.Response.Headers.ETag = ETag(current.Number);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(DocumentWriter.Write(current.Calendar)).AsTask();
    }

    public static string ETag(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private int Days(HttpContext context) =>
        int.TryParse(context.Request.Query["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            ? Math.Clamp(days, 1, DaysMax)
            : options.GapDays;

    private PlaceOnCallBody Place(ContactBook contacts, OnCall place, DateTimeOffset now)
    {
        var contact = place.Duty.Person is { } person ? contacts.Find(person) : null;
        return new PlaceOnCallBody(
            Word(place.Place), Duty(contacts, place.Duty), place.Since, place.Until,
            place.Next is { } next ? Span(contacts, next) : null, contact is not null && roster.QuietNow(contact, now));
    }

    private static DutySpanBody Span(ContactBook contacts, DutySpan span) =>
        new(span.From, span.Until, Duty(contacts, span.Duty));

    private static DutyBody? Duty(ContactBook contacts, Duty duty) => duty.Person is { } person
        ? new DutyBody(person, contacts.Find(person)?.Name ?? person, Word(duty.Source), duty.Entry)
        : null;

    private static string Word(Enum choice) => DocumentShape.Word(choice.ToString());

    private static BilingualText Text(Gap gap)
    {
        var place = DocumentShape.Words(gap.Place);
        return gap.Kind switch
        {
            GapKind.Nobody => new($"没有{place.Zh}：值班表和方案都没有可呼叫的人。",
                $"No {place.En}: neither calendar nor plan has anybody to call."),
            GapKind.SamePerson => new($"第一责任人和副手都是“{gap.StandsIn}”，无人可升级。",
                $"'{gap.StandsIn}' is primary and deputy: there is nobody to climb to."),
            _ => new($"值班表未覆盖{place.Zh}，由方案中的“{gap.StandsIn}”代替。",
                $"The calendar has no {place.En}; the plan's '{gap.StandsIn}' stands in."),
        };
    }
}
