using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Floodgate.Audit.Api;

/// <summary><c>/api/v1/ops/approvals</c>: what waits for a second person, and the decision.</summary>
internal sealed class ApprovalEndpoints(ApprovalDesk desk, IOptions<AuditOptions> options)
{
    private const int BodyBytesMax = 8_192;

    /// <summary><c>?state=open&amp;kind=campaign.raise&amp;after=ID&amp;limit=N</c>, the newest first.</summary>
    public async Task ListAsync(HttpContext context)
    {
        var (state, kind) = (context.Request.Query["state"].ToString(), context.Request.Query["kind"].ToString());
        var after = context.Request.Query["after"].ToString();
        var limit = LimitOf(context.Request, options.Value.EntriesPerAnswerMax);
        var found = (await desk.AllAsync(context.RequestAborted))
            .Where(one => state.Length == 0 || one.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase))
            .Where(one => kind.Length == 0 || one.Proposal.Kind == kind)
            .SkipWhile(one => after.Length > 0 && one.Id != after).Skip(after.Length > 0 ? 1 : 0)
            .Take(limit + 1).ToArray();
        var who = Who.Of(context);
        var shown = found.Take(limit).Select(one => ApprovalBody.Of(desk, one, who)).ToArray();
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new ApprovalListBody(shown, found.Length > limit ? shown[^1].Id : null),
            AuditAnswerJson.Default.ApprovalListBody, "application/json", context.RequestAborted);
    }

    public async Task GetAsync(HttpContext context) =>
        await (await desk.FindAsync(IdOf(context), context.RequestAborted) is { } approval
            ? ApprovalAnswers.WriteAsync(context, desk, approval)
            : Problem.WriteAsync(context.Response, Refusals.UnknownApproval));

    public Task ApproveAsync(HttpContext context) => DecideAsync(
        context, (id, who, note) => desk.ApproveAsync(id, who, note, context.RequestAborted));

    public Task RefuseAsync(HttpContext context) => DecideAsync(
        context, (id, who, note) => desk.RefuseAsync(id, who, note, context.RequestAborted));

    public Task WithdrawAsync(HttpContext context) => DecideAsync(
        context, (id, who, note) => desk.WithdrawAsync(id, who, note, context.RequestAborted));

    internal static int LimitOf(HttpRequest request, int most) =>
        int.TryParse(request.Query["limit"], out var asked) && asked > 0 ? Math.Min(asked, most) : most;

    private async Task DecideAsync(HttpContext context, Func<string, Who, string?, Task<ApprovalReply>> decide)
    {
        string? note = null;
        if (context.Request.ContentLength is not (null or 0))
        {
            if (await StrictBody.ReadAsync(context, AuditBodyJson.Default.DecisionBody, BodyBytesMax) is not { } body)
                return;
            note = body.Note;
        }

        var reply = await decide(IdOf(context), Who.Of(context), note);
        await (ApprovalAnswers.RefusalOf(reply.Answer) is { } refusal
            ? ApprovalAnswers.RefuseAsync(context, refusal, null)
            : ApprovalAnswers.WriteAsync(context, desk, reply.Approval!));
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["approval"]!;
}
