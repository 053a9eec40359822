using Floodgate.Access;
using Floodgate.Access.Citizens;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Audit.Requests;
using Floodgate.Audit.Trail;
using Floodgate.Emergency.Notices.Face;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Projection;
using Floodgate.Vouchers.Wallets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// What the public, service staff and holders are told of an emergency. Incidents says what; it says how.
/// </summary>
internal static class NoticesSlice
{
    /// <summary>
    /// Needs from elsewhere: access, campaigns, vouchers. The board and the desk keep a copy beside the data folder.
    /// </summary>
    public static IServiceCollection AddNotices(this IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<NoticesOptions>().BindConfiguration("Floodgate:Notices")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => Board(
            folder.Spool, Options(all), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<PublicBoard>>()));
        services.AddSingleton(all => new ServiceDesk(
            Options(all), all.GetRequiredService<PublicBoard>(),
            new SpoolCopy<DeskNotice>(
                Path.Combine(folder.Spool, "desk.json"), NoticesCopies.Default.DeskNoticeArray,
                all.GetRequiredService<ILogger<ServiceDesk>>()),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<ServiceDesk>>()));
        services.AddSingleton(all => new CallTallies(all.GetRequiredService<TimeProvider>())
        {
            Counted = all.GetRequiredService<NodeTallies>().Called,
        });
        services.AddSingleton(all => new HolderMessages(
            Store(all), all.GetRequiredService<Gates>(), all.GetRequiredService<ProjectionClock>(), Options(all),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<HolderMessages>>()));
        services.AddSingleton(all => new PersonMessages(Store(all)));
        services.AddDesk();
        return services;
    }

    /// <summary>The board over its copy: what <c>floodgate watch</c> opens in its own process too.</summary>
    public static PublicBoard Board(
        string spool, NoticesOptions options, TimeProvider clock, ILogger<PublicBoard> log) => new(
            options, new SpoolCopy<PublicIncident>(
                Path.Combine(spool, "status.json"), NoticesCopies.Default.PublicIncidentArray, log), clock, log);

    /// <summary>For the public, at every address: the status and a person's messages.</summary>
    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        routes.MapStatus(all.GetRequiredService<PublicBoard>(), Options(all));
        var mine = new MyNoticesEndpoint(
            all.GetRequiredService<WalletEndpoints>(), all.GetRequiredService<WalletReader>(),
            all.GetRequiredService<PersonMessages>(), all.GetRequiredService<Gates>(), Options(all),
            all.GetRequiredService<ILogger<MyNoticesEndpoint>>());
        routes.MapGet("/api/v1/me/notices", (RequestDelegate)mine.GetAsync).Citizen()
            .Describe(NoticesContract.MyNotices);
    }

    /// <summary>The status alone: it needs nothing but the board.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes, PublicBoard board, NoticesOptions options)
    {
        var status = new StatusEndpoints(board, options);
        // Short circuit: a crowd asks each second, and no middleware has anything to add.
        routes.MapGet("/api/v1/status", (RequestDelegate)status.StatusAsync)
            .Public("what the public is told").ShortCircuit().Describe(NoticesContract.Status);
        routes.MapGet("/api/v1/status/banners", (RequestDelegate)status.BannersAsync)
            .Public("what the public is told, short").ShortCircuit().Describe(NoticesContract.Banners);
    }

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapServiceDesk(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var desk = new DeskEndpoints(
            all.GetRequiredService<ServiceDesk>(), all.GetRequiredService<CallCounter>(),
            all.GetRequiredService<CallTallies>(), all.GetRequiredService<TimeProvider>());
        var lookup = new LookupEndpoint(
            all.GetRequiredService<CallerLookup>(), all.GetRequiredService<Gates>(),
            all.GetRequiredService<TimeProvider>());
        var audit = new LookupAudit(
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<IOptions<AuditOptions>>().Value, Options(all));
        var group = routes.MapGroup("/api/v1/ops/desk");
        group.MapGet("/notices", (RequestDelegate)desk.NoticesAsync).RequireAuthorization(Roles.Staff)
            .Describe(NoticesContract.DeskNotices);
        group.MapPost("/lookups", (RequestDelegate)lookup.HandleAsync).RequireAuthorization(Roles.Service)
            .Unaudited("each look-up writes its own entry before it looks").Describe(NoticesContract.Lookup);
        group.MapGet("/lookups", (RequestDelegate)audit.GetAsync).RequireAuthorization(Roles.Auditor)
            .Describe(NoticesContract.Lookups);
        group.MapPost("/tallies", (RequestDelegate)desk.TallyAsync).RequireAuthorization(Roles.Service)
            .Unaudited("counts a call; many a minute, and of nobody").Describe(NoticesContract.Tally);
        group.MapGet("/tallies", (RequestDelegate)desk.TalliesAsync).RequireAuthorization(Roles.Staff)
            .Describe(NoticesContract.Tallies);
        var messages = new HolderMessageEndpoints(
            all.GetRequiredService<HolderMessages>(), all.GetRequiredService<ILogger<HolderMessageEndpoints>>());
        var sent = routes.MapGroup("/api/v1/ops/holder-messages");
        sent.MapPost("", (RequestDelegate)messages.PostAsync).RequireAuthorization(Roles.Commander)
            .Describe(NoticesContract.Message);
        sent.MapGet("", (RequestDelegate)messages.ListAsync).RequireAuthorization(Roles.Staff)
            .Describe(NoticesContract.Messages);
        sent.MapGet("/{id}", (RequestDelegate)messages.OneAsync).RequireAuthorization(Roles.Staff)
            .Describe(NoticesContract.MessageProgress);
    }

    /// <summary>Look-ups and tallies: one pace for each of the staff, whichever way they ask.</summary>
    private static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton(all => new CallCounter(
            all.GetRequiredService<ServiceDesk>(), all.GetRequiredService<PublicBoard>(),
            all.GetRequiredService<CallTallies>(), all.GetRequiredService<Gates>(),
            new AgentPace(
                Options(all).TalliesPerMinuteMax, Options(all).TalliesPerMinuteMax, Options(all).AgentsRememberedMax,
                all.GetRequiredService<TimeProvider>())));
        services.AddSingleton(all => new CallerLookup(
            new CallerKey(all.GetRequiredService<PersonKey>(), all.GetRequiredService<KeyRing>(), Options(all)),
            all.GetRequiredService<ServiceDesk>(), all.GetRequiredService<WalletReader>(),
            all.GetRequiredService<PersonMessages>(), all.GetRequiredService<Gates>(),
            new AgentPace(
                Options(all).LookupsPerMinuteMax, Options(all).LookupsBurstMax, Options(all).AgentsRememberedMax,
                all.GetRequiredService<TimeProvider>()),
            all.GetRequiredService<AuditTrail>(), Store(all), all.GetRequiredService<ILogger<CallerLookup>>()));
        services.AddSingleton(all => new AgentDesk(
            all.GetRequiredService<ServiceDesk>(), all.GetRequiredService<CallTallies>(),
            all.GetRequiredService<CallCounter>(), all.GetRequiredService<CallerLookup>(),
            all.GetRequiredService<Gates>(), all.GetRequiredService<TimeProvider>()));
    }

    private static NoticesOptions Options(IServiceProvider all) =>
        all.GetRequiredService<IOptions<NoticesOptions>>().Value;

    private static IDbContextFactory<FloodgateDb> Store(IServiceProvider all) =>
        all.GetRequiredService<IDbContextFactory<FloodgateDb>>();
}
