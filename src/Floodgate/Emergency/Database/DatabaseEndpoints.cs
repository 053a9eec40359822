using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Cluster.Database;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Database;

/// <summary>
/// <c>/api/v1/ops/cluster/database</c>: how the standby stands, and the two acts that take two people.
/// </summary>
internal sealed class DatabaseEndpoints(
    StorageEngine engine, DatabasePromotion promotion, StandbyRelease release, ApprovalDesk approvals)
{
    private const int BodyBytesMax = 4_096;

    public Task GetAsync(HttpContext context)
    {
        if (engine is not PostgresEngine shared) return Problem.WriteAsync(context.Response, Refusals.NoStandby);
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsJsonAsync(
            DatabaseBody.Of(shared), DatabaseJson.Default.DatabaseBody, "application/json", context.RequestAborted);
    }

    /// <summary>Refused at once where it could not be carried out; looked at again when it is.</summary>
    public async Task PromoteAsync(HttpContext context)
    {
        if (await ReasonAsync(context) is not { } reason) return;
        if (await promotion.FaultAsync() is { } fault) await RefuseAsync(context, fault);
        else await ProposeAsync(context, PromotionApproval.Propose(promotion.Timeline, reason));
    }

    public async Task ReleaseAsync(HttpContext context)
    {
        if (await ReasonAsync(context) is not { } reason) return;
        switch (release.Fault)
        {
            case DatabaseOutcome.Refused refused:
                await RefuseAsync(context, refused);
                break;
            case DatabaseOutcome.Unavailable:
                await Problem.WriteAsync(
                    context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "none"),
                    TimeSpan.FromSeconds(1));
                break;
            default:
                await ProposeAsync(context, ReleaseApproval.Propose(reason));
                break;
        }
    }

    private Task ProposeAsync(HttpContext context, Proposal proposal) =>
        ApprovalAnswers.ProposedAsync(context, approvals, approvals.Propose(proposal, Who.Of(context)));

    private static async Task<string?> ReasonAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, DatabaseActs.Default.DatabaseActBody, BodyBytesMax) is not { } body)
            return null;
        if (body.Reason is { } reason && !string.IsNullOrWhiteSpace(reason))
        {
            AuditNote.Of(context).Reason = reason;
            return reason;
        }

        await Problem.WriteAsync(
            context.Response, Refusals.MemberMissing, new BodyFault(Refusals.MemberMissing, "/reason").Write);
        return null;
    }

    private static Task RefuseAsync(HttpContext context, DatabaseOutcome.Refused refused) => Problem.WriteAsync(
        context.Response, refused.Refusal,
        refused.Why.Length == 0 ? null : json => json.WriteString("why", refused.Why));
}
