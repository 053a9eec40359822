using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Storage.Postgres;

/// <summary>What a node on PostgreSQL has beside the engine that every storage is.</summary>
internal static class PostgresSlice
{
    /// <summary>The engine by its own name, and the look at its servers each second.</summary>
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresEngine engine) =>
        services.AddSingleton(_ => engine).AddSingleton<IDatabaseReading, StandbyWords>()
            .AddHostedService<PostgresKeeper>();
}
