using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Floodgate.Storage.Postgres;

/// <summary>For <c>dotnet ef migrations add --context PostgresDb</c> only; never opened.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.UseNpgsql("Host=design-time", PostgresEngine.Common);
        return new PostgresDb(options.Options);
    }
}
