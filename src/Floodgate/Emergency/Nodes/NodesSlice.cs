using Floodgate.Cluster;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Floodgate.Emergency.Nodes;

/// <summary>What the control room sees of the nodes, and the operations its steps may ask for.</summary>
internal static class NodesSlice
{
    /// <param name="services">The host's.</param>
    /// <param name="drill">For drills: what a cluster would show can be played.</param>
    public static IServiceCollection AddNodeSight(this IServiceCollection services, bool drill)
    {
        if (drill) services.AddSingleton<ClusterFaults>();
        services.AddSingleton<OwnLoad>();
        services.AddSingleton(all => new NodeSight(
            new NodeSight.Parts(
                all.GetRequiredService<LivingNodes>(), all.GetRequiredService<OtherNodes>(),
                all.GetRequiredService<Cordons>(), () => MembersOf(all), all.GetService<ClusterFaults>()),
            all.GetRequiredService<OwnLoad>(), all.GetRequiredService<TimeProvider>()));
        services.AddHostedService(all => all.GetRequiredService<NodeSight>());
        services.AddSingleton<INodeLoads>(all => all.GetRequiredService<NodeSight>());
        services.AddSingleton(ReadingsOf);
        services.TryAddSingleton<INodeOperations, NodeOperations>();
        services.TryAddSingleton<IDatabaseOperations, StandbyOperations>();
        return services;
    }

    private static IEnumerable<Member> MembersOf(IServiceProvider all) =>
        all.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values
            .Select(member => new Member(member.Name, member.SiloAddress, member.Status));

    /// <summary>1: commits are not on the standby, and nobody has said that they need not be.</summary>
    private static double? Away(DatabaseStanding? standing) =>
        standing is null ? null : standing is { Synchronous: false, Released: false } ? 1 : 0;

    private static ClusterReadings ReadingsOf(IServiceProvider all)
    {
        var sight = all.GetRequiredService<NodeSight>();
        var grows = all.GetService<NodeName>() is { IsSingle: false }
            || all.GetRequiredService<CapacityOptions>().Drivers.Count > 0;
        var database = all.GetRequiredService<IDatabaseOperations>();
        return new ClusterReadings(
            sight.Lost, sight.Unreachable, grows ? sight.CapacityUsed : null,
            database.HasStandby ? () => Away(database.Standing) : null);
    }
}
