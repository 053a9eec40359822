using Floodgate.Storage.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Storage.Relational;

/// <summary>The relational side of whichever engine the node has.</summary>
internal static class RelationalSlice
{
    /// <summary>
    /// Registers the engine, which ends with the container, and <see cref="FloodgateDb"/> with its factory;
    /// <see cref="StorageEngine.UpgradeAsync"/> brings the schema up.
    /// </summary>
    public static IServiceCollection AddRelationalStorage(this IServiceCollection services, StorageEngine engine)
    {
        services.AddSingleton(_ => engine);
        services.AddSingleton<StorageRelief>();
        services.AddSingleton(all => new QueryPool(
            all.GetService<TimeProvider>() ?? TimeProvider.System, engine.ConnectionsMax));
        services.AddSingleton(all => new QueryWatch(
            all.GetService<TimeProvider>() ?? TimeProvider.System, engine));
        return services.AddDbContextFactory<FloodgateDb, EngineDbFactory>((all, options) =>
        {
            engine.Configure(options);
            options.AddInterceptors(all.GetRequiredService<QueryPool>(), all.GetRequiredService<QueryWatch>());
            if (all.GetService<StorageFaults>() is { } faults) options.AddInterceptors(new FaultyCommands(faults));
        });
    }
}
