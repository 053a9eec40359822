using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using static Floodgate.Emergency.Reviews.RecordAnswers;

namespace Floodgate.Emergency.Reviews;

/// <summary><c>/api/v1/ops/meetings</c>.</summary>
internal sealed class MeetingEndpoints(
    MeetingDesk desk, ReadinessDesk readiness, ReviewsOptions options, TimeProvider clock)
{
    private const int BodyBytesMax = 512 * 1024;

    public async Task ListAsync(HttpContext context)
    {
        await desk.CallDueAsync(context.RequestAborted);
        var rows = await desk.ListAsync(context.RequestAborted);
        var now = clock.GetUtcNow().Micros();
        await RecordAnswers.WriteAsync(
            context, new MeetingsBody([.. rows.Select(row => Body(row, now))]), ReviewJson.Default.MeetingsBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } row) await WriteAsync(context, row);
    }

    public async Task CalendarAsync(HttpContext context)
    {
        await desk.CallDueAsync(context.RequestAborted);
        var rows = await desk.ListAsync(context.RequestAborted);
        context.Response.ContentType = "text/calendar; charset=utf-8";
        await context.Response.WriteAsync(MeetingFeed.Write(rows, clock.GetUtcNow()));
    }

    public async Task CallAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.CallMeetingBody, BodyBytesMax) is not { } body)
            return;
        var faults = new RecordFaults(options).Call(
            body.Name, body.DueAt, body.Teams, ImprovementDesk.Today(clock));
        if (await faults.RefuseAsync(context)) return;
        var outcome = await desk.CallAsync(body.Name, body.DueAt, body.Teams, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/api/v1/ops/meetings/" + outcome.Meeting!.Id;
        await WriteAsync(context, outcome.Meeting);
    }

    public async Task HoldAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.HoldMeetingBody, BodyBytesMax) is not { } body)
            return;
        if (await FindAsync(context) is not { } row) return;
        var notes = new MeetingNotes(
            body.HeldAt ?? clock.GetUtcNow(), body.Attendance, body.Minutes,
            [.. body.Decisions.Select(one =>
                new NewAction(one.Text, one.Owner, one.Due, ActionSource.Meeting, row.Id))]);
        if (await new RecordFaults(options).Minutes(notes, ImprovementDesk.Today(clock)).RefuseAsync(context)) return;
        var agenda = await readiness.AgendaAsync(row, context.RequestAborted);
        var outcome = await desk.HoldAsync(
            row.Number, match, notes, agenda, Vouchers.Operations.Actor.Of(context), context.RequestAborted);
        await (outcome.Answer switch
        {
            MeetingAnswer.Done => WriteAsync(context, outcome.Meeting!),
            MeetingAnswer.Unknown => Problem.WriteAsync(context.Response, Refusals.UnknownMeeting),
            MeetingAnswer.Changed => Problem.WriteAsync(context.Response, Refusals.PreconditionFailed),
            MeetingAnswer.Held => Problem.WriteAsync(context.Response, Refusals.MeetingHeld),
            _ => throw new InvalidOperationException($"{outcome.Answer} is not known here"),
        });
    }

    public static MeetingBody Body(MeetingRow row, long nowMicros) => new(
        row.Id, new(row.NameZh, row.NameEn), row.Definition.Length == 0 ? null : row.Definition,
        row.Incident.Length == 0 ? null : row.Incident,
        row.Teams.Split(',', StringSplitOptions.RemoveEmptyEntries), UnixTime.ToTime(row.DueMicros), row.State,
        row.IsOverdue(nowMicros), row.HeldMicros is { } held ? UnixTime.ToTime(held) : null, row.NotedBy, row.Version);

    private async Task<MeetingRow?> FindAsync(HttpContext context)
    {
        var row = MeetingRow.NumberOf(Route(context, "meeting")) is { } number
            ? await desk.FindAsync(number, context.RequestAborted) : null;
        if (row is null) await Problem.WriteAsync(context.Response, Refusals.UnknownMeeting);
        return row;
    }

    /// <summary>The agenda is what stood when it was held; before that, what stands now.</summary>
    private async Task WriteAsync(HttpContext context, MeetingRow row)
    {
        var agenda = row.State == MeetingState.Held
            ? AgendaJson.Read(row.AgendaJson) : await readiness.AgendaAsync(row, context.RequestAborted);
        var decisions = await desk.DecisionsAsync(row.Id, context.RequestAborted);
        var today = ImprovementDesk.Today(clock);
        var body = new MeetingPageBody(
            Body(row, clock.GetUtcNow().Micros()), agenda,
            row.Attendance?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [], row.Minutes,
            [.. decisions.Select(one => ActionEndpoints.Body(one, today))]);
        await RecordAnswers.WriteAsync(context, body, ReviewJson.Default.MeetingPageBody, row.Version);
    }
}
