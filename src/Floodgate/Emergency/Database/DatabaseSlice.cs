using Floodgate.Access;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Emergency.Database;

/// <summary>The shared database in an emergency: its standby, looked at, promoted or released.</summary>
internal static class DatabaseSlice
{
    private static readonly Refusal[] Acts =
    [
        Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.BodyMalformed,
        Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate, Refusals.MemberWrongType,
        Refusals.MemberMissing, Refusals.EncodingInvalid, Refusals.NoStandby, .. ApprovalAnswers.ProposalRefusals,
    ];

    private static readonly ApiOperation Standing = new(
        "Database", "Operations", new("数据库与备库的状态", "How the database and its standby stand"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(DatabaseBody))],
        Refusals =
            [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.NoStandby],
    };

    private static readonly ApiOperation Promote = Act(
        "PromoteStandby", new("提升备库为主库（两人）", "Make the standby the primary, by two people"),
        Refusals.StandbyNotSynchronous, Refusals.PrimaryAnswers, Refusals.StandbyUnreachable);

    private static readonly ApiOperation Release = Act(
        "ReleaseStandby", new("提交不再等待备库（两人）", "Let commits go on without the standby, by two people"),
        Refusals.StandbyFollows, Refusals.StorageUnavailable);

    public static IServiceCollection AddDatabaseOperations(this IServiceCollection services)
    {
        services.AddSingleton<DatabaseEndpoints>();
        return services.AddSingleton<IApprovalKind, PromotionApproval>()
            .AddSingleton<IApprovalKind, ReleaseApproval>();
    }

    public static void MapDatabaseOperations(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetRequiredService<DatabaseEndpoints>();
        var database = routes.MapGroup("/api/v1/ops/cluster/database");
        database.MapGet("", (RequestDelegate)endpoints.GetAsync).RequireAuthorization(Roles.Staff).Describe(Standing);
        database.MapPost("/promote", (RequestDelegate)endpoints.PromoteAsync).RequireAuthorization(Roles.Control)
            .Describe(Promote);
        database.MapPost("/release-standby", (RequestDelegate)endpoints.ReleaseAsync)
            .RequireAuthorization(Roles.Control).Describe(Release);
    }

    private static ApiOperation Act(string name, BilingualText summary, params Refusal[] refusals) =>
        new(name, "Operations", summary)
        {
            Credentials = [Credential.ApiKey, Credential.StaffSession],
            Body = typeof(DatabaseActBody),
            Answers = [new(202, typeof(ApprovalBody)) { Headers = ["Location"] }],
            Refusals = [.. Acts, .. refusals],
        };
}
