using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Cluster;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Faults;
using Floodgate.Vouchers.Bell;
using Floodgate.Vouchers.Board;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Grants;
using Floodgate.Vouchers.Grants.Face;
using Floodgate.Vouchers.Nodes;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Operations.Face;
using Floodgate.Vouchers.Placement;
using Floodgate.Vouchers.Projection;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Snapshots;
using Floodgate.Vouchers.Wallets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers;

/// <summary>Books, pool, the way of a claim, wallets, and the operations on campaigns.</summary>
internal static class VouchersSlice
{
    /// <param name="services">The host's.</param>
    /// <param name="folder">The data folder, already taken for this process.</param>
    internal static IServiceCollection AddVouchers(this IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<StorageOptions>().BindConfiguration("Floodgate:Storage").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<ClaimsOptions>().BindConfiguration("Floodgate:Claims").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<WalletsOptions>().BindConfiguration("Floodgate:Wallets").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddOptions<RedemptionOptions>().BindConfiguration("Floodgate:Redemptions").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(new Readiness("vouchers"));
        services.AddSingleton(OpenJournal);
        services.AddSingleton(StartWriter);
        services.AddSingleton(all => new BookEnvironment(
            all.GetRequiredService<IJournal>(), all.GetRequiredService<JournalWriter>(),
            all.GetRequiredService<IOptions<StorageOptions>>().Value, all.GetRequiredService<TimeProvider>(),
            TaskScheduler.Default, all.GetRequiredService<ILogger<JournalWriter>>())
        {
            ClockLead = LeadOf(all.GetRequiredService<ClockSkews>()),
        });
        services.AddSingleton(all => new SnapshotStore(
            folder.Snapshots, all.GetRequiredService<IJournal>(), all.GetRequiredService<ILogger<SnapshotStore>>()));
        services.AddSingleton(all => new VoucherNode(
            all.GetRequiredService<BookEnvironment>(), all.GetRequiredService<Gates>(),
            all.GetRequiredService<SnapshotStore>(), all.GetRequiredService<KeyRing>(),
            all.GetRequiredService<IGrainFactory>()));
        services.AddSingleton(all => new Ballast(
            folder.BallastFile, all.GetRequiredService<IOptions<StorageOptions>>().Value.BallastBytes));
        services.AddSingleton(all => new PauseSpool(
            folder.Spool, all.GetRequiredService<Ballast>(), all.GetRequiredService<ILogger<PauseSpool>>()));
        services.AddSingleton<PauseRecovery>().AddSingleton<ResumeRule>();
        services.AddSingleton(all => new CampaignControl(
            all.GetRequiredService<VoucherNode>(), all.GetRequiredService<PauseSpool>(),
            all.GetService<KnownMerchants>() ?? KnownMerchants.None, all.GetRequiredService<ResumeRule>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<CampaignControl>>())
        {
            Bell = all.GetRequiredService<ClusterBell>(),
        });
        services.AddSingleton(all => new CampaignResumption(
            all.GetRequiredService<CampaignControl>(), all.GetRequiredService<VoucherNode>(),
            all.GetRequiredService<ResumeRule>(), all.GetRequiredService<ApprovalDesk>(),
            all.GetRequiredService<ActAudit>()));
        services.AddSingleton<IApprovalKind, CampaignRaise>().AddSingleton<IApprovalKind, CampaignResume>();
        services.AddSingleton<GrantSeal>().AddSingleton<GrantDesk>().AddSingleton<GrantEndpoints>();
        services.AddSingleton<IApprovalKind>(all => new VoucherGrant(
            all.GetRequiredService<VoucherNode>(), new Lazy<GrantDesk>(all.GetRequiredService<GrantDesk>),
            all.GetRequiredService<GrantSeal>()));
        services.AddSingleton(all => new GrantRecords(
            all.GetRequiredService<GrantDesk>(), all.GetRequiredService<Gates>(), all.GetRequiredService<ActAudit>()));
        services.AddSingleton<ProjectionClock>();
        services.AddSingleton<ExpirySweep>();
        services.AddSingleton(all => new Projector(
            all.GetRequiredService<IJournal>(), all.GetRequiredService<StorageEngine>(),
            all.GetService<StorageFaults>() is { } faults ? faults.BeforeWrite : null));
        services.AddSingleton<ProjectionReader>().AddSingleton<StoreDay>().AddSingleton<VoucherHistory>();
        services.AddSingleton<CapUse>();
        services.AddSingleton(all => new MoneyBoard(
            all.GetRequiredService<Ledger>(), all.GetRequiredService<Gates>(), all.GetRequiredService<CapUse>(),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WalletPace>().AddSingleton<OfflineVouchers>();
        services.AddSingleton<WalletReader>().AddSingleton<WalletEndpoints>().AddSingleton<PublicCampaign>();
        services.AddSingleton<ApplyCampaign>().AddSingleton<PauseEndpoints>().AddSingleton<Ledger>();
        services.AddSingleton(all => new ClaimPace(
            all.GetRequiredService<IOptions<ClaimsOptions>>().Value.LaneRequestsMax));
        services.AddSingleton<ClaimLanes>().AddHostedService(all => all.GetRequiredService<ClaimLanes>());
        services.AddSingleton<RedemptionLanes>().AddHostedService(all => all.GetRequiredService<RedemptionLanes>());
        services.AddSingleton<ClaimEndpoint>().AddHostedService<VoucherBackground>();
        services.AddSingleton(BoardSubjects.Source).AddLiveBoard().AddPlacement().AddNodes();
        return services;
    }

    /// <summary>
    /// What must be known before the node listens: which campaigns there are (a 404 would send people away for good)
    /// and the pauses that were only spooled.
    /// </summary>
    internal static void PrepareVouchers(this IServiceProvider all)
    {
        var node = all.GetRequiredService<VoucherNode>();
        node.FindCampaigns();
        all.GetRequiredService<PauseRecovery>().CloseGates();
    }

    public static void MapVouchers(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var claims = all.GetRequiredService<ClaimEndpoint>();
        // Short circuit: no middleware beside the way of a command; the pass is checked by the endpoint itself.
        routes.MapPost("/api/v1/campaigns/{campaign}/batches/{batch}/claims", (RequestDelegate)claims.HandleAsync)
            .Citizen().ShortCircuit().Describe(ClaimContract.Claim);
        routes.MapGet("/api/v1/campaigns/{campaign}",
            (RequestDelegate)all.GetRequiredService<PublicCampaign>().GetAsync)
            .Public("what everyone may know of a campaign").Describe(WalletContract.Campaign);
        var wallets = all.GetRequiredService<WalletEndpoints>();
        routes.MapGet("/api/v1/me/vouchers", (RequestDelegate)wallets.ListAsync).Citizen()
            .Describe(WalletContract.Wallet);
        routes.MapGet("/api/v1/me/vouchers/{id}", (RequestDelegate)wallets.OneAsync).Citizen()
            .Describe(WalletContract.Voucher);
        routes.MapGet("/api/v1/me/vouchers/{id}/offline", (RequestDelegate)wallets.OfflineAsync).Citizen()
            .Describe(WalletContract.VoucherOffline);
        routes.MapGet("/api/v1/me/vouchers/{id}/qr", (RequestDelegate)wallets.QrAsync).Citizen()
            .Describe(WalletContract.VoucherQr);
    }

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapCampaignOperations(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var apply = all.GetRequiredService<ApplyCampaign>();
        var pauses = all.GetRequiredService<PauseEndpoints>();
        var campaign = routes.MapGroup("/api/v1/ops/campaigns/{campaign}");
        campaign.MapPut("", (RequestDelegate)apply.PutAsync).RequireAuthorization(Roles.Operator)
            .Describe(OperationsContract.Apply);
        campaign.MapGet("", (RequestDelegate)apply.GetAsync).RequireAuthorization(Roles.Staff)
            .Describe(OperationsContract.Definition);
        campaign.MapPost("/pause", (RequestDelegate)pauses.PauseAsync).RequireAuthorization(Roles.Control)
            .Urgent().Describe(OperationsContract.Pause);
        campaign.MapPost("/resume", (RequestDelegate)pauses.ResumeAsync).RequireAuthorization(Roles.Control)
            .Describe(OperationsContract.Resume);
        all.GetRequiredService<GrantEndpoints>().Map(campaign);
        all.GetRequiredService<ClusterEndpoints>().Map(routes);
        campaign.MapGet("/ledger", (RequestDelegate)all.GetRequiredService<Ledger>().GetAsync)
            .RequireAuthorization(Roles.Staff).Report().Describe(OperationsContract.Ledger);
    }

    private static IJournal OpenJournal(IServiceProvider all)
    {
        var tallies = all.GetRequiredService<NodeTallies>();
        var journal = all.GetRequiredService<StorageEngine>().OpenJournal(tallies);
        return all.GetService<StorageFaults>() is { } faults ? new FaultyJournal(journal, faults, tallies) : journal;
    }

    private static Func<long> LeadOf(ClockSkews skews) => () => skews.LeadMicros;

    private static JournalWriter StartWriter(IServiceProvider all)
    {
        var writer = new JournalWriter(all.GetRequiredService<IJournal>(), all.GetRequiredService<TimeProvider>());
        writer.Start();
        return writer;
    }
}
