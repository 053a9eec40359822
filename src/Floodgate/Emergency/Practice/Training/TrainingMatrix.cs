using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>Who must have taken which course, and who has. Pure.</summary>
internal static class TrainingMatrix
{
    public static IEnumerable<CourseBody> Of(
        EmergencyPlan plan, IReadOnlyDictionary<(string Course, string Person), LastTraining> taken,
        IReadOnlyDictionary<(string Course, string Person), LastQuiz> quizzes, DateTimeOffset now) =>
        plan.Courses.Where(course => course.Executable).Select(course =>
        {
            var people = Required(plan, course).Select(person => One(
                plan, course, person, taken.GetValueOrDefault((course.Id, person)),
                quizzes.GetValueOrDefault((course.Id, person)), now)).ToArray();
            var address = "/api/v1/ops/training/courses/" + course.Id;
            return new CourseBody(
                course.Id, course.Name, course.ValidDays, course.PassMark, [.. course.Teams], address,
                address + "/quiz", people.All(one => one.State == "valid"), people);
        });

    /// <summary>When everybody had taken it; null while somebody never did.</summary>
    public static DateTimeOffset? CompleteSince(
        EmergencyPlan plan, Course course, IReadOnlyDictionary<(string Course, string Person), LastTraining> taken)
    {
        DateTimeOffset? oldest = null;
        foreach (var person in Required(plan, course))
        {
            if (taken.GetValueOrDefault((course.Id, person)) is not { } last) return null;
            if (oldest is null || last.TakenAt < oldest) oldest = last.TakenAt;
        }

        return oldest;
    }

    /// <summary>Everybody of the course's teams.</summary>
    private static IEnumerable<string> Required(EmergencyPlan plan, Course course) =>
        course.Teams.SelectMany(team => plan.TeamOf(team)?.Everyone ?? []).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    private static CoursePersonBody One(
        EmergencyPlan plan, Course course, string person, LastTraining? last, LastQuiz? quiz, DateTimeOffset now)
    {
        string[] teams = [.. course.Teams.Where(team => plan.TeamOf(team)?.Everyone.Contains(person) == true)];
        var tried = quiz is null ? null : new QuizTakenBody(quiz.At, quiz.Right, quiz.Questions, quiz.Passed);
        return last is null
            ? new CoursePersonBody(person, teams, quiz is { Passed: false } ? "failed" : "never", LastQuiz: tried)
            : new CoursePersonBody(
                person, teams, last.ValidUntil > now ? "valid" : "expired", last.TakenAt, last.ValidUntil, tried);
    }
}
