using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.People.Face;

namespace Floodgate.Tests.Emergency.People;

public sealed class RotationDraftTests
{
    private static readonly RotationAsked Asked = new(
        null, "tech", "deputy", ["tech-lead", "tech-deputy"], "2026-12-01", "", 7, "09:00", "Asia/Shanghai", "", "",
        []);

    [Fact]
    public void Form_AndRotation_SayTheSame()
    {
        var full = Asked with { EndsOn = "2027-01-01", From = "08:00", To = "20:00", Weekdays = [1, 2, 5] };
        var rotation = RotationDraft.Read(full, "r-1").Rotation!;
        Assert.Equal((DutyPlace.Deputy, 7), (rotation.Place, rotation.ShiftDays));
        Assert.Equal([Weekday.Mon, Weekday.Tue, Weekday.Fri], rotation.Weekdays);
        var back = RotationDraft.Write(rotation);
        Assert.Equal(full.People, back.People);
        Assert.Equal(full.Weekdays, back.Weekdays);
        Assert.Equal(
            full with { Id = "r-1", People = [], Weekdays = [] }, back with { People = [], Weekdays = [] });
    }

    [Fact]
    public void Day_ThatIsNone_IsAFaultOfItsField()
    {
        var (rotation, faults) = RotationDraft.Read(Asked with { StartsOn = "", EndsOn = "soon" }, "r-1");
        Assert.Null(rotation);
        Assert.Equal(["startsOn", "endsOn"], faults.Select(one => one.Member));
    }

    [Fact]
    public void Rotation_IsChangedInItsPlace_AndANewOneComesLast()
    {
        var calendar = With(With(OnCallCalendar.Empty, "r-1"), "r-2");
        var changed = RotationDraft.With(calendar, RotationDraft.Read(Asked with { ShiftDays = 1 }, "r-1").Rotation!);
        Assert.Equal(["r-1", "r-2"], changed.Rotations.Select(one => one.Id));
        Assert.Equal([1, 7], changed.Rotations.Select(one => one.ShiftDays));
    }

    [Fact]
    public void Rotation_EndsWithTheDay_OrIsGoneWhenItHasNotBegun()
    {
        var calendar = With(OnCallCalendar.Empty, "r-1");
        var ended = RotationDraft.End(calendar, "r-1", new DateOnly(2026, 12, 5))!;
        Assert.Equal(new DateOnly(2026, 12, 5), Assert.Single(ended.Rotations).EndsOn);
        Assert.Empty(RotationDraft.End(calendar, "r-1", new DateOnly(2026, 12, 1))!.Rotations);
        Assert.Null(RotationDraft.End(calendar, "r-9", new DateOnly(2026, 12, 1)));
    }

    private static OnCallCalendar With(OnCallCalendar calendar, string id) =>
        RotationDraft.With(calendar, RotationDraft.Read(Asked, id).Rotation!);
}
