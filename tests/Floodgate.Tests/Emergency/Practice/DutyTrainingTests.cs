using Floodgate.Emergency.People.Calendar;
using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;

namespace Floodgate.Tests.Emergency.Practice;

public sealed class DutyTrainingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    private static readonly EmergencyPlan Plan = DefaultPlan.Plan;
    private static readonly Team Desk = Plan.TeamOf("customer-service")!;

    [Fact]
    public void Duty_WithoutTraining_IsFoundOnce_AtItsFirstMoment()
    {
        var found = Assert.Single(DutyTraining.Of(
            [Duty("service-lead", 5), Duty("service-lead", 2), Duty("service-lead", 9)], Plan, Taken()));
        Assert.Equal(("service-lead", Now.AddDays(2)), (found.Person, found.From));
        Assert.Equal(["service-desk", "tills"], found.Courses.Select(course => course.Id));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(3, 1)]
    [InlineData(5, 1)]
    public void Training_MustHoldWhenTheDutyBegins(int validDays, int found) => Assert.Equal(found, DutyTraining.Of(
        [Duty("service-lead", 5)], Plan,
        Taken(("service-desk", "service-lead", validDays), ("tills", "service-lead", 300))).Count);

    [Fact]
    public void Training_OfAnotherCourseOrPerson_CountsForNothing() => Assert.Single(DutyTraining.Of(
        [Duty("service-lead", 0)], Plan,
        Taken(("storage", "service-lead", 300), ("service-desk", "service-deputy", 300))));

    [Fact]
    public void Nobody_OnCall_IsAGap_NotAPersonWithoutTraining() =>
        Assert.Empty(DutyTraining.Of([Duty(null, 0)], Plan, Taken()));

    private static (Team, DutyPlace, DutySpan) Duty(string? person, int inDays) => (Desk, DutyPlace.Primary,
        new DutySpan(Now.AddDays(inDays), Now.AddDays(inDays + 1), new Duty(person, DutySource.Rotation, null)));

    private static Dictionary<(string Course, string Person), LastTraining> Taken(
        params (string Course, string Person, int ValidDays)[] taken) => taken.ToDictionary(
        one => (one.Course, one.Person),
        one => new LastTraining(one.Course, one.Person, Now.AddDays(-30), Now.AddDays(one.ValidDays)));
}
