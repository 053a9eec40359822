using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Emergency.People.Api;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.People.Feeds;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;
using Floodgate.Foundation.Keys;

namespace Floodgate.Emergency.People.Face;

/// <summary>The on-call calendar and the tests of channels, for the console. From memory.</summary>
public sealed class CalendarReader
{
    private static readonly string[] Changers = [Roles.Commander, Roles.Admin];
    private readonly CalendarParts _parts;
    private readonly Func<PeopleInForce> _inForce;
    private readonly PeopleOptions _options;
    private readonly TimeProvider _clock;
    private readonly Func<int> _random;

    internal CalendarReader(
        CalendarParts parts, Func<PeopleInForce> inForce, PeopleOptions options, TimeProvider clock,
        Func<int> random) =>
        (_parts, _inForce, _options, _clock, _random) = (parts, inForce, options, clock, random);

    public CalendarReading Read(ClaimsPrincipal user)
    {
        var (now, people) = (_clock.GetUtcNow(), _inForce());
        var teams = people.Plan?.Teams ?? [];
        var until = now.AddDays(_options.GapDays);
        string? Name(string? id) => id is null ? null : people.Contacts.Find(id)?.Name ?? id;
        BilingualText Team(string id) => people.Plan?.TeamOf(id)?.Name ?? new BilingualText(id, id);
        var rows =
            from team in teams
            from place in Enum.GetValues<DutyPlace>()
            let spans = _parts.Roster.Between(team, place, now, until)
            select new RowReading(team.Id, team.Name, Word(place), [.. spans.Select(span => new SpanReading(
                span.From, span.Until, Name(span.Duty.Person), Word(span.Duty.Source)))]);
        var gaps = Gaps.In(_parts.Roster, _parts.Book.Current.Table, teams, now, until).Select(gap => new GapReading(
            Team(gap.Team), Word(gap.Place), Word(gap.Kind), gap.From, gap.Until, Name(gap.StandsIn)));
        var standIns =
            from entry in _parts.Book.Current.Calendar.Overrides
            where TimeText.TryRead(entry.Until, out var ends) && ends > now
            select new StandInReading(
                entry.Id, Team(entry.Team), Word(entry.Place), Name(entry.Person)!, Time(entry.From),
                Time(entry.Until), entry.Reason);
        return new CalendarReading(
            now, _options.GapDays, [.. rows], [.. gaps], [.. standIns.OrderBy(one => one.From)],
            [.. people.Contacts.People.Select(person => Reached(person, now))], May(user), _options.ReachTestDays,
            [.. _parts.Book.Current.Calendar.Rotations.Select(one => new RotationReading(
                one.Id, Team(one.Team), RotationDraft.Write(one), [.. one.People.Select(id => Name(id)!)],
                one.EndsOn <= DateOnly.FromDateTime(now.UtcDateTime))).OrderBy(one => one.Over)],
            _parts.Book.Current.Number);
    }

    /// <returns>Empty: it stands. Else each fault with the member it is of.</returns>
    /// <param name="version">Of the calendar that was read.</param>
    public IReadOnlyList<RotationFault> Rotate(RotationAsked asked, long version, ClaimsPrincipal user) => !May(user)
        ? [new RotationFault("", Refusals.Forbidden.InWords())]
        : _parts.Rotations.Put(asked, asked.Id ?? NewId("r"), version, NameOf(user));

    /// <summary>Ends a rotation with that day's hand-over; one that has not begun by then is taken away.</summary>
    public IReadOnlyList<RotationFault> EndRotation(string id, DateOnly on, long version, ClaimsPrincipal user) =>
        !May(user)
            ? [new RotationFault("", Refusals.Forbidden.InWords())]
            : _parts.Rotations.End(id, on, version, NameOf(user));

