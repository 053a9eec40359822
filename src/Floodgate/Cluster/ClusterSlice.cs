using Floodgate.Cluster.Database;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Cluster;

/// <summary>Which nodes there are, and how one speaks to the others.</summary>
internal static class ClusterSlice
{
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        services.AddSingleton<StandbyRelease>().AddSingleton<DatabasePromotion>();
        return services.AddSingleton<LivingNodes>().AddSingleton<Cordons>().AddSingleton<OtherNodes>();
    }

    /// <summary>For nodes on a database of their own kind, PostgreSQL: what they tell each other of it.</summary>
    public static IServiceCollection AddSharedDatabase(this IServiceCollection services) =>
        services.AddHostedService<DatabaseKeeper>();
}
