using Floodgate.Cluster;
using Floodgate.Storage;
using Floodgate.Vouchers.Nodes.Face;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Floodgate.Vouchers.Nodes;

/// <summary>What a person sees of the nodes and does to them, and how a node leaves.</summary>
internal static class NodesSlice
{
    /// <summary>Draining, then the end of what is under way; the process ends after 40 s in any case.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(38);

    public static IServiceCollection AddNodes(this IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration("Floodgate:Drain").ValidateDataAnnotations()
            .ValidateOnStart();
        services.PostConfigure<HostOptions>(host => host.ShutdownTimeout = StopMax);
        services.AddSingleton<NodeFigures>().AddSingleton<ClusterEndpoints>();
        services.AddSingleton(all => new ClusterBoard(new ClusterBoard.Parts(
            all.GetRequiredService<VoucherNode>(), all.GetRequiredService<NodeFigures>(),
            all.GetRequiredService<LivingNodes>(), all.GetRequiredService<OtherNodes>(),
            all.GetRequiredService<Cordons>(), all.GetRequiredService<ClockSkews>(),
            all.GetRequiredService<TimeProvider>(), all.GetService<IDatabaseReading>())));
        return services.AddHostedService<DrainOnStop>();
    }
}
