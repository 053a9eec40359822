using Floodgate.Access;
using Floodgate.Admission;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Plans;

/// <summary>Emergency plans: read, checked, versioned, approved, pinned and printed.</summary>
internal static class PlansSlice
{
    public static IServiceCollection AddPlans(this IServiceCollection services)
    {
        services.AddOptions<PlansOptions>().BindConfiguration("Floodgate:Plans")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => new PlanLedger(
            all.GetRequiredService<IDbContextFactory<Storage.Relational.FloodgateDb>>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<IOptions<PlansOptions>>().Value,
            all.GetRequiredService<ILogger<PlanLedger>>()));
        services.AddSingleton(all => new PlanWrites(
            all.GetRequiredService<PlanDesk>(), all.GetRequiredService<Gates>(),
            all.GetRequiredService<IOptions<PlansOptions>>().Value));
        services.AddSingleton<IApprovalKind, PlanApproval>();
        return services.AddSingleton<PlanDesk>().AddSingleton<PlanReads>();
    }

    /// <summary>Reads the ledger; after this the plans are known without the storage.</summary>
    internal static Task PreparePlansAsync(this IServiceProvider all, CancellationToken cancel) =>
        all.GetRequiredService<PlanLedger>().LoadAsync(cancel);

    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var (reads, writes) = (all.GetRequiredService<PlanReads>(), all.GetRequiredService<PlanWrites>());
        var plans = routes.MapGroup("/api/v1/ops/plans");
        Read(plans.MapGet("", (RequestDelegate)reads.ListAsync), PlanContract.List);
        Read(plans.MapGet("/current", (RequestDelegate)reads.CurrentAsync), PlanContract.Current);
        Read(plans.MapGet("/schema", (RequestDelegate)PlanReads.SchemaAsync), PlanContract.Schema);
        Read(plans.MapPost("/check", (RequestDelegate)PlanWrites.CheckAsync)
            .Unaudited("checks what it is sent and keeps nothing"), PlanContract.Check);
        Read(plans.MapGet("/{plan}/compare", (RequestDelegate)reads.CompareAsync), PlanContract.Compare);
        Read(plans.MapGet("/{plan}/versions/{version}", (RequestDelegate)reads.GetAsync), PlanContract.Get);
        Read(plans.MapGet("/{plan}/versions/{version}/text", (RequestDelegate)reads.TextAsync), PlanContract.Text);
        Read(plans.MapGet("/{plan}/versions/{version}/print", (RequestDelegate)reads.PrintAsync), PlanContract.Print);
        Read(routes.MapGet("/api/v1/ops/risks", (RequestDelegate)reads.RisksAsync), PlanContract.Risks);
        Write(plans.MapPut("/{plan}", (RequestDelegate)writes.ApplyAsync), PlanContract.Apply);
        Write(plans.MapPost("/{plan}/versions/{version}/approve", (RequestDelegate)writes.ApproveAsync),
            PlanContract.Approve);
        Write(plans.MapPut("/pins/{campaign}", (RequestDelegate)writes.PinAsync), PlanContract.Pin);
        Write(plans.MapPost("/pins/{campaign}/approve", (RequestDelegate)writes.ApprovePinAsync),
            PlanContract.ApprovePin);
    }

    private static void Read(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);

    private static void Write(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Commander).Describe(operation);
}
