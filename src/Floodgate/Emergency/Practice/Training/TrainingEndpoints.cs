using Floodgate.Access;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice;

/// <summary><c>/api/v1/ops/training</c>: the courses, who has taken them, and their texts to read and print.</summary>
internal sealed class TrainingEndpoints(
    PracticeBook book, PlanDesk plans, StaffPersons persons, PracticeOptions options, TimeProvider clock,
    ILogger<PracticeBook> log)
{
    private const int BodyBytesMax = 4_096;
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);
    private static readonly string[] ForOthers = [Roles.Operator, Roles.Commander, Roles.Admin];

    public Task ListAsync(HttpContext context) => context.Response.WriteAsJsonAsync(
        new TrainingBody([.. TrainingMatrix.Of(
            plans.InForce().Plan, book.Trainings, book.Quizzes, clock.GetUtcNow())]),
        PracticeJson.Default.TrainingBody, "application/json");

    public Task TextAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["course"]!;
        if (CourseTexts.Find(id) is not { } text)
            return Problem.WriteAsync(context.Response, Refusals.UnknownCourse);
        var asked = context.Request.Query["lang"].ToString();
        var english = asked.Length > 0
            ? asked == "en" : AcceptLanguage.PrefersEnglish(context.Request.Headers.AcceptLanguage);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(CoursePage.Html(text, english));
    }

    public async Task PostAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, PracticeBodyJson.Default.TakenBody, BodyBytesMax) is not { } body)
            return;
        var self = persons.Of(context.User, "api");
        if (!self.HasOneOf(ForOthers))
        {
            await Problem.WriteAsync(context.Response, Refusals.Forbidden);
            return;
        }

        // Nobody says of oneself that one knows it: that is what the quiz is for.
        if ((body.Person ?? self.Id) == self.Id)
        {
            await Problem.WriteAsync(context.Response, Refusals.QuizNeeded);
            return;
        }

        var (plan, now) = (plans.InForce().Plan, clock.GetUtcNow());
        var (person, taken) = (body.Person ?? self.Id, body.TakenAt ?? now);
        var course = plan.Courses.FirstOrDefault(one => one.Id == body.Course);
        if (await Check(body, plan, course, person, taken, now).RefuseAsync(context)) return;
        var (answer, row) = await book.AddAsync(
            new TrainingRow
            {
                Course = course!.Id,
                Person = person,
                TakenMicros = taken.Micros(),
                ValidUntilMicros = taken.AddDays(course.ValidDays).Micros(),
                Note = body.Note,
                RecordedBy = Actor.Of(context),
                RecordedMicros = now.Micros(),
            },
            context.RequestAborted);
        if (answer == BookAnswer.Full)
        {
            await Problem.WriteAsync(context.Response, Refusals.RecordsFull);
            return;
        }

        if (answer == BookAnswer.Kept)
        {
            PracticeLog.CourseTaken(log, row.Course, row.Person, row.RecordedBy);
            context.Response.StatusCode = StatusCodes.Status201Created;
        }

        await context.Response.WriteAsJsonAsync(
            new TrainingTakenBody(
                row.Course, row.Person, UnixTime.ToTime(row.TakenMicros), UnixTime.ToTime(row.ValidUntilMicros)),
            PracticeJson.Default.TrainingTakenBody, "application/json");
    }

    private PracticeFaults Check(
        TakenBody body, EmergencyPlan plan, Course? course, string person, DateTimeOffset taken, DateTimeOffset now) =>
        new PracticeFaults()
            .Check("/course", course is { Executable: true }, "course-unknown", "现行预案没有这门课程。",
                "The plan in force has no such course.")
            .Check("/person", plan.Teams.Any(team => team.Everyone.Contains(person)), "person-unknown",
                "现行预案的小组中没有此人。", "No team of the plan in force has this person.")
            .Check("/takenAt", taken <= now + AheadMax && taken > now.AddYears(-5), "time-invalid",
                "须在过去五年之内。", "It lies in the past five years.")
            .Check("/note", body.Note is null || body.Note.Length <= options.LineCharactersMax, "text-too-long",
                $"最多 {options.LineCharactersMax} 字。", $"{options.LineCharactersMax} characters at most.");
}
