using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Storage.Faults;

/// <summary>The switch that makes storage fail. A node that is not started for drills never calls it.</summary>
internal static class FaultsSlice
{
    public static IServiceCollection AddStorageFaults(this IServiceCollection services) =>
        services.AddSingleton<StorageFaults>();
}
