using System.Data;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// The same tables in PostgreSQL. Text is compared byte by byte, as SQLite does and the code expects, whatever the
/// database was made with; and how long it may be is the code's to say on both engines, for SQLite enforces no length.
/// </summary>
internal sealed class PostgresDb : FloodgateDb
{
    private const string Bytewise = "C";
    private readonly SemaphoreSlim? _holds;

    public PostgresDb(DbContextOptions options) : base(options)
    {
    }

    /// <param name="options">Of the context.</param>
    /// <param name="holds">How many may hold a lock at one time, and a connection with it.</param>
    public PostgresDb(DbContextOptions options, SemaphoreSlim holds) : base(options) => _holds = holds;

    /// <summary>A lock is held: a connection that breaks now is not opened again, for its lock went with it.</summary>
    public bool Holds { get; private set; }

    /// <summary>Two keys that fall together only wait for each other.</summary>
    protected override Task TakeAsync(StorageLock which, long key, CancellationToken cancel) =>
        Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({(int)which}, {key.GetHashCode()})", cancel);

    /// <summary>
    /// The connection stays open and has the lock with it: they are lost together, and the pool gives up both.
    /// </summary>
    public override async ValueTask<IAsyncDisposable> HoldAsync(StorageLock which, long key, TimeSpan waitMax)
    {
        if (_holds is not null && !await _holds.WaitAsync(waitMax))
            throw new NpgsqlException("too many wait for a lock of the database already");
        var held = new Held(this);
        try
        {
            await Database.OpenConnectionAsync();
            Holds = true;
            await Database.ExecuteSqlAsync(
                $"""
                SELECT set_config('lock_timeout', {((int)waitMax.TotalMilliseconds).ToString()}, false);
                SELECT pg_advisory_lock({(int)which}, {key.GetHashCode()})
                """);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

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

    private sealed class Held(PostgresDb db) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            db.Holds = false;
            try
            {
                await LetGoAsync(db.Database);
            }
            finally
            {
                db._holds?.Release();
            }
        }

        private static async Task LetGoAsync(DatabaseFacade database)
        {
            // Not by way of the interceptors: a drill's fault must not keep the lock, and the pool would only drop it
            // when the connection is next used.
            var connection = database.GetDbConnection();
            try
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT pg_advisory_unlock_all(); RESET lock_timeout";
                if (connection.State == ConnectionState.Open) await command.ExecuteNonQueryAsync();
            }
            catch (NpgsqlException)
            {
                // The session is broken and its locks went with it; whoever worked under them has met that already.
            }

            await database.CloseConnectionAsync();
        }
    }
}
