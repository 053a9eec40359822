using Floodgate.Emergency.Database;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Floodgate.Host;

/// <summary>The control room, composed: who is known, how they are reached, and the room itself.</summary>
internal static class Emergency
{
    public static IServiceCollection AddEmergency(
        this IServiceCollection services, DataFolder folder, NodeArguments arguments)
    {
        services.AddContacts(folder.Path, folder.Spool);
        services.AddNotifications(folder.Keys, all => kind => PerMinuteMax(all.GetRequiredService<RoomPlans>(), kind));
        services.AddPeople(folder.Spool, PeopleOf);
        services.AddRoom(new RoomPlace("server", folder.Spool, ConsoleOf(arguments)));
        return services.AddIncidents().AddDatabaseOperations();
    }

    public static void MapEmergency(this IEndpointRouteBuilder staff)
    {
        staff.MapIncidents();
        staff.MapServiceDesk();
        staff.MapDatabaseOperations();
    }

    public static Func<PeopleInForce> PeopleOf(IServiceProvider all)
    {
        var (plans, contacts) = (all.GetRequiredService<RoomPlans>(), all.GetRequiredService<ContactsFile>());
        return () => new PeopleInForce(plans.Current.Plan, contacts.Current);
    }

    public static int? PerMinuteMax(RoomPlans plans, ChannelKind kind) =>
        plans.Current.Plan.Channels.FirstOrDefault(channel => channel.Kind == kind)?.PerMinuteMax;

    /// <summary>As people reach it: the public address when one is set, else what the node listens on.</summary>
    private static Func<IServiceProvider, Uri> ConsoleOf(NodeArguments arguments) => all =>
    {
        if (all.GetRequiredService<IConfiguration>()["Floodgate:PublicUrl"] is { Length: > 0 } set) return new Uri(set);
        var features = all.GetRequiredService<IServer>().Features;
        // What follows the node's own addresses is for a balancer.
        var listens = features.Get<IServerAddressesFeature>()?.Addresses.Take(arguments.AllUrls.Length).LastOrDefault();
        return new Uri(NodeArguments.Concrete(listens ?? (arguments.ConsoleUrls ?? arguments.Urls).Split(';')[0]));
    };
}
