using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Storage.Relational;

/// <summary>The one place that says where the relational file is and how it is opened.</summary>
internal static class RelationalSlice
{
    /// <summary>
    /// How long a statement waits for another process's write, such as <c>keys create</c> beside a server.
    /// </summary>
    public const int BusySecondsMax = 5;

    public static string FileIn(string dataDirectory) => Path.Combine(dataDirectory, "floodgate.db");

    /// <summary>
    /// Registers <see cref="FloodgateDb"/> and its factory; <see cref="SchemaUpgrade"/> brings the schema up.
    /// </summary>
    public static IServiceCollection AddRelationalStorage(this IServiceCollection services, string dataDirectory) =>
        services.AddDbContextFactory<FloodgateDb>(options => Configure(options, FileIn(dataDirectory)));

    /// <summary>
    /// Opens the file outside a server, for commands; creates folder and schema where they are missing.
    /// </summary>
    public static async Task<FloodgateDb> OpenAsync(string dataDirectory, TimeProvider clock, CancellationToken cancel)
    {
        var options = new DbContextOptionsBuilder<FloodgateDb>();
        Configure(options, FileIn(dataDirectory));
        var db = new FloodgateDb(options.Options);
        await SchemaUpgrade.RunAsync(db, dataDirectory, clock, cancel);
        return db;
    }

    public static void Configure(DbContextOptionsBuilder options, string file)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = BusySecondsMax };
        options.UseSqlite(connection.ToString()).AddInterceptors(SqlitePragmas.Instance);
    }
}
