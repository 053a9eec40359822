using CsCheck;
using Floodgate.Emergency.People;
using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.People;

public sealed class QuietAndGapsTests
{
    private static readonly string[] Zones =
        ["Asia/Shanghai", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"];

    private static readonly Gen<string> Zone = Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]);

    [Theory]
    [InlineData("22:00", "07:00", "2026-11-23T21:59:59+08:00", false)]
    [InlineData("22:00", "07:00", "2026-11-23T22:00:00+08:00", true)]
    [InlineData("22:00", "07:00", "2026-11-24T00:00:00+08:00", true)]
    [InlineData("22:00", "07:00", "2026-11-24T06:59:59+08:00", true)]
    [InlineData("22:00", "07:00", "2026-11-24T07:00:00+08:00", false)]
    [InlineData("12:00", "13:30", "2026-11-24T12:00:00+08:00", true)]
    [InlineData("12:00", "13:30", "2026-11-24T13:30:00+08:00", false)]
    [InlineData("00:00", "00:00", "2026-11-24T13:30:00+08:00", true)]
    [InlineData("22:00", "oops", "2026-11-24T23:00:00+08:00", false)]
    public void Quiet_HoldsPastMidnight(string from, string to, string at, bool quiet)
    {
        using var town = new Town();
        var person = Quiet(from, to, "Asia/Shanghai");
        Assert.Equal(quiet, town.Roster.QuietNow(person, DateTimeOffset.Parse(at)));
    }

    /// <summary>
    /// In every zone and on every day, a moment is quiet exactly when the zone's clocks show a quiet time.
    /// </summary>
    [Fact]
    public void Quiet_GoesByTheClocksOfItsZone() =>
        Gen.Select(Zone, Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[0, 366 * 1440]).Sample((zone, from, to, minute) =>
        {
            if (from == to) return;
            var person = Quiet(Text(from), Text(to), zone);
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            var shown = TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));
            var now = (shown.Hour * 60) + shown.Minute;
            // Counted in minutes from the beginning, the quiet time is one stretch, midnight or not.
            var expected = (now - from + 1440) % 1440 < (to - from + 1440) % 1440;
            Assert.Equal(expected, QuietHours.IsQuiet(person, at));
        }, iter: 3000);

    [Fact]
    public void Gaps_AreWhatARotationLeavesOpen()
    {
        var office = Town.Rotation(people: ["qian"]) with { From = "09:00", To = "18:00" };
        using var town = new Town(Town.With(office));
        var from = DateTimeOffset.Parse("2026-11-23T00:00:00+08:00");
        var gaps = In(town, from, 2);
        Assert.Equal(
            [("2026-11-23 00:00", "2026-11-23 09:00"), ("2026-11-23 18:00", "2026-11-24 09:00"),
                ("2026-11-24 18:00", "2026-11-25 00:00")],
            gaps.Select(gap => (Local(gap.From), Local(gap.Until))));
        Assert.All(gaps, gap => Assert.Equal((GapKind.Uncovered, "wang", DutyPlace.Primary),
            (gap.Kind, gap.StandsIn, gap.Place)));
    }

    [Fact]
    public void Gaps_NameATeamWhosePrimaryIsItsDeputy()
    {
        using var town = new Town(Town.With(Town.Rotation(people: ["li", "qian"], first: "2026-11-23", days: 1)));
        var gaps = In(town, DateTimeOffset.Parse("2026-11-23T09:00:00+08:00"), 4);
        Assert.Equal(["2026-11-23 09:00", "2026-11-25 09:00"], gaps.Select(gap => Local(gap.From)));
        Assert.All(gaps, gap => Assert.Equal((GapKind.SamePerson, "li"), (gap.Kind, gap.StandsIn)));
    }

    [Fact]
    public void Gaps_NameATeamThatHasNobody()
    {
        using var town = new Town();
        town.Contacts = Town.Known("li");
        var gap = Assert.Single(In(town, town.Clock.GetUtcNow(), 14));
        Assert.Equal((GapKind.Nobody, DutyPlace.Primary, null), (gap.Kind, gap.Place, gap.StandsIn));
        Assert.Equal(14, (gap.Until - gap.From).TotalDays);
    }

    [Fact]
    public void Team_WithoutARotation_HasNoGapWhileThePlanNamesTwo()
    {
        using var town = new Town();
        Assert.Empty(In(town, town.Clock.GetUtcNow(), 14));
    }

    private static IReadOnlyList<Gap> In(Town town, DateTimeOffset from, int days) => Gaps.In(
        town.Roster, town.Book.Current.Table, [Town.Tech], from, from.AddDays(days));

    private static string Local(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm");

    private static string Text(int minute) => $"{minute / 60:00}:{minute % 60:00}";

    private static Contact Quiet(string from, string to, string zone) => Town.Known("wang").People[0] with
    {
        Quiet = [new QuietRule { From = from, To = to, TimeZone = zone }],
    };
}
