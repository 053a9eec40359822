using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Audit.Api;
using Floodgate.Audit.Requests;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Audit;

/// <summary>Where approvals and the audit are reached.</summary>
internal static partial class AuditSlice
{
    /// <summary>Decided by role in the desk, kind by kind: the policy only keeps tills and strangers out.</summary>
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        var approvals = routes.ServiceProvider.GetRequiredService<ApprovalEndpoints>();
        var group = routes.MapGroup(ApprovalAnswers.Path);
        Staff(group.MapGet("", (RequestDelegate)approvals.ListAsync), AuditContract.Approvals);
        Staff(group.MapGet("/{approval}", (RequestDelegate)approvals.GetAsync), AuditContract.Approval);
        Decision(group.MapPost("/{approval}/approve", (RequestDelegate)approvals.ApproveAsync), AuditContract.Approve);
        Decision(group.MapPost("/{approval}/refuse", (RequestDelegate)approvals.RefuseAsync), AuditContract.Refuse);
        Decision(
            group.MapPost("/{approval}/withdraw", (RequestDelegate)approvals.WithdrawAsync), AuditContract.Withdraw);
        var audit = routes.ServiceProvider.GetRequiredService<AuditEndpoints>();
        routes.MapGet("/api/v1/ops/audit", (RequestDelegate)audit.SearchAsync).RequireAuthorization(Roles.Auditor)
            .Describe(AuditContract.Search);
        routes.MapGet("/api/v1/ops/audit/export", (RequestDelegate)audit.ExportAsync)
            .RequireAuthorization(Roles.Auditor).Describe(AuditContract.Export);
    }

    /// <summary>What lets anybody check the trail: no entry of it.</summary>
    public static void MapAuditKey(this IEndpointRouteBuilder routes)
    {
        var audit = routes.ServiceProvider.GetRequiredService<AuditEndpoints>();
        routes.MapGet("/api/v1/audit/key", (RequestDelegate)audit.KeyAsync)
            .Public("the public half of a key, for whoever verifies").Describe(AuditContract.Key);
        routes.MapGet("/api/v1/audit/checkpoint", (RequestDelegate)audit.CheckpointAsync)
            .Public("a signed hash, to be kept where we cannot change it").Describe(AuditContract.Checkpoint);
    }

    private static void Decision(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        Staff(endpoint.Unaudited("the desk writes every step, and every attempt, itself"), operation);

    private static void Staff(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);
}