    /// <summary>Sends a message marked as a test; the outcome comes within seconds.</summary>
    /// <param name="kind">One kind of channel; null: all of this person's.</param>
    /// <param name="console">The console's address, to stand in the message.</param>
    /// <returns>Null: it is under way.</returns>
    public BilingualText? Test(string person, string? kind, Uri console, ClaimsPrincipal user)
    {
        if (!May(user)) return Refusals.Forbidden.InWords();
        if (_inForce().Contacts.Find(person) is not { } contact) return OnCallRefusals.UnknownPerson.InWords();
        ChannelKind? channel = Enum.TryParse<ChannelKind>(kind, out var known) ? known : null;
        if (!contact.Channels.Any(one => channel is null || one.Kind == channel))
            return OnCallRefusals.NoSuchChannel.InWords();
        return _parts.Testing.Begin(contact, channel, console, NameOf(user)) is null
            ? OnCallRefusals.TestTooSoon.InWords() : null;
    }

    /// <summary>The address, without the host, of a team's duties as an iCalendar; null for an unknown team.</summary>
    public string? Link(string team) => _inForce().Plan?.TeamOf(team) is null ? null
        : FeedLink.Make(
            _parts.Keys, new FeedScope.OfTeam(team), _clock.GetUtcNow().AddDays(_options.FeedLinkDays));

    /// <returns>Null: it stands.</returns>
    public BilingualText? StandIn(StandInAsked asked, ClaimsPrincipal user)
    {
        if (!May(user)) return Refusals.Forbidden.InWords();
        var entry = new Override
        {
            Id = NewId("o"),
            Team = asked.Team,
            Place = asked.Place == Word(DutyPlace.Deputy) ? DutyPlace.Deputy : DutyPlace.Primary,
            Person = asked.Person,
            From = Rfc3339.Text(asked.From),
            Until = Rfc3339.Text(asked.Until),
            Reason = string.IsNullOrWhiteSpace(asked.Reason) ? null : asked.Reason.Trim(),
        };
        if (_parts.Changes.Check(entry) is [var fault, ..]) return fault.Message;
        return Words(_parts.Book.Change(null, calendar => CalendarChanges.With(calendar, entry), NameOf(user)));
    }

    public BilingualText? TakeBack(string standIn, ClaimsPrincipal user) => !May(user)
        ? Refusals.Forbidden.InWords()
        : Words(_parts.Book.Change(null, calendar => CalendarChanges.Without(calendar, standIn), NameOf(user)));

    private ReachedPerson Reached(Contact person, DateTimeOffset now)
    {
        var tests = _parts.Tests.All.Where(test => test.Person == person.Id).ToArray();
        var channels =
            from channel in person.Channels.DistinctBy(one => (one.Kind, ReachTesting.Mask(one)))
            let mask = ReachTesting.Mask(channel)
            let test = tests.FirstOrDefault(one => one.Kind == channel.Kind && one.Mask == mask)
            select new ReachedChannel(
                channel.Kind.ToString(), mask, test is null ? "untested" : Word(test.Outcome), test?.Why, test?.At,
                test?.Actor, test?.At < now.AddDays(-_options.ReachTestDays));
        return new ReachedPerson(person.Id, person.Name, person.Role, [.. channels]);
    }

    private string NewId(string kind) => $"{kind}-{_clock.GetUtcNow().ToUnixTimeSeconds():x}-{_random() & 0xffff:x4}";

    /// <summary>Null: it was changed.</summary>
    internal static BilingualText? Words(CalendarAnswer answer) => answer switch
    {
        CalendarAnswer.Changed => null,
        CalendarAnswer.Nothing => OnCallRefusals.UnknownOverride.InWords(),
        CalendarAnswer.Stale => OnCallRefusals.PreconditionFailed.InWords(),
        _ => OnCallRefusals.CalendarUnavailable.InWords(),
    };

    private static DateTimeOffset Time(string text) => TimeText.TryRead(text, out var time) ? time : default;

    private static string NameOf(ClaimsPrincipal user) =>
        user.Identity?.Name is { Length: > 0 } name ? name : "unnamed";

    private static bool May(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated == true && Changers.Any(role => user.HasClaim(ClaimTypes.Role, role));

    private static string Word(Enum choice) => DocumentShape.Word(choice.ToString());
}

/// <summary>What the calendar's face has around it.</summary>
internal sealed record CalendarParts(
    Roster Roster, CalendarBook Book, CalendarChanges Changes, RotationDesk Rotations, ReachTesting Testing,
    ReachBook Tests, KeyRing Keys);
