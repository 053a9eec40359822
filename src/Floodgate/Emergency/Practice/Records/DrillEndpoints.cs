using System.Text.Json;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Practice;

/// <summary><c>/api/v1/ops/drills</c>: results of drills, and which are due.</summary>
internal sealed class DrillEndpoints(
    PracticeBook book, PlanDesk plans, PracticeOptions options, TimeProvider clock, ILogger<PracticeBook> log)
{
    private const int HashLength = 64;
    private const int TookPartMax = 200;
    private const int TeamsMax = 20;
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var limit = int.TryParse(query["limit"], out var asked)
            ? Math.Clamp(asked, 1, options.PageMax) : options.PageMax;
        var before = DrillRow.NumberOf(query["after"].ToString()) ?? long.MaxValue;
        var drill = query["drill"].ToString();
        var rows = await book.ListAsync(drill.Length == 0 ? null : drill, before, limit, context.RequestAborted);
        await context.Response.WriteAsJsonAsync(
            new DrillsBody([.. rows.Select(Head)], Due(), rows.Count == limit ? rows[^1].Id : null),
            PracticeJson.Default.DrillsBody, "application/json");
    }

    public async Task GetAsync(HttpContext context)
    {
        var number = DrillRow.NumberOf((string)context.Request.RouteValues["drill"]!) ?? 0;
        if (await book.FindAsync(number, context.RequestAborted) is not { } row)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownDrill);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(row.Json);
    }

    public async Task PostAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(
            context, PracticeBodyJson.Default.DrillReportBody, options.ReportBytesMax) is not { } body) return;
        if (await Check(body).RefuseAsync(context)) return;
        var (answer, row) = await book.AddAsync(RowOf(body, Actor.Of(context)), context.RequestAborted);
        if (answer == BookAnswer.Full)
        {
            await Problem.WriteAsync(context.Response, Refusals.RecordsFull);
            return;
        }

        if (answer == BookAnswer.Kept)
        {
            PracticeLog.DrillKept(log, row.Id, row.Drill, row.Met, row.Expected);
            context.Response.StatusCode = StatusCodes.Status201Created;
        }

        context.Response.Headers.Location = "/api/v1/ops/drills/" + row.Id;
        await context.Response.WriteAsJsonAsync(Head(row), PracticeJson.Default.DrillHeadBody, "application/json");
    }

    /// <summary>Every executable drill of the plan in force; one that was never run is overdue.</summary>
    private DrillDueBody[] Due()
    {
        var (now, last) = (clock.GetUtcNow(), book.Drills);
        return
        [
            .. plans.InForce().Plan.Drills.Where(drill => drill.Executable).Select(drill =>
            {
                var done = last.GetValueOrDefault(drill.Id);
                var due = done?.EndedAt.AddDays(drill.EveryDays);
                return new DrillDueBody(
                    drill.Id, drill.Name, drill.EveryDays, due is null || due < now, done?.EndedAt, done?.Full, due,
                    Joint(JointDrills.Of(drill, book.Attended, now)));
            }),
        ];
    }

    private static JointDueBody? Joint(JointStanding? one) => one is null ? null : new(
        one.Joint.Teams, one.Joint.EveryDays, one.Overdue, one.Last?.EndedAt, one.Last?.Id, one.DueAt);

    private PracticeFaults Check(DrillReportBody body)
    {
        var now = clock.GetUtcNow();
        var met = body.Expectations.Count(one => one.Met);
        return new PracticeFaults()
            .Check("/drill", plans.InForce().Plan.Drills.Any(one => one.Id == body.Drill), "drill-unknown",
                "现行预案没有这个演练。", "The plan in force has no such drill.")
            .Text("/plan", body.Plan, options.LineCharactersMax).Text("/program", body.Program, HashLength)
            .Check("/drillHash", body.DrillHash.Length == HashLength && body.DrillHash.All(char.IsAsciiHexDigitLower),
                "hash-malformed", "须为 64 位小写十六进制。", "It is 64 lower-case hexadecimal digits.")
            .Check("/endedAt", body.StartedAt <= body.EndedAt && body.EndedAt <= now + AheadMax,
                "time-invalid", "时间先后不对，或在未来。", "It ends before it begins, or in the future.")
            .Check("/tookPart", IsTookPart(body), "people-invalid",
                "由演练扮演的人不算参加；每人一次，并属于某个小组。",
                "Nobody who was played took part; each person stands there once, and is of a team.")
            .Check("/score", body.Score.All == body.Expectations.Count && body.Score.Met == met
                && body.Score.All > 0 && (!body.Score.Full || (met == body.Score.All
                    && body.Ending == "completed" && body.Rollback.All(one => one.Done))),
                "score-wrong", "得分与各项期望不符。", "The score is not what its expectations say.");
    }

    private static bool IsTookPart(DrillReportBody body)
    {
        if (body.TookPart is not { Count: > 0 } people) return true;
        return !body.Shadow && people.Count <= TookPartMax
            && people.DistinctBy(one => one.Person, StringComparer.Ordinal).Count() == people.Count
            && people.All(one => IsId(one.Person) && one.Teams.Count is > 0 and <= TeamsMax && one.Teams.All(IsId));
    }

    private static bool IsId(string text) => text.Length is > 0 and <= HashLength
        && text.All(one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');

    private DrillRow RowOf(DrillReportBody body, string by) => new()
    {
        Drill = body.Drill,
        PlanVersion = body.Plan,
        DrillHash = body.DrillHash,
        Program = body.Program,
        StartedMicros = body.StartedAt.Micros(),
        EndedMicros = body.EndedAt.Micros(),
        Met = body.Score.Met,
        Expected = body.Score.All,
        Full = body.Score.Full,
        Json = JsonSerializer.Serialize(body, PracticeBodyJson.Default.DrillReportBody),
        TookPart = JointDrills.Keep(body),
        SubmittedBy = by,
        SubmittedMicros = clock.GetUtcNow().Micros(),
    };

    private static DrillHeadBody Head(DrillRow row) => new(
        row.Id, row.Drill, row.PlanVersion, row.DrillHash, row.Program, UnixTime.ToTime(row.StartedMicros),
        UnixTime.ToTime(row.EndedMicros), row.Met, row.Expected, row.Full, row.SubmittedBy,
        TeamsOf(row) is { Length: > 0 } teams ? teams : null);

    private static string[] TeamsOf(DrillRow row) =>
    [
        .. JointDrills.Read(row.TookPart).SelectMany(one => one.Teams).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
