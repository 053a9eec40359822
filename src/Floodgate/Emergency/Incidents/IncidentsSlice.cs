using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Audit.Requests;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Emergency.Incidents.Face;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Incidents;

/// <summary>Where a room stands: which process it is, and what it has around it.</summary>
/// <param name="Role"><c>server</c> or <c>watch</c>.</param>
/// <param name="Spool">The folder of its spool, outside the data folder.</param>
/// <param name="Console">The console's address as people reach it.</param>
internal sealed record RoomPlace(string Role, string Spool, Func<IServiceProvider, Uri> Console);

/// <summary>The control room: incidents from the first signal to the end.</summary>
internal static partial class IncidentsSlice
{
    /// <summary>What every room has. The plan in force, contacts and channels are registered already.</summary>
    public static IServiceCollection AddRoom(this IServiceCollection services, RoomPlace place)
    {
        services.AddOptions<RoomOptions>().BindConfiguration("Floodgate:Room").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(_ => EntrySpool.OpenIn(place.Spool, place.Role));
        services.AddSingleton(all => new RoomSwitch(place.Spool, all.GetRequiredService<ILogger<RoomSwitch>>()));
        services.AddSingleton(all => new StaffPersons(() => all.GetRequiredService<ContactsFile>().Current));
        services.AddSingleton(all => new ControlRoom(
            all.GetRequiredService<EntrySpool>(), ViewsOf(all), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ControlRoom>>(), all.GetRequiredService<IOptions<RoomOptions>>().Value));
        services.AddSingleton(all => new PageSending(
            all.GetRequiredService<Sender>(), all.GetRequiredService<KeyRing>(), () => place.Console(all),
            all.GetRequiredService<RoomPlans>().Of,
            TimeSpan.FromHours(all.GetRequiredService<IOptions<NotificationsOptions>>().Value.AcknowledgeLinkHours),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new PageDispatcher(
            all.GetRequiredService<ControlRoom>(), WaysOf(all), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<PageDispatcher>>(),
            all.GetService<RoomLead>() is { } lead ? lead.ToldAsync : null));
        services.AddSingleton(all => new RoomOrders(
            all.GetRequiredService<ControlRoom>(), all.GetRequiredService<RoomSwitch>(),
            all.GetRequiredService<TimeProvider>(), all.GetService<RoomLead>()));
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
            all.GetRequiredService<ControlRoom>(), all.GetRequiredService<RoomOrders>(),
            all.GetRequiredService<KeyRing>(), all.GetRequiredService<TimeProvider>(),
            place.Role == "watch" ? "watch" : "link"));
    }

    /// <summary>What only a server has: its campaigns and its store.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services)
    {
        services.AddServerActions();
        services.AddRecord();
        services.AddSingleton<IRunbookAction, PauseAction>();
        services.AddSingleton<IRunbookAction, ResumeAction>();
        services.AddSingleton<IRunbookAction, EvidenceAction>();
        services.AddSingleton<IRunbookAction, WaitForAction>();
        services.AddSingleton(all => new RoomPlans(
            campaign => InForce(all.GetRequiredService<PlanDesk>().InForce(campaign)),
            version => Find(all.GetRequiredService<PlanDesk>(), version),
            () => all.GetRequiredService<PlanDesk>().Shelf.Pins.Keys));
        services.AddSingleton(all => new EntryStore(
            all.GetRequiredService<IDbContextFactory<FloodgateDb>>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<EntryStore>>()));
        services.AddSingleton<AutomationDesk>().AddSingleton<AutomationEndpoints>();
        services.AddSingleton<IncidentEndpoints>().AddSingleton<HandoverEndpoint>().AddSingleton<WatchCopyEndpoint>();
        services.AddSingleton(all => new IncidentDesk(
            all.GetRequiredService<ControlRoom>(), SurroundingsOf(all), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new PlanReader(
            () => all.GetRequiredService<PlanDesk>().Shelf, all.GetRequiredService<ContactsFile>().Find,
            all.GetRequiredService<Roster>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IRunbookAction, NotifyHoldersAction>();
        services.AddSingleton(all => new PublicWord(
            all.GetRequiredService<PublicBoard>(), all.GetRequiredService<ServiceDesk>()));
        services.AddSingleton<RedIncidents>().AddSingleton<RoomLead>();
        return services.AddHostedService<RoomHost>();
    }

    /// <summary>Whoever resumes a campaign asks the room whether it takes two, and the room hears of it.</summary>
    internal static void PrepareIncidents(this IServiceProvider all)
    {
        all.GetRequiredService<ResumeRule>().RedIncidentOf = all.GetRequiredService<RedIncidents>().OfAsync;
        var room = all.GetRequiredService<ControlRoom>();
        all.GetRequiredService<CampaignControl>().Lifted += _ =>
        {
            // The room that leads looks for itself.
            if (room.Active) room.TryTell(decider => decider.LetGoOfReturns());
        };
    }

    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        var incidents = routes.ServiceProvider.GetRequiredService<IncidentEndpoints>();
        var group = routes.MapGroup("/api/v1/ops/incidents");
        Staff(group.MapGet("", (RequestDelegate)incidents.ListAsync), IncidentContract.List);
        Staff(group.MapGet("/{incident}", (RequestDelegate)incidents.GetAsync), IncidentContract.Get);
        Staff(group.MapPost("", (RequestDelegate)incidents.DeclareAsync).Urgent(), IncidentContract.Declare);
        Staff(group.MapPost("/{incident}/orders", (RequestDelegate)incidents.OrderAsync).Urgent(),
            IncidentContract.Ordered);
        var automation = routes.ServiceProvider.GetRequiredService<AutomationEndpoints>();
        Staff(routes.MapGet("/api/v1/ops/automation", (RequestDelegate)automation.GetAsync),
            IncidentContract.Automation);
        routes.MapPut("/api/v1/ops/automation", (RequestDelegate)automation.PutAsync)
            .RequireAuthorization(Roles.Commander).Urgent().Describe(IncidentContract.TurnAutomation);
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

    public static void MapHandover(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(
            WatchCopy.Path, (RequestDelegate)routes.ServiceProvider.GetRequiredService<WatchCopyEndpoint>().GetAsync)
            .Public("checks the watch's secret itself").Describe(IncidentContract.Copy);
        routes.MapPost(
            HandoverEndpoint.Path,
            (RequestDelegate)routes.ServiceProvider.GetRequiredService<HandoverEndpoint>().PostAsync)
            .Public("checks the watch's secret itself").Describe(IncidentContract.Handover);
    }

    private static PageWays WaysOf(IServiceProvider all)
    {
        var (sending, contacts) = (all.GetRequiredService<PageSending>(), all.GetRequiredService<ContactsFile>());
        return new PageWays(
            sending.SendAsync, sending.SendAsync, contacts.Find,
            id => contacts.Current.Groups.FirstOrDefault(group => group.Id == id),
            all.GetRequiredService<NodeTallies>().PageFailed);
    }

    private static DeskSurroundings SurroundingsOf(IServiceProvider all) => new(
        all.GetRequiredService<RoomOrders>(), all.GetRequiredService<RoomPlans>(),
        all.GetRequiredService<StaffPersons>(),
        all.GetRequiredService<ContactsFile>().Find, all.GetRequiredService<AutomationDesk>(),
        all.GetRequiredService<Gates>(), () => all.GetRequiredService<PlanDesk>().Shelf,
        all.GetRequiredService<ChangeBook>(), () => all.GetRequiredService<ContactsFile>().ChangedAt,
        all.GetRequiredService<LossDesk>().Of);

    /// <summary>Asked every round: what it is made of is found once, on the room's loop.</summary>
    private static Func<RoomView> ViewsOf(IServiceProvider all)
    {
        Func<RoomView>? views = null;
        return () => (views ??= Views(all))();
    }

    private static Func<RoomView> Views(IServiceProvider all)
    {
        var (plans, roster) = (all.GetRequiredService<RoomPlans>(), all.GetRequiredService<Roster>());
        var (contacts, detection) = (all.GetRequiredService<ContactsFile>(), all.GetRequiredService<DetectionLoop>());
        var (automation, steps) = (all.GetRequiredService<RoomSwitch>(), all.GetRequiredService<StepRunner>());
        var other = all.GetRequiredService<NodeSecrets>().Find(HandoverEndpoint.SecretName) is { Length: > 0 };
        var (gates, lead) = (all.GetService<Gates>(), all.GetService<RoomLead>());
        var mark = all.GetService<NodeName>() is { IsSingle: false } node ? LeadChoice.MarkOf(node.Name) : null;
        return () => new RoomView(
            plans.Current, plans.Of, roster.Who, contacts.Find, roster.QuietNow, detection.IsUnmet,
            plans.Current.Approved && automation.AutomationOn)
        {
            Has = steps.Has,
            IsUnpaused = campaign => gates?.Find(campaign) is { IsUnpausedForSure: true },
            PausedByHand = campaign => gates is null ? null : PauseAction.ByHand(gates, campaign)?.Actor,
            ResumedBy = campaign => gates?.Find(campaign)?.ResumedBy,
            OtherRoom = other || lead is { IsAlone: false },
            Mark = mark,
            Before = steps.Before,
            For = plans.For,
            GroupsOf = team => [.. contacts.Current.Groups.Where(group => group.Team == team)],
        };
    }

    private static PlanVersionInForce InForce(PlanInForce plan) =>
        new($"{plan.PlanId}@{plan.Version}+{plan.Hash[..8]}", plan.Plan, plan.Approved);

    /// <summary>A version by the name that <see cref="InForce"/> gave it.</summary>
    private static EmergencyPlan? Find(PlanDesk desk, string version)
    {
        var shelf = desk.Shelf;
        // A campaign's own differences have a hash of their own.
        foreach (var campaign in shelf.Pins.Keys)
            if (desk.InForce(campaign) is var pinned && InForce(pinned).Version == version) return pinned.Plan;
        var (at, plus) = (version.LastIndexOf('@'), version.LastIndexOf('+'));
        return at > 0 && plus > at && int.TryParse(version.AsSpan(at + 1, plus - at - 1), out var number)
            && shelf.Find(version[..at], number) is { } known
            // The number alone may be another plan's, where the ledger was lost and begun anew.
            && known.Hash.StartsWith(version[(plus + 1)..], StringComparison.Ordinal) ? known.Document : null;
    }

    private static void Staff(IEndpointConventionBuilder endpoint, ApiOperation operation) =>
        endpoint.RequireAuthorization(Roles.Staff).Describe(operation);
}
