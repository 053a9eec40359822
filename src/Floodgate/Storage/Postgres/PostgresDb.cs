using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// The same tables in PostgreSQL. Text is compared byte by byte, as SQLite does and the code expects, whatever the
/// database was made with; and how long it may be is the code's to say on both engines, for SQLite enforces no length.
/// </summary>
internal sealed class PostgresDb(DbContextOptions options) : FloodgateDb(options)
{
    private const string Bytewise = "C";

    /// <summary>Two keys that fall together only wait for each other.</summary>
    protected override Task TakeAsync(StorageLock which, long key, CancellationToken cancel) =>
        Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({(int)which}, {key.GetHashCode()})", cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(PostgresAddress.Schema);
        base.OnModelCreating(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            var stored = property.GetProviderClrType() ?? property.GetValueConverter()?.ProviderClrType;
            if ((stored ?? property.ClrType) != typeof(string)) continue;
            property.SetColumnType("text");
            property.SetCollation(Bytewise);
        }
    }
}
