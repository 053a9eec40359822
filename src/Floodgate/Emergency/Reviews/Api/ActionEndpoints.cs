using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Http;
using static Floodgate.Emergency.Reviews.RecordAnswers;

namespace Floodgate.Emergency.Reviews;

/// <summary><c>/api/v1/ops/actions</c>.</summary>
internal sealed class ActionEndpoints(ImprovementDesk desk, ReviewsOptions options, TimeProvider clock)
{
    private const int BodyBytesMax = 32 * 1024;

    public async Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var most = options.PageMax;
        var limit = int.TryParse(query["limit"], out var asked) ? Math.Clamp(asked, 1, most) : most;
        ActionState? state = Enum.TryParse<ActionState>(query["state"], ignoreCase: true, out var named) ? named : null;
        var source = query["source"].ToString();
        var rows = await desk.ListAsync(new ActionQuery(
            state, query["overdue"] == "true", source.Length == 0 ? null : source,
            ActionRow.NumberOf(query["after"].ToString()) ?? 0, limit), context.RequestAborted);
        var today = ImprovementDesk.Today(clock);
        await RecordAnswers.WriteAsync(
            context,
            new ActionsBody([.. rows.Select(row => Body(row, today))], rows.Count == limit ? rows[^1].Id : null),
            ReviewJson.Default.ActionsBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        if (await FindAsync(context) is { } row) await WriteAsync(context, row);
    }

    public async Task AddAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.NewActionBody, BodyBytesMax) is not { } body)
            return;
        var faults = new RecordFaults(options).Action(
            "", body.Text, body.Owner, body.Due, ImprovementDesk.Today(clock));
        if (body.Source != ActionSource.Hand) faults.Name("/sourceId", body.SourceId);
        if (await faults.RefuseAsync(context)) return;
        var asked = new NewAction(body.Text, body.Owner, body.Due, body.Source, body.SourceId);
        var outcome = await desk.AddAsync(asked, Actor.Of(context), context.RequestAborted);
        if (outcome.Action is { } row)
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.Headers.Location = "/api/v1/ops/actions/" + row.Id;
        }

        await AnswerAsync(context, outcome);
    }

    public async Task ChangeAsync(HttpContext context)
    {
        if (await MatchAsync(context) is not { } match) return;
        if (await StrictBody.ReadAsync(context, ReviewBodyJson.Default.ChangeActionBody, BodyBytesMax) is not { } body)
            return;
        var faults = new RecordFaults(options).Line("/evidence", body.Evidence, required: false)
            .Link("/link", body.Link);
        if (body.Text is not null) faults.Line("/text", body.Text);
        if (body.Owner is not null) faults.Name("/owner", body.Owner);
        if (body.Due is { } day) faults.Day("/due", day, ImprovementDesk.Today(clock));
        if (await faults.RefuseAsync(context)) return;
        var number = ActionRow.NumberOf(Route(context, "action")) ?? 0;
        var change = new ActionChange(body.Text, body.Owner, body.Due, body.State, body.Evidence, body.Link);
        await AnswerAsync(context, await desk.ChangeAsync(
            number, match, change, Actor.Of(context), context.RequestAborted));
    }

    public static ActionBody Body(ActionRow row, DateOnly today) => new(
        row.Id, row.Text, row.Owner, row.Due, row.State, row.Source, row.SourceId, row.Evidence, row.Link,
        row.IsOverdue(today), row.IsOverdue(today) ? today.DayNumber - row.Due.DayNumber : 0, row.Version,
        row.CreatedBy, UnixTime.ToTime(row.CreatedMicros), row.EndedBy,
        row.EndedMicros is { } at ? UnixTime.ToTime(at) : null);

    private async Task<ActionRow?> FindAsync(HttpContext context)
    {
        var row = ActionRow.NumberOf(Route(context, "action")) is { } number
            ? await desk.FindAsync(number, context.RequestAborted) : null;
        if (row is null) await Problem.WriteAsync(context.Response, Refusals.UnknownAction);
        return row;
    }

    private Task AnswerAsync(HttpContext context, ActionOutcome outcome) => outcome.Answer switch
    {
        ActionAnswer.Done => WriteAsync(context, outcome.Action!),
        ActionAnswer.Unknown => Problem.WriteAsync(context.Response, Refusals.UnknownAction),
        ActionAnswer.Changed => Problem.WriteAsync(context.Response, Refusals.PreconditionFailed),
        ActionAnswer.EvidenceMissing => Problem.WriteAsync(context.Response, Refusals.EvidenceMissing),
        ActionAnswer.Full => Problem.WriteAsync(context.Response, Refusals.ActionsFull),
        _ => throw new InvalidOperationException($"{outcome.Answer} is not known here"),
    };

    private Task WriteAsync(HttpContext context, ActionRow row) => RecordAnswers.WriteAsync(
        context, Body(row, ImprovementDesk.Today(clock)), ReviewJson.Default.ActionBody, row.Version);
}
