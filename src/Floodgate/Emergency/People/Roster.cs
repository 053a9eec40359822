using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.People;

/// <summary>What the roster is made of: the plan in force, null before there is one, and its contacts.</summary>
internal sealed record PeopleInForce(EmergencyPlan? Plan, ContactBook Contacts);

/// <summary>Who holds a place of a team now, and who after them.</summary>
/// <param name="Since">Null: for longer than two months.</param>
/// <param name="Until">Null: for longer than two months to come.</param>
internal sealed record OnCall(DutyPlace Place, Duty Duty, DateTimeOffset? Since, DateTimeOffset? Until, DutySpan? Next);

/// <summary>
/// Who is to be called. Answers from memory alone. Where the calendar covers nothing, or names somebody whom the
/// contacts do not know, the plan's primary and deputy are on call: there is somebody as long as the plan names
/// somebody.
/// </summary>
internal sealed class Roster(Func<PeopleInForce> inForce, CalendarBook book)
{
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(60);

    /// <param name="team">Of the plan that the incident started under.</param>
    /// <param name="target">Whom the step is for.</param>
    /// <param name="person">The id, when the step is for a person.</param>
    /// <param name="at">When.</param>
    /// <returns>Each once, who is on call first; empty when nobody is known.</returns>
    public IReadOnlyList<Contact> Who(Team team, PageTarget target, string? person, DateTimeOffset at)
    {
        var contacts = inForce().Contacts;
        var table = book.Current.Table;
        IEnumerable<string?> ids = target switch
        {
            PageTarget.Primary => [On(table, contacts, team, DutyPlace.Primary, at).Person],
            PageTarget.Deputy => [On(table, contacts, team, DutyPlace.Deputy, at).Person],
            PageTarget.Person => [person],
            _ =>
            [
                On(table, contacts, team, DutyPlace.Primary, at).Person,
                On(table, contacts, team, DutyPlace.Deputy, at).Person, .. team.Everyone,
            ],
        };
        return [.. ids.OfType<string>().Distinct(StringComparer.Ordinal).Select(contacts.Find).OfType<Contact>()];
    }

    /// <summary>Whether the person asked for quiet; whether a page passes that is the level's to say.</summary>
    public bool QuietNow(Contact contact, DateTimeOffset at) => QuietHours.IsQuiet(contact, at);

    /// <summary>Both places of a team.</summary>
    public IReadOnlyList<OnCall> Now(Team team, DateTimeOffset at) =>
        [.. Enum.GetValues<DutyPlace>().Select(place => Now(team, place, at))];

    /// <summary>Duties between two moments, nothing left out; where nobody is on call the duty names nobody.</summary>
    public IReadOnlyList<DutySpan> Between(Team team, DutyPlace place, DateTimeOffset from, DateTimeOffset until)
    {
        var contacts = inForce().Contacts;
        var plan = Fallback(contacts, team, place);
        var spans = new List<DutySpan>();
        foreach (var span in book.Current.Table.Between(team.Id, place, from, until, plan))
        {
            var known = Known(contacts, span.Duty, plan);
            if (spans.Count > 0 && spans[^1].Duty == known) spans[^1] = spans[^1] with { Until = span.Until };
            else spans.Add(span with { Duty = known });
        }

        return spans;
    }

    private OnCall Now(Team team, DutyPlace place, DateTimeOffset at)
    {
        var spans = Between(team, place, at - Horizon, at + Horizon);
        var now = spans.Index().Last(span => span.Item.From <= at);
        var next = now.Index + 1 < spans.Count ? spans[now.Index + 1] : null;
        DateTimeOffset? since = now.Index > 0 ? now.Item.From : null;
        return new OnCall(place, now.Item.Duty, since, next is null ? null : now.Item.Until, next);
    }

    private static Duty On(DutyTable table, ContactBook contacts, Team team, DutyPlace place, DateTimeOffset at)
    {
        var plan = Fallback(contacts, team, place);
        return table.At(team.Id, place, at) is { } duty ? Known(contacts, duty, plan) : plan;
    }

    private static Duty Known(ContactBook contacts, Duty duty, Duty plan) =>
        duty.Person is { } person && contacts.Find(person) is not null ? duty : plan;

    private static Duty Fallback(ContactBook contacts, Team team, DutyPlace place)
    {
        var named = place == DutyPlace.Primary ? team.Primary : team.Deputy;
        return named is not null && contacts.Find(named) is not null
            ? new Duty(named, DutySource.Plan, null)
            : new Duty(null, DutySource.Nobody, null);
    }
}
