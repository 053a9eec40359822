using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using Floodgate.Host.Cluster;
using Floodgate.Storage;
using Floodgate.Storage.Postgres;
using Floodgate.Storage.Sqlite;

namespace Floodgate.Host;

/// <summary>Which store a command works on: the data folder's own files, or PostgreSQL.</summary>
internal static class StorageChoice
{
    /// <summary>Where there is no <c>--postgres</c>: an environment is not shown to everybody, arguments are.</summary>
    public const string Variable = "FLOODGATE_POSTGRES";

    /// <summary><c>--postgres</c>, as every command has it that opens a store.</summary>
    public static Option<string?> PostgresOption() => new("--postgres")
    {
        Description = "Connection string of PostgreSQL, such as 'Host=db1;Database=floodgate;Username=floodgate' (or "
            + $"{Variable}); the password from PGPASSFILE or PGPASSWORD. Without: the data folder's own files.",
    };

    /// <summary>What was given, else what the environment says. Not the option's default: help prints that.</summary>
    public static string? Postgres(ParseResult asked, Option<string?> option) => asked.GetValue(option)
        ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set : null);

    /// <summary>The store of a command that runs beside servers, or of none.</summary>
    /// <exception cref="InvalidDataException">It is no connection string.</exception>
    public static StorageEngine Open(DataFolder folder, string? postgres) =>
        postgres is null ? new SqliteEngine(folder) : new PostgresEngine(postgres, new PostgresOptions(), "command");

    /// <summary>A node's store.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="postgres">Null: the folder's own files.</param>
    /// <param name="node">What the database's lists call it.</param>
    /// <param name="configuration">Section <c>Floodgate:Postgres</c> has the limits.</param>
    /// <exception cref="InvalidDataException">
    /// It is no connection string, a limit is out of its range, or what was kept of the database cannot be read.
    /// </exception>
    /// <exception cref="IOException">The same.</exception>
    public static StorageEngine Open(DataFolder folder, string? postgres, string node, IConfiguration configuration) =>
        postgres is null ? new SqliteEngine(folder)
            : new PostgresEngine(postgres, Checked<PostgresOptions>(configuration, "Floodgate:Postgres"), node,
                new SeenDatabase(Path.Combine(folder.Spool, "database.json")));

    /// <summary>This node's place in its cluster.</summary>
    /// <exception cref="InvalidDataException">Something is missing or out of its range.</exception>
    public static ClusterOptions Cluster(IConfiguration configuration) =>
        Checked<ClusterOptions>(configuration, "Floodgate:Cluster");

    private static T Checked<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        T options;
        try
        {
            options = configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidDataException($"{section}: {fault.Message}", fault);
        }

        var faults = new List<ValidationResult>();
        if (Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true))
            return options;
        throw new InvalidDataException($"{section}: {string.Join(' ', faults.Select(fault => fault.ErrorMessage))}");
    }
}
