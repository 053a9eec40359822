using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Floodgate.Vouchers.Placement;

/// <summary>What places books on nodes; part of the slice's registration.</summary>
internal static class PlacementParts
{
    public static IServiceCollection AddPlacement(this IServiceCollection services)
    {
        services.AddPlacementDirector<BookPlacement, BookPlacementDirector>();
        services.AddPlacementDirector<PoolPlacement, BookPlacementDirector>();
        services.AddSingleton<Cordons>().AddSingleton<LivingNodes>().AddSingleton<BookHomes>();
        return services.AddHostedService<HomeWatch>();
    }
}
