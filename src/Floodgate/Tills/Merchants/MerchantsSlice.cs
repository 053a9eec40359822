using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Admission;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Tills.Merchants.Api;
using Floodgate.Tills.Merchants.Face;
using Floodgate.Tills.Merchants.Import;
using Floodgate.Tills.Merchants.Records;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills.Merchants;

/// <summary>Merchants, their stores and the keys of their tills; who may redeem what where.</summary>
internal static class MerchantsSlice
{
    /// <summary>Who enters applications and makes keys.</summary>
    public static readonly string[] Editors = [Roles.Operator, Roles.Admin];

    /// <summary>Who decides on them, and stops a merchant or lets it go on.</summary>
    public static readonly string[] Deciders = [Roles.Operator, Roles.Finance, Roles.Admin];

    private static readonly AuthorizationPolicy Decide =
        new AuthorizationPolicyBuilder(ApiKeyScheme.Name, IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser().RequireClaim(ClaimTypes.Role, Deciders).Build();

    public static IServiceCollection AddMerchants(this IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<MerchantsOptions>().BindConfiguration("Floodgate:Merchants")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<MerchantsOptions>>().Value);
        services.AddSingleton(all => new StoreDirectory(RuleIn(all.GetRequiredService<Gates>())));
        services.AddSingleton(all => new KnownMerchants(all.GetRequiredService<StoreDirectory>().KnowsMerchant));
        services.AddSingleton<DirectoryBell>().AddSingleton<TestVouchers>();
        services.AddSingleton(new StoreCopy(Path.Combine(folder.Path, StoreCopy.FileName)));
        services.AddSingleton(all => new MerchantDesk(
            all.GetRequiredService<IDbContextFactory<FloodgateDb>>(), all.GetRequiredService<MerchantsOptions>(),
            StaffPerson.AreTwo, all.GetRequiredService<DirectoryBell>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<MerchantDesk>>()));
        services.AddSingleton<MerchantReads>().AddSingleton<MerchantImport>().AddSingleton<MerchantDecisions>();
        services.AddSingleton<IApprovalKind, MerchantAdmission>();
        services.AddSingleton<MerchantEndpoints>().AddSingleton<StoreEndpoints>().AddSingleton<StoreKeyEndpoints>();
        services.AddSingleton<ImportEndpoint>().AddSingleton<TillStoreEndpoint>();
        services.AddSingleton<StoreDirectoryRefresh>();
        services.AddSingleton(static all => new MerchantRecords(all));
        return services.AddHostedService(all => all.GetRequiredService<StoreDirectoryRefresh>());
    }

    /// <summary>The stores must be known before a till is heard, with or without the database.</summary>
    public static async Task PrepareMerchantsAsync(this IServiceProvider all, CancellationToken cancel)
    {
        var refresh = all.GetRequiredService<StoreDirectoryRefresh>();
        refresh.Begin();
        await refresh.LookAsync(cancel);
    }

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapMerchants(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var log = all.GetRequiredService<ILogger<MerchantDesk>>();
        var merchants = all.GetRequiredService<MerchantEndpoints>();
        var group = routes.MapGroup("/api/v1/ops/merchants");
        Read(group.MapGet("", MerchantReplies.Guard(merchants.ListAsync, log)), MerchantContract.Merchants);
        Edit(group.MapPost("", MerchantReplies.Guard(merchants.ApplyAsync, log)), MerchantContract.Apply);
        Edit(group.MapPost("/import", MerchantReplies.Guard(
            all.GetRequiredService<ImportEndpoint>().HandleAsync, log)), MerchantContract.Import);
        Read(group.MapGet("/{merchant}", MerchantReplies.Guard(merchants.GetAsync, log)), MerchantContract.GetMerchant);
        Edit(group.MapPut("/{merchant}", MerchantReplies.Guard(merchants.ChangeAsync, log)), MerchantContract.Change);
        Edit(group.MapPost("/{merchant}/stores", MerchantReplies.Guard(merchants.AddStoreAsync, log)),
            MerchantContract.AddStore);
        Decides(group.MapPost("/{merchant}/approve", MerchantReplies.Guard(merchants.ApproveAsync, log)),
            MerchantContract.Approve);
        Decides(group.MapPost("/{merchant}/refuse", MerchantReplies.Guard(merchants.RefuseAsync, log)),
            MerchantContract.Refuse);
        foreach (var (verb, act) in Standings)
            Decides(group.MapPost("/{merchant}" + verb, MerchantReplies.Guard(merchants.Stand(act), log)),
                MerchantContract.Stand(act, store: false));
        MapStores(routes.MapGroup("/api/v1/ops/stores"), all, log);
    }

    /// <summary>What tills ask; where the crowd's entrance is.</summary>
    public static void MapTillStore(this IEndpointRouteBuilder routes) =>
        routes.MapTill(
                HttpMethods.Get, "/api/v1/till/store",
                routes.ServiceProvider.GetRequiredService<TillStoreEndpoint>().GetAsync)
            .Describe(MerchantContract.TillStore);

    private static readonly (string Verb, MerchantAct Act)[] Standings =
    [
        ("/suspend", MerchantAct.Suspended), ("/freeze", MerchantAct.Frozen), ("/reinstate", MerchantAct.Reinstated),
    ];

    private static void MapStores(RouteGroupBuilder group, IServiceProvider all, ILogger log)
    {
        var stores = all.GetRequiredService<StoreEndpoints>();
        var keys = all.GetRequiredService<StoreKeyEndpoints>();
        Read(group.MapGet("", MerchantReplies.Guard(stores.ListAsync, log)), MerchantContract.Stores);
        Read(group.MapGet("/{store}", MerchantReplies.Guard(stores.GetAsync, log)), MerchantContract.GetStore);
        Edit(group.MapPut("/{store}", MerchantReplies.Guard(stores.ChangeAsync, log)), MerchantContract.ChangeStore);
        foreach (var (verb, act) in Standings)
            Decides(group.MapPost("/{store}" + verb, MerchantReplies.Guard(stores.Stand(act), log)),
                MerchantContract.Stand(act, store: true));
        Read(group.MapGet("/{store}/keys", MerchantReplies.Guard(keys.ListAsync, log)), MerchantContract.Keys);
        Edit(group.MapPost("/{store}/keys", MerchantReplies.Guard(keys.CreateAsync, log)), MerchantContract.MakeKey);
        Edit(group.MapDelete("/{store}/keys/{key}", MerchantReplies.Guard(keys.RevokeAsync, log)),
            MerchantContract.RevokeKey);
    }

    private static Func<string, string, Campaigns.StoreRule?> RuleIn(Gates gates) => (campaign, batch) =>
        gates.Find(campaign)?.Version is { } version && version.BatchPlace(batch) is >= 0 and var place
            ? version.Definition.Batches[place].Stores : null;

    private static void Read(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Report().Describe(operation);

    private static void Edit(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Operator).Describe(operation);

    private static void Decides(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Decide).Describe(operation);
}
