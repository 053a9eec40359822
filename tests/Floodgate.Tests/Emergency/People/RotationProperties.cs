using CsCheck;
using Floodgate.Emergency.People.Calendar;

namespace Floodgate.Tests.Emergency.People;

/// <summary>Rotations over whole years of zones that put their clocks forward and back, in both hemispheres.</summary>
public sealed class RotationProperties
{
    private static readonly string[] Zones =
    [
        "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns",
        "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Chatham", "America/Santiago",
    ];

    private static readonly Gen<string> Zone = Gen.Int[0, Zones.Length - 1].Select(i => Zones[i]);

    private static readonly string[] People = ["qian", "sun", "zhou", "wang", "li"];

    private static readonly Gen<(Rotation Rotation, DateTimeOffset From)> Any =
        from zone in Zone
        from minute in Gen.Int[0, 1439]
        from days in Gen.Int[1, 14]
        from people in Gen.Int[1, 5]
        from offset in Gen.Int[0, 400]
        select (
            Town.Rotation(zone, $"{minute / 60:00}:{minute % 60:00}", days, "2026-01-05", "primary", People[..people]),
            new DateTimeOffset(2026, 1, 7, 0, 0, 0, TimeSpan.Zero).AddDays(offset));

    /// <summary>
    /// Nothing is left out and nothing doubled: spans meet, turns follow the list, and each lasts its days, give or
    /// take what the clocks were moved.
    /// </summary>
    [Fact]
    public void Turns_FollowEachOther_WithoutGapOrSkip() => Any.Sample(any =>
    {
        var (rotation, from) = any;
        var table = new DutyTable(Town.With(rotation));
        var nobody = new Duty(null, DutySource.Nobody, null);
        var spans = table.Between("tech", DutyPlace.Primary, from, from.AddDays(120), nobody);
        for (var i = 0; i < spans.Count; i++)
        {
            Assert.NotNull(spans[i].Duty.Person);
            if (i == 0 || rotation.People.Count == 1) continue;
            Assert.Equal(spans[i - 1].Until, spans[i].From);
            var (before, after) = (Place(rotation, spans[i - 1]), Place(rotation, spans[i]));
            Assert.Equal((before + 1) % rotation.People.Count, after);
            if (i == spans.Count - 1) continue;
            var length = spans[i].Until - spans[i].From;
            Assert.InRange(length.TotalHours, (rotation.ShiftDays * 24) - 1, (rotation.ShiftDays * 24) + 1);
        }

        Assert.Equal((from, from.AddDays(120)), (spans[0].From, spans[^1].Until));
    }, iter: 150);

    /// <summary>What the spans say is what a question at any moment is answered.</summary>
    [Fact]
    public void Spans_AreWhatAnyMomentIsAnswered() => Gen.Select(Any, Gen.Int[0, 30 * 86_400], Gen.Int[0, 30 * 86_400])
        .Sample((any, moment, standIn) =>
        {
            var (rotation, from) = any;
            var begins = from.AddSeconds(standIn);
            var calendar = Town.With(rotation with { From = "18:30", To = "06:15" }, rotation with { Id = "r-2" }) with
            {
                Overrides = [Town.StandsIn("zhao", begins.ToString("O"), begins.AddHours(5).ToString("O"))],
            };
            var table = new DutyTable(calendar);
            var nobody = new Duty(null, DutySource.Nobody, null);
            var at = from.AddSeconds(moment);
            var spans = table.Between("tech", DutyPlace.Primary, from, from.AddDays(31), nobody);
            var span = Assert.Single(spans, one => one.From <= at && at < one.Until);
            Assert.Equal(table.At("tech", DutyPlace.Primary, at) ?? nobody, span.Duty);
        }, iter: 150);

    /// <summary>Every day of a zone has every time of day once, in order, however clocks are moved.</summary>
    [Fact]
    public void Days_HaveEveryTimeOnce_InOrder() =>
        Gen.Select(Zone, Gen.Int[0, 1439]).Sample((id, minute) =>
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
            var time = new TimeOnly(minute / 60, minute % 60);
            var before = ZoneClock.At(zone, new DateOnly(2026, 1, 1), time);
            for (var day = new DateOnly(2026, 1, 2); day < new DateOnly(2027, 1, 2); day = day.AddDays(1))
            {
                var at = ZoneClock.At(zone, day, time);
                Assert.InRange((at - before).TotalHours, 23, 25);
                var (shown, earlier) = (Shown(zone, at), Shown(zone, at.AddSeconds(-1)));
                Assert.True(earlier < day.ToDateTime(time) && shown >= day.ToDateTime(time));
                // Not on the dot only where clocks jump at that very moment.
                Assert.True(shown == day.ToDateTime(time) || shown - earlier > TimeSpan.FromSeconds(1));
                before = at;
            }
        }, iter: 60);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "qian"), InlineData("2026-03-29T01:00:00Z", "sun")]
    [InlineData("2026-10-25T00:29:59Z", "sun"), InlineData("2026-10-25T00:30:00Z", "qian")]
    [InlineData("2026-10-25T01:00:00Z", "qian"), InlineData("2026-10-25T01:29:59Z", "qian")]
    public void HandOver_AtATimeThatIsSkippedOrComesTwice_HappensOnce(string at, string person)
    {
        // 02:30 in Berlin: skipped on 29 March 2026, there twice on 25 October.
        var spring = at.StartsWith("2026-03", StringComparison.Ordinal);
        var table = new DutyTable(Town.With(Town.Rotation(
            "Europe/Berlin", "02:30", 7, spring ? "2026-03-22" : "2026-10-11", "primary", "qian", "sun")));
        Assert.Equal(person, table.At("tech", DutyPlace.Primary, DateTimeOffset.Parse(at))!.Person);
    }

    private static DateTime Shown(TimeZoneInfo zone, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).DateTime;

    private static int Place(Rotation rotation, DutySpan span) =>
        rotation.People.ToList().IndexOf(span.Duty.Person!);
}
