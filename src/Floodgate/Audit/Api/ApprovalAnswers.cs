using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Audit.Api;

/// <summary>What came of a step of an approval as HTTP, once for all endpoints that propose or decide.</summary>
internal static class ApprovalAnswers
{
    public const string Path = "/api/v1/ops/approvals";

    /// <summary>What an endpoint that may propose can be refused with, for its description.</summary>
    public static Refusal[] ProposalRefusals { get; } =
        [Refusals.ReasonRequired, Refusals.ApprovalPending, Refusals.ApprovalsFull, Refusals.ApprovalTooLarge,
            Refusals.AuditUnavailable];

    /// <summary>The refusal; null when it was done.</summary>
    public static Refusal? RefusalOf(ApprovalAnswer answer) => answer switch
    {
        ApprovalAnswer.Done => null,
        ApprovalAnswer.Unknown => Refusals.UnknownApproval,
        ApprovalAnswer.NotAllowed => Refusals.Forbidden,
        ApprovalAnswer.SamePerson => Refusals.ApproverIsAuthor,
        ApprovalAnswer.Decided => Refusals.ApprovalDecided,
        ApprovalAnswer.Expired => Refusals.ApprovalExpired,
        ApprovalAnswer.Pending => Refusals.ApprovalPending,
        ApprovalAnswer.ReasonMissing => Refusals.ReasonRequired,
        ApprovalAnswer.TooLarge => Refusals.ApprovalTooLarge,
        ApprovalAnswer.TooMany => Refusals.ApprovalsFull,
        ApprovalAnswer.Unavailable => Refusals.AuditUnavailable,
        _ => throw new InvalidOperationException($"{answer} is not known here"),
    };

    /// <summary>For an endpoint that proposed: <c>202</c> with the approval, and where to follow it.</summary>
    public static Task ProposedAsync(HttpContext context, ApprovalDesk desk, ApprovalReply reply)
    {
        if (RefusalOf(reply.Answer) is { } refusal) return RefuseAsync(context, refusal, reply.Approval);
        var approval = reply.Approval!;
        var note = AuditNote.Of(context);
        (note.On, note.Reason, note.Changes) = ($"approval/{approval.Id}", approval.Proposal.Reason,
            approval.Proposal.Changes);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.Headers.Location = $"{Path}/{approval.Id}";
        return WriteAsync(context, desk, approval);
    }

    public static Task RefuseAsync(HttpContext context, Refusal refusal, Approval? approval) => Problem.WriteAsync(
        context.Response, refusal,
        approval is null ? null : json => json.WriteString("approval", approval.Id),
        refusal == Refusals.AuditUnavailable ? TimeSpan.FromSeconds(1) : null);

    public static Task WriteAsync(HttpContext context, ApprovalDesk desk, Approval approval)
    {
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            ApprovalBody.Of(desk, approval, Who.Of(context)), AuditAnswerJson.Default.ApprovalBody,
            "application/json", context.RequestAborted);
    }
}
