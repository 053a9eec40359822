using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Relational;

/// <summary>
/// Everything relational, in DATA/floodgate.db. It knows no slice: a slice owns its tables and brings them as
/// <see cref="IEntityTypeConfiguration{TEntity}"/> classes, found here by assembly; it reads them through
/// <c>Set&lt;T&gt;()</c>.
/// </summary>
internal sealed class FloodgateDb(DbContextOptions<FloodgateDb> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(FloodgateDb).Assembly);
}
