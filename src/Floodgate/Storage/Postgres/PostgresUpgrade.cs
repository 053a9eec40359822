using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Brings the database to the newest schema, one node at a time: under a lock of the very session that migrates, so
/// that the two end together. A database that is newer than this node is left as it is: nodes of two versions run
/// beside each other while they are exchanged, and a migration only adds.
/// </summary>
internal static class PostgresUpgrade
{
    /// <summary>The newest schema this program knows, that is the number of its migrations.</summary>
    public const int Level = 2;

    /// <summary>"Flood": of all sessions of the database, this is ours.</summary>
    private const long Lock = 0x466C6F6F64;

    /// <exception cref="IOException">Another process has been upgrading for too long.</exception>
    /// <exception cref="InvalidDataException">The database needs a newer program than this one.</exception>
    /// <exception cref="NpgsqlException">The database refused.</exception>
    public static async Task RunAsync(PostgresPlaces places, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(places.Text(places.Address.Upgrade));
        await connection.OpenAsync(cancel);
        await LockAsync(connection, cancel);
        await CheckAsync(connection, cancel);
        var options = new DbContextOptionsBuilder<PostgresDb>();
        options.UseNpgsql(connection, PostgresEngine.Common);
        await using var db = new PostgresDb(options.Options);
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any()) await db.Database.MigrateAsync(cancel);
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection);
            command.Parameters.Add(new() { Value = Lock });
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new IOException(
                "Another process has been upgrading the database for too long. Start again when it "
                + "is done; if it hangs, end its session (application name floodgate/.../upgrade) first.", fault);
        }
    }

    private static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT to_regclass('floodgate.schema_level') IS NOT NULL", connection);
        if (await command.ExecuteScalarAsync(cancel) is not true) return;
        command.CommandText = "SELECT needs FROM schema_level";
        if (await command.ExecuteScalarAsync(cancel) is int needs && needs > Level)
        {
            throw new InvalidDataException(
                $"The database needs a program of schema level {needs} or newer; this one knows level {Level}. It was "
                + "upgraded by a newer version: start that version, or a copy of the database from before.");
        }
    }
}
