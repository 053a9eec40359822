using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice;

/// <summary><c>/api/v1/ops/training/courses/{course}/quiz</c>: asked, answered and marked.</summary>
internal sealed class QuizEndpoints(TrainingDesk desk, StaffPersons persons, ILogger<PracticeBook> log)
{
    private const int BodyBytesMax = 8_192;
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(10);

    public Task GetAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["course"]!;
        return desk.Find(id) is { } course && QuizTexts.Find(id) is { } quiz
            ? context.Response.WriteAsJsonAsync(
                BodyOf(course, quiz), PracticeJson.Default.QuizBody, "application/json")
            : Problem.WriteAsync(context.Response, Refusals.UnknownCourse);
    }

    public async Task PostAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, PracticeBodyJson.Default.QuizAnswersBody, BodyBytesMax) is not { } body) return;
        var id = (string)context.Request.RouteValues["course"]!;
        var person = persons.Of(context.User, "api").Id;
        var outcome = await desk.TakeAsync(id, person, body.Answers, Actor.Of(context), context.RequestAborted);
        if (RefusalOf(outcome.Answer) is { } refusal)
        {
            await Problem.WriteAsync(
                context.Response, refusal,
                retryAfter: outcome.Answer == QuizAnswer.TooOften ? AgainAfter : null);
            return;
        }

        var row = outcome.Row!;
        PracticeLog.QuizTaken(log, row.Course, row.Person, row.Right ?? 0, row.Questions ?? 0);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(
            BodyOf(desk.Find(id)!, QuizTexts.Find(id)!, outcome), PracticeJson.Default.QuizMarkedBody,
            "application/json");
    }

    /// <summary>Null: it was marked.</summary>
    public static Refusal? RefusalOf(QuizAnswer answer) => answer switch
    {
        QuizAnswer.Marked => null,
        QuizAnswer.UnknownCourse => Refusals.UnknownCourse,
        QuizAnswer.NotOfThePlan => Refusals.NotOfThePlan,
        QuizAnswer.UnknownChoice => Refusals.UnknownChoice,
        QuizAnswer.TooOften => Refusals.QuizTooOften,
        QuizAnswer.Full => Refusals.RecordsFull,
        _ => throw new InvalidOperationException($"{answer} is not known here"),
    };

    private static QuizBody BodyOf(Course course, Quiz quiz) => new(
        course.Id, course.Name, course.PassMark,
        [
            .. quiz.Questions.Select(one => new QuizQuestionBody(
                one.Id, one.Ask, one.Right.Count > 1,
                [.. one.Letters.Zip(one.Choices).Select(choice => new QuizChoiceBody(choice.First, choice.Second))])),
        ]);

    private static QuizMarkedBody BodyOf(Course course, Quiz quiz, QuizOutcome outcome)
    {
        var (mark, row) = (outcome.Mark!, outcome.Row!);
        return new QuizMarkedBody(
            row.Course, row.Person, mark.Right, mark.Questions, mark.Percent, course.PassMark, !row.Failed,
            UnixTime.ToTime(row.TakenMicros), [.. mark.Wrong],
            [
                .. quiz.Questions.Where(one => !mark.Wrong.Contains(one.Id))
                    .Select(one => new QuizWhyBody(one.Id, one.Why)),
            ],
            row.Failed ? null : UnixTime.ToTime(row.ValidUntilMicros));
    }
}
