using Floodgate.Vouchers.Bell;
using Floodgate.Vouchers.Following;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Vouchers.Placement;

/// <summary>What places books on nodes and follows those on others.</summary>
internal static class PlacementSlice
{
    public static IServiceCollection AddPlacement(this IServiceCollection services)
    {
        services.AddPlacementDirector<BookPlacement, BookPlacementDirector>();
        services.AddPlacementDirector<PoolPlacement, BookPlacementDirector>();
        services.AddSingleton<ClusterBell>().AddSingleton<BookHomes>().AddSingleton<BookMoves>();
        services.AddSingleton<StoreSilence>();
        services.AddHostedService<HomeWatch>().AddHostedService<BookMover>();
        services.AddSingleton<GateFollower>();
        return services.AddHostedService(all => all.GetRequiredService<GateFollower>());
    }
}
