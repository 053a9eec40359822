using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Floodgate.Storage.Sqlite;

/// <summary>For <c>dotnet ef migrations add --context FloodgateDb</c> only; never opened.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<FloodgateDb>
{
    public FloodgateDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        SqliteRelational.Configure(options, "design-time.db");
        return new FloodgateDb(options.Options);
    }
}
