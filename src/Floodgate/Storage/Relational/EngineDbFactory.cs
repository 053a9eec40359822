using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Relational;

/// <summary>Contexts of the engine's own type for those who ask for a <see cref="FloodgateDb"/>.</summary>
internal sealed class EngineDbFactory(StorageEngine engine, DbContextOptions<FloodgateDb> options)
    : IDbContextFactory<FloodgateDb>
{
    public FloodgateDb CreateDbContext() => engine.Create(options);
}
