using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.People;

public sealed class RosterTests
{
    [Fact]
    public void Rotation_HandsOverAtItsTimeOfItsZone()
    {
        using var town = new Town(Town.With(Town.Rotation(first: "2026-11-16")));
        Assert.Equal("qian", town.Primary("2026-11-16T09:00:00+08:00"));
        Assert.Equal("qian", town.Primary("2026-11-23T08:59:59+08:00"));
        Assert.Equal("sun", town.Primary("2026-11-23T09:00:00+08:00"));
        Assert.Equal("zhou", town.Primary("2026-11-30T09:00:00+08:00"));
        Assert.Equal("qian", town.Primary("2026-12-07T09:00:00+08:00"));
    }

    [Fact]
    public void Calendar_ThatCoversNothing_LeavesThePlansPeople()
    {
        using var town = new Town(Town.With(Town.Rotation(first: "2026-12-01")));
        Assert.Equal("wang", town.Primary("2026-11-23T10:00:00Z"));
        var deputy = town.Roster.Who(Town.Tech, PageTarget.Deputy, null, town.Clock.GetUtcNow());
        Assert.Equal("li", Assert.Single(deputy).Id);
        Assert.Equal("qian", town.Primary("2026-12-01T10:00:00+08:00"));
    }

    [Fact]
    public void Person_WhomTheContactsDoNotKnow_IsReplacedByThePlans()
    {
        using var town = new Town(Town.With(Town.Rotation()));
        town.Contacts = Town.Known("wang", "li");
        Assert.Equal("wang", town.Primary(town.Clock.GetUtcNow()));
        town.Contacts = Town.Known("nobody");
        Assert.Null(town.Primary(town.Clock.GetUtcNow()));
        Assert.Empty(town.Roster.Who(Town.Tech, PageTarget.Team, null, town.Clock.GetUtcNow()));
    }

    [Fact]
    public void Team_IsWhoIsOnCallFirst_ThenEverybodyOnce()
    {
        using var town = new Town(Town.With(
            Town.Rotation(people: ["zhao", "qian"], days: 1), Town.Rotation(place: "deputy", people: ["wang"])));
        var ids = town.Roster.Who(Town.Tech, PageTarget.Team, null, DateTimeOffset.Parse("2026-01-05T10:00:00+08:00"))
            .Select(person => person.Id);
        Assert.Equal(["zhao", "wang", "li"], ids);
        Assert.Equal("sun", Assert.Single(
            town.Roster.Who(Town.Tech, PageTarget.Person, "sun", town.Clock.GetUtcNow())).Id);
        Assert.Empty(town.Roster.Who(Town.Tech, PageTarget.Person, "ghost", town.Clock.GetUtcNow()));
    }

    [Fact]
    public void Override_WinsFromItsBeginningToItsEnd_AndTheLaterOneOverTheEarlier()
    {
        using var town = new Town(Town.With(Town.Rotation()) with
        {
            Overrides =
            [
                Town.StandsIn("wang", "2026-11-23T10:00:00+08:00", "2026-11-23T20:00:00+08:00"),
                Town.StandsIn("li", "2026-11-23T12:00:00+08:00", "2026-11-23T13:00:00+08:00", "o-2"),
            ],
        });
        var usual = town.Primary("2026-11-23T09:59:59+08:00");
        Assert.Equal("wang", town.Primary("2026-11-23T10:00:00+08:00"));
        Assert.Equal("li", town.Primary("2026-11-23T12:30:00+08:00"));
        Assert.Equal("wang", town.Primary("2026-11-23T13:00:00+08:00"));
        Assert.Equal(usual, town.Primary("2026-11-23T20:00:00+08:00"));
    }

    [Fact]
    public void Hours_OfTheNight_CoverPastMidnight_OnTheDaysTheyBegin()
    {
        var night = Town.Rotation(people: ["zhou"], days: 1) with
        {
            Id = "night",
            From = "20:00",
            To = "08:00",
            Weekdays = [Weekday.Fri],
        };
        using var town = new Town(Town.With(Town.Rotation(people: ["qian"]), night));
        Assert.Equal("qian", town.Primary("2026-11-27T19:59:59+08:00"));
        Assert.Equal("zhou", town.Primary("2026-11-27T20:00:00+08:00"));
        Assert.Equal("zhou", town.Primary("2026-11-28T07:59:59+08:00"));
        Assert.Equal("qian", town.Primary("2026-11-28T08:00:00+08:00"));
        Assert.Equal("qian", town.Primary("2026-11-28T20:00:00+08:00"));
    }

    [Fact]
    public void Now_SaysSinceWhenUntilWhenAndWhoIsNext()
    {
        using var town = new Town(Town.With(Town.Rotation(first: "2026-11-16")));
        var now = town.Roster.Now(Town.Tech, DateTimeOffset.Parse("2026-11-24T00:00:00Z"))[0];
        Assert.Equal(("sun", DutySource.Rotation), (now.Duty.Person, now.Duty.Source));
        Assert.Equal(DateTimeOffset.Parse("2026-11-23T01:00:00Z"), now.Since);
        Assert.Equal(DateTimeOffset.Parse("2026-11-30T01:00:00Z"), now.Until);
        Assert.Equal("zhou", now.Next!.Duty.Person);
        Assert.Equal(now.Until, now.Next.From);
        var deputy = town.Roster.Now(Town.Tech, town.Clock.GetUtcNow())[1];
        Assert.Equal(("li", DutySource.Plan, null, null),
            (deputy.Duty.Person, deputy.Duty.Source, (object?)deputy.Since, (object?)deputy.Until));
    }
}
