using System.Text.Json;
using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Operations;

/// <summary><c>POST …/pause</c> and <c>POST …/resume</c>: the wire form of <see cref="CampaignControl"/>.</summary>
internal sealed class PauseEndpoints(
    CampaignControl control, CampaignResumption resumption, ApprovalDesk approvals)
{
    private const int BodyBytesMax = 16_384;

    public async Task PauseAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, OperationsBodies.Default.PauseBody,
            BodyBytesMax) is not { } body) return;
        if (Missing(body) is { } missing)
        {
            await RefuseAsync(context, missing.Refusal, missing.Pointer);
            return;
        }

        if (!TryScope(body.Scope!, out var scope))
        {
            await RefuseAsync(context, Refusals.ScopeUnknown, "/scope");
            return;
        }

        var request = new PauseRequest(scope, body.Target, body.ResumesAt!.Value, body.AutoResume, body.Notice!,
            body.Reason!);
        var campaign = (string)context.Request.RouteValues["campaign"]!;
        AuditNote.Of(context).Reason = body.Reason;
        var outcome = await control.PauseAsync(campaign, request, Actor.Of(context), context.RequestAborted);
        await AnswerAsync(context, outcome, request);
    }

    public async Task ResumeAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, OperationsBodies.Default.ResumeBody,
            BodyBytesMax) is not { } body) return;
        string? key = null;
        if (body.Scope is not null)
        {
            if (!TryScope(body.Scope, out var scope))
            {
                await RefuseAsync(context, Refusals.ScopeUnknown, "/scope");
                return;
            }

            key = scope == PauseScope.Campaign ? "campaign" : $"{scope}:{body.Target}";
        }

        var campaign = (string)context.Request.RouteValues["campaign"]!;
        AuditNote.Of(context).Reason = body.Reason;
        var reply = await resumption.ResumeAsync(
            campaign, body.Reason ?? "", Who.Of(context), key, context.RequestAborted);
        await (reply.Proposed is { } proposed
            ? ApprovalAnswers.ProposedAsync(context, approvals, proposed)
            : AnswerAsync(context, reply.Outcome));
    }

    private static Task AnswerAsync(HttpContext context, PauseOutcome outcome, PauseRequest request) => outcome switch
    {
        PauseOutcome.Paused => WriteStateAsync(context, "paused", request.ResumesAt),
        PauseOutcome.Incomplete =>
            Problem.WriteAsync(context.Response, Refusals.PauseIncomplete, retryAfter: TimeSpan.FromSeconds(1)),
        PauseOutcome.UnknownCampaign => Problem.WriteAsync(context.Response, Refusals.UnknownCampaign),
        PauseOutcome.ResumesAtInvalid => RefuseAsync(context, Refusals.ResumesAtRequired, "/resumesAt"),
        PauseOutcome.NoticeInvalid => RefuseAsync(context, Refusals.NoticeRequired, "/notice"),
        PauseOutcome.ReasonInvalid => RefuseAsync(context, Refusals.MemberMissing, "/reason"),
        PauseOutcome.ScopeUnknown => RefuseAsync(context, Refusals.ScopeUnknown, "/scope"),
        PauseOutcome.TargetUnknown => RefuseAsync(context, Refusals.TargetUnknown, "/target"),
        _ => throw new InvalidOperationException($"{outcome} is not known here"),
    };

    private static Task AnswerAsync(HttpContext context, ResumeOutcome outcome) => outcome switch
    {
        ResumeOutcome.Resumed => WriteStateAsync(context, "resumed", null),
        ResumeOutcome.Incomplete =>
            Problem.WriteAsync(context.Response, Refusals.PauseIncomplete, retryAfter: TimeSpan.FromSeconds(1)),
        ResumeOutcome.UnknownCampaign => Problem.WriteAsync(context.Response, Refusals.UnknownCampaign),
        ResumeOutcome.NotPaused => Problem.WriteAsync(context.Response, Refusals.NotPaused),
        ResumeOutcome.ReasonInvalid => RefuseAsync(context, Refusals.MemberMissing, "/reason"),
        _ => throw new InvalidOperationException($"{outcome} is not known here"),
    };

    private static (Refusal Refusal, string Pointer)? Missing(PauseBody body)
    {
        if (body.ResumesAt is null) return (Refusals.ResumesAtRequired, "/resumesAt");
        if (body.Notice is null) return (Refusals.NoticeRequired, "/notice");
        if (string.IsNullOrWhiteSpace(body.Reason)) return (Refusals.MemberMissing, "/reason");
        return body.Scope is null ? (Refusals.MemberMissing, "/scope") : null;
    }

    private static bool TryScope(string text, out PauseScope scope)
    {
        (var known, scope) = text switch
        {
            "campaign" => (true, PauseScope.Campaign),
            "batch" => (true, PauseScope.Batch),
            "region" => (true, PauseScope.Region),
            "merchant" => (true, PauseScope.Merchant),
            _ => (false, default),
        };
        return known;
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal, string pointer) =>
        Problem.WriteAsync(context.Response, refusal, new BodyFault(refusal, pointer).Write);

    private static async Task WriteStateAsync(HttpContext context, string state, DateTimeOffset? resumesAt)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("campaign", (string)context.Request.RouteValues["campaign"]!);
        json.WriteString("state", state);
        if (resumesAt is { } at) json.WriteTime("resumesAt", at);
        json.WriteEndObject();
    }
}
