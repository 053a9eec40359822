using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Floodgate.Cluster;

/// <summary>Which nodes there are, and how one speaks to the others.</summary>
internal static class ClusterSlice
{
    public static IServiceCollection AddCluster(this IServiceCollection services)
    {
        services.AddPlacementDirector<NodePlacement, NodePlacementDirector>();
        services.TryAddSingleton<EndNode>(NodeEnd.Kill);
        return services.AddSingleton<LivingNodes>().AddSingleton<Cordons>().AddSingleton<OtherNodes>();
    }
}
