using Floodgate.Access;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using static Floodgate.Emergency.Reviews.RecordAnswers;

namespace Floodgate.Emergency.Reviews;

/// <summary><c>/api/v1/ops/reviews</c>.</summary>
internal sealed class ReviewEndpoints(ReviewDesk desk, ReadinessDesk readiness, ReviewsOptions options)
{
    private const int BodyBytesMax = 512 * 1024;

    public async Task ListAsync(HttpContext context)
    {
        var rows = await desk.ListAsync(context.RequestAborted);
        var due = ReviewDues.Of(await readiness.GatherAsync(context.RequestAborted));
        await WriteAsync(context, new ReviewsBody([.. rows.Select(Head)], [.. due]), ReviewJson.Default.ReviewsBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } paper)
            await WriteAsync(context, paper, ReviewJson.Default.ReviewPaper, paper.Version);
    }

    public async Task VersionsAsync(HttpContext context)
    {
        var rows = await desk.VersionsAsync(Route(context, "review"), context.RequestAborted);
        if (rows.Count == 0) await Problem.WriteAsync(context.Response, Refusals.UnknownReview);
        else
            await WriteAsync(context, new ReviewVersionsBody(
                [.. rows.Select(row => new ReviewVersionBody(
                    row.Version, row.Kind, row.Actor, UnixTime.ToTime(row.AtMicros)))]),
                ReviewJson.Default.ReviewVersionsBody);
    }

    public async Task HtmlAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } paper) return;
        context.Response.ContentType = "text/html; charset=utf-8";
        // The page has no script and asks for nothing; a browser may hold it to that.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        await context.Response.WriteAsync(ReviewHtml.Write(paper, English(context)));
    }

    public async Task MarkdownAsync(HttpContext context)
    {
        if (await FindAsync(context) is not { } paper) return;
        context.Response.ContentType = "text/markdown; charset=utf-8";
        await context.Response.WriteAsync(ReviewMarkdown.Write(paper, English(context)));
    }

    public async Task DraftAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.DraftReviewBody, BodyBytesMax) is not { } body)
            return;
        var outcome = await desk.DraftAsync(body.Incident, StaffPerson.Of(context.User), context.RequestAborted);
        if (outcome.Paper is { Version: 1 } paper)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = "/api/v1/ops/reviews/" + paper.Id;
        }

        await AnswerAsync(context, outcome);
    }

    public async Task EditAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.EditReviewBody, BodyBytesMax) is not { } body)
            return;
        var content = new ReviewContent(body.RootCause, body.Whys, body.Text, body.ReTest);
        if (await new RecordFaults(options).Review(content).RefuseAsync(context)) return;
        await AnswerAsync(context, await desk.EditAsync(
            Route(context, "review"), match, content, StaffPerson.Of(context.User), context.RequestAborted));
    }

    public async Task CloseAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        await AnswerAsync(context, await desk.CloseAsync(
            Route(context, "review"), match, StaffPerson.Of(context.User), context.RequestAborted));
    }

    private async Task<ReviewPaper?> FindAsync(HttpContext context)
    {
        int? version = int.TryParse(context.Request.Query["version"], out var number) ? number : null;
        var paper = await desk.FindAsync(Route(context, "review"), version, context.RequestAborted);
        if (paper is null) await Problem.WriteAsync(context.Response, Refusals.UnknownReview);
        return paper;
    }

    private static Task AnswerAsync(HttpContext context, ReviewOutcome outcome) => outcome.Answer switch
    {
        ReviewAnswer.Done => WriteAsync(
            context, outcome.Paper!, ReviewJson.Default.ReviewPaper, outcome.Paper!.Version),
        ReviewAnswer.NoTimeline => Refuse(context, Refusals.NoTimeline),
        ReviewAnswer.Unknown => Refuse(context, Refusals.UnknownReview),
        ReviewAnswer.Closed => Refuse(context, Refusals.ReviewClosed),
        ReviewAnswer.Changed => Refuse(context, Refusals.PreconditionFailed),
        ReviewAnswer.RootCauseMissing => Refuse(context, Refusals.RootCauseMissing),
        ReviewAnswer.ActionsMissing => Refuse(context, Refusals.ActionsMissing),
        ReviewAnswer.ReTestMissing => Refuse(context, Refusals.ReTestMissing),
        ReviewAnswer.CloserIsEditor => Refuse(context, Refusals.CloserIsEditor),
        _ => throw new InvalidOperationException($"{outcome.Answer} is not known here"),
    };

    private static Task Refuse(HttpContext context, Refusal refusal) => Problem.WriteAsync(context.Response, refusal);

    private static ReviewHeadBody Head(ReviewRow row) => new(
        row.Id, row.Incident, new(row.TitleZh, row.TitleEn), row.Level, row.State, row.Version,
        UnixTime.ToTime(row.CreatedMicros), row.EditedBy, row.ClosedBy,
        row.ClosedMicros is { } at ? UnixTime.ToTime(at) : null);
}
