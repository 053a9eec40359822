using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Floodgate.Storage.Relational;

/// <summary>For <c>dotnet ef migrations add</c> only; never opened.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<FloodgateDb>
{
    public FloodgateDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        RelationalSlice.Configure(options, "design-time.db");
        return new FloodgateDb(options.Options);
    }
}
