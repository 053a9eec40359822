using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Emergency.Incidents.Face;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Floodgate.Storage.Relational;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>Where a room stands: which process it is, and what it has around it.</summary>
/// <param name="Role"><c>server</c> or <c>watch</c>.</param>
/// <param name="Spool">The folder of its spool, outside the data folder.</param>
/// <param name="Console">The console's address as people reach it.</param>
internal sealed record RoomPlace(string Role, string Spool, Func<IServiceProvider, Uri> Console);

/// <summary>The control room: incidents from the first signal to the end.</summary>
internal static class IncidentsSlice
{
    /// <summary>What every room has. The plan in force, contacts and channels are registered already.</summary>
    public static IServiceCollection AddRoom(this IServiceCollection services, RoomPlace place)
    {
        services.AddSingleton(_ => EntrySpool.OpenIn(place.Spool, place.Role));
        services.AddSingleton<RoomSwitch>();
        services.AddSingleton(all => new StaffPersons(() => all.GetRequiredService<ContactsFile>().Current));
        services.AddSingleton(all => new ControlRoom(
            all.GetRequiredService<EntrySpool>(), () => ViewOf(all), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ControlRoom>>()));
        services.AddSingleton(all => new PageSending(
            all.GetRequiredService<Sender>(), all.GetRequiredService<KeyRing>(), () => place.Console(all),
            all.GetRequiredService<RoomPlans>().Of, all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new PageDispatcher(
            all.GetRequiredService<ControlRoom>(), all.GetRequiredService<ContactsFile>().Find,
            all.GetRequiredService<PageSending>().SendAsync, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<PageDispatcher>>()));
        services.AddSingleton(all => new StepRunner(
            all.GetRequiredService<ControlRoom>(), all.GetServices<IRunbookAction>(),
            all.GetRequiredService<RoomPlans>().Of, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<StepRunner>>()));
        services.AddSingleton<IRunbookAction, PublishNoticeAction>();
        services.AddSingleton<IRunbookAction, UpdateNoticeAction>();
        services.AddSingleton<IRunbookAction, WithdrawNoticeAction>();
        services.AddSingleton<IRunbookAction, NotifyTeamAction>();
        services.AddSingleton<HandoverSide>();
        return services.AddSingleton(all => new AcknowledgeEndpoint(
            all.GetRequiredService<ControlRoom>(), all.GetRequiredService<KeyRing>(),
            all.GetRequiredService<TimeProvider>(), place.Role == "watch" ? "watch" : "link"));
    }

    /// <summary>What only a server has: its campaigns and its store.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddSingleton<IRunbookAction, PauseAction>();
        services.AddSingleton<IRunbookAction, ResumeAction>();
        services.AddSingleton<IRunbookAction, EvidenceAction>();
        services.AddSingleton<IRunbookAction, WaitForAction>();
        services.AddSingleton(all => new RoomPlans(
            () => InForce(all.GetRequiredService<PlanDesk>().InForce()),
            version => Find(all.GetRequiredService<PlanDesk>().Shelf, version)));
        services.AddSingleton(all => new EntryStore(
            all.GetRequiredService<IDbContextFactory<FloodgateDb>>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<EntryStore>>()));
        services.AddSingleton<IncidentEndpoints>().AddSingleton<HandoverEndpoint>();
        services.AddSingleton(all => new IncidentDesk(
            all.GetRequiredService<ControlRoom>(), SurroundingsOf(all), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new PlanReader(
            () => all.GetRequiredService<PlanDesk>().Shelf, all.GetRequiredService<ContactsFile>().Find,
            all.GetRequiredService<Roster>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRunbookAction, NotifyHoldersAction>();
        services.AddSingleton(all => new PublicWord(
            all.GetRequiredService<PublicBoard>(), all.GetRequiredService<ServiceDesk>()));
        return services.AddHostedService<RoomHost>();
    }

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.ServiceProvider.GetRequiredService<IncidentEndpoints>();
        var group = routes.MapGroup("/api/v1/ops/incidents");
        Staff(group.MapGet("", (RequestDelegate)incidents.ListAsync), IncidentContract.List);
        Staff(group.MapGet("/{incident}", (RequestDelegate)incidents.GetAsync), IncidentContract.Get);
        Staff(group.MapPost("", (RequestDelegate)incidents.DeclareAsync), IncidentContract.Declare);
        Staff(group.MapPost("/{incident}/orders", (RequestDelegate)incidents.OrderAsync), IncidentContract.Ordered);
    }

    /// <summary>What people and machines reach without signing in.</summary>
    public static void MapAcknowledge(this IEndpointRouteBuilder routes)
    {
        var page = routes.ServiceProvider.GetRequiredService<AcknowledgeEndpoint>();
        routes.MapGet(AcknowledgeLink.Path + "{token}", (RequestDelegate)page.GetAsync)
            .Public("whoever is called at night acknowledges by a signed link of their own").ExcludeFromDescription();
        routes.MapPost(AcknowledgeLink.Path + "{token}", (RequestDelegate)page.PostAsync)
            .Public("the tap behind the signed link").ExcludeFromDescription();
    }

    public static void MapHandover(this IEndpointRouteBuilder routes) =>
        routes.MapPost(
            HandoverEndpoint.Path,
            (RequestDelegate)routes.ServiceProvider.GetRequiredService<HandoverEndpoint>().PostAsync)
            .Public("checks the watch's secret itself").Describe(IncidentContract.Handover);

    private static DeskSurroundings SurroundingsOf(IServiceProvider all) => new(
        all.GetRequiredService<RoomPlans>(), all.GetRequiredService<StaffPersons>(),
        all.GetRequiredService<ContactsFile>().Find, all.GetRequiredService<RoomSwitch>(),
        all.GetRequiredService<Gates>(), () => all.GetRequiredService<PlanDesk>().Shelf);

    private static RoomView ViewOf(IServiceProvider all)
    {
        var (plans, roster) = (all.GetRequiredService<RoomPlans>(), all.GetRequiredService<Roster>());
        return new RoomView(
            plans.Current, plans.Of, roster.Who, all.GetRequiredService<ContactsFile>().Find, roster.QuietNow,
            all.GetRequiredService<DetectionLoop>().IsUnmet,
            plans.Current.Approved && all.GetRequiredService<RoomSwitch>().AutomationOn);
    }

    private static PlanVersionInForce InForce(PlanInForce plan) =>
        new($"{plan.PlanId}@{plan.Version}+{plan.Hash[..8]}", plan.Plan, plan.Approved);

    /// <summary>A version by the name that <see cref="InForce"/> gave it.</summary>
    private static EmergencyPlan? Find(PlanShelf shelf, string version)
    {
        var (at, plus) = (version.LastIndexOf('@'), version.LastIndexOf('+'));
        return at > 0 && plus > at && int.TryParse(version.AsSpan(at + 1, plus - at - 1), out var number)
            && shelf.Find(version[..at], number) is { } known
            // The number alone may be another plan's, where the ledger was lost and begun anew.
            && known.Hash.StartsWith(version[(plus + 1)..], StringComparison.Ordinal) ? known.Document : null;
    }

    private static void Staff(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);
}
