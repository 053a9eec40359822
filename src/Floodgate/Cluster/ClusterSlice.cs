using Floodgate.Cluster.Database;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Floodgate.Cluster;

/// <summary>Which nodes there are, what each is for, and how one speaks to the others.</summary>
internal static class ClusterSlice
{
    /// <param name="services">The host's.</param>
    /// <param name="folder">Where what this node is for is kept; null: nowhere.</param>
    public static IServiceCollection AddCluster(this IServiceCollection services, DataFolder? folder = null)
    {
        services.AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        services.TryAddSingleton<EndNode>(NodeEnd.Kill);
        services.AddSingleton<LivingNodes>().AddSingleton<Cordons>().AddSingleton<OtherNodes>();
        services.AddSingleton<ClockSkews>();
        services.AddSingleton<StandbyRelease>().AddSingleton<DatabasePromotion>();
        services.AddSingleton(all => new NodeStanding(
            folder is null ? null : Path.Combine(folder.Path, "standing"), Ready(all.GetService<Readiness>()),
            all.GetRequiredService<LivingNodes>(), all.GetRequiredService<Cordons>(),
            all.GetRequiredService<OtherNodes>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<NodeStanding>>()));
        return services.AddHostedService<NodeWatch>();
    }

    /// <summary>For nodes on a database of their own kind, PostgreSQL: what they tell each other of it.</summary>
    public static IServiceCollection AddSharedDatabase(this IServiceCollection services) =>
        services.AddHostedService<DatabaseKeeper>();

    private static Func<bool> Ready(Readiness? readiness) => () => readiness?.IsReady != false;
}
