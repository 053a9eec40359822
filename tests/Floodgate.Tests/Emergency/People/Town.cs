using Floodgate.Emergency.People;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.People;

/// <summary>A few people, one team of two, and a calendar in a folder of the test.</summary>
internal sealed class Town : IDisposable
{
    public static readonly Team Tech = new()
    {
        Id = "tech",
        Name = new("技术组", "Tech"),
        Duty = new("处置", "repairs"),
        Primary = "wang",
        Deputy = "li",
        Members = ["zhao"],
    };

    public Town(OnCallCalendar? calendar = null)
    {
        Book = new CalendarBook(
            new CalendarCopy(CopyFile), new PeopleOptions(), Clock, NullLogger<CalendarBook>.Instance);
        if (calendar is not null)
            Assert.Equal(CalendarAnswer.Changed, Book.Change(null, _ => calendar, "test"));
        Roster = new Roster(() => new PeopleInForce(null, Contacts), Book);
    }

    public TemporaryFolder Folder { get; } = new();

    public string CopyFile => Path.Combine(Folder, "spool", "on-call.json");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 2, 0, 0, TimeSpan.Zero));

    public ContactBook Contacts { get; set; } = Known("wang", "li", "zhao", "qian", "sun", "zhou");

    public CalendarBook Book { get; }

    public Roster Roster { get; }

    public static ContactBook Known(params string[] people) => new()
    {
        People =
        [
            .. people.Select(id => new Contact
            {
                Id = id,
                Name = "Name of " + id,
                Role = new("工程师", "engineer"),
                Channels =
                [
                    new ContactChannel { Kind = ChannelKind.Smtp, Address = id + "@example.org" },
                    new ContactChannel { Kind = ChannelKind.InApp, Address = id },
                ],
            }),
        ],
    };

    public static Rotation Rotation(
        string zone = "Asia/Shanghai", string handOver = "09:00", int days = 7, string first = "2026-01-05",
        string place = "primary", params string[] people) => new()
        {
            Id = "r-" + place,
            Team = "tech",
            Place = place == "primary" ? DutyPlace.Primary : DutyPlace.Deputy,
            People = people.Length > 0 ? people : ["qian", "sun", "zhou"],
            StartsOn = DateOnly.ParseExact(first, "yyyy-MM-dd"),
            ShiftDays = days,
            HandOverAt = handOver,
            TimeZone = zone,
        };

    public static OnCallCalendar With(params Rotation[] rotations) => new() { Rotations = rotations };

    public static Override StandsIn(string person, string from, string until, string id = "o-1") => new()
    {
        Id = id,
        Team = "tech",
        Place = DutyPlace.Primary,
        Person = person,
        From = from,
        Until = until,
    };

    public string? Primary(DateTimeOffset at) => Roster.Who(Tech, PageTarget.Primary, null, at).SingleOrDefault()?.Id;

    public string? Primary(string at) => Primary(DateTimeOffset.Parse(at));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Folder.Dispose();
    }
}
