using Floodgate.Emergency.Plans;
using Floodgate.Emergency.Practice;

namespace Floodgate.Tests.Emergency.Practice;

public sealed class TrainingMatrixTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    private static readonly EmergencyPlan Plan = DefaultPlan.Plan with
    {
        Courses = [DefaultPlan.Plan.Courses.First(course => course.Id == "service-desk") with
        {
            Teams = ["customer-service"],
            ValidDays = 30,
        }],
    };

    private static readonly Dictionary<(string Course, string Person), LastQuiz> NoQuiz = [];

    [Fact]
    public void Quiz_ThatWasNotPassed_IsShown_AndTakesNoValidTrainingAway()
    {
        Dictionary<(string Course, string Person), LastQuiz> quizzes = new()
        {
            [("service-desk", "service-lead")] = new("service-desk", "service-lead", Now, 3, 5, Passed: false),
            [("service-desk", "service-deputy")] = new("service-desk", "service-deputy", Now, 2, 5, Passed: false),
        };
        var course = Assert.Single(TrainingMatrix.Of(Plan, Taken(("service-lead", 10)), quizzes, Now));
        Assert.Equal(["failed", "valid"], course.People.Select(one => one.State));
        Assert.All(course.People, one => Assert.False(one.LastQuiz!.Passed));
    }

    [Fact]
    public void Course_IsValid_OnlyWhenEverybodyOfItsTeamsHasTakenItInTime()
    {
        var course = Assert.Single(
            TrainingMatrix.Of(Plan, Taken(("service-lead", 10), ("service-deputy", 20)), NoQuiz, Now));
        Assert.True(course.Valid);
        course = Assert.Single(
            TrainingMatrix.Of(Plan, Taken(("service-lead", 10), ("service-deputy", 31)), NoQuiz, Now));
        Assert.Equal(["expired", "valid"], course.People.Select(one => one.State));
        Assert.False(course.Valid);
        course = Assert.Single(TrainingMatrix.Of(Plan, Taken(("service-lead", 10)), NoQuiz, Now));
        Assert.Equal(["never", "valid"], course.People.Select(one => one.State));
    }

    [Fact]
    public void Course_CountsFromWhoeverTookItLongestAgo()
    {
        var taken = Taken(("service-lead", 10), ("service-deputy", 20));
        Assert.Equal(Now.AddDays(-20), TrainingMatrix.CompleteSince(Plan, Plan.Courses[0], taken));
        Assert.Null(TrainingMatrix.CompleteSince(Plan, Plan.Courses[0], Taken(("service-lead", 10))));
    }

    private static Dictionary<(string Course, string Person), LastTraining> Taken(
        params (string Person, int DaysAgo)[] taken) => taken.ToDictionary(
        one => ("service-desk", one.Person),
        one => new LastTraining(
            "service-desk", one.Person, Now.AddDays(-one.DaysAgo), Now.AddDays(30 - one.DaysAgo)));
}
