using System.Data;
using System.Data.Common;
using Floodgate.Foundation.Signals;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure;

namespace Floodgate.Storage.Postgres;

/// <summary>One database of a PostgreSQL server, 15 or newer, shared by all nodes.</summary>
internal sealed class PostgresEngine : StorageEngine
{
    private readonly PostgresAddress _address;
    private readonly PostgresOptions _options;
    private readonly NpgsqlDataSource _relational, _readers;

    /// <param name="connection">As the operator gave it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="node">What the server's lists of sessions call this node.</param>
    /// <exception cref="InvalidDataException">It is no connection string.</exception>
    public PostgresEngine(string connection, PostgresOptions options, string node)
    {
        _address = new PostgresAddress(connection, options, node);
        _options = options;
        _relational = NpgsqlDataSource.Create(_address.Relational);
        _readers = NpgsqlDataSource.Create(_address.Read);
    }

    public override bool IsShared => true;

    public override int ConnectionsMax => _options.RelationalConnectionsMax;

    /// <summary>
    /// What contexts of all connections have in common. Npgsql's own strategy would hide a lost connection in an
    /// <see cref="InvalidOperationException"/> that advises to retry; whoever asks here waits for the
    /// <see cref="DbException"/>.
    /// </summary>
    public static void Common(NpgsqlDbContextOptionsBuilder options) =>
        options.MigrationsHistoryTable("__EFMigrationsHistory", PostgresAddress.Schema)
            .ExecutionStrategy(context => new NonRetryingExecutionStrategy(context));

    public override IJournal OpenJournal(NodeTallies? tallies = null) =>
        throw new NotSupportedException("The journal does not run on PostgreSQL yet.");

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(_relational, Common);

    public override FloodgateDb Create(DbContextOptions options) => new PostgresDb(options);

    public override Task UpgradeAsync(TimeProvider clock, CancellationToken cancel) =>
        PostgresUpgrade.RunAsync(_address, cancel);

    public override DbConnection OpenRead() => _readers.OpenConnection();

    public override DbConnection OpenProjection()
    {
        var connection = new NpgsqlConnection(_address.Projection);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override JournalSnapshot OpenSnapshot()
    {
        var connection = new NpgsqlConnection(_address.Snapshot);
        try
        {
            connection.Open();
            return JournalSnapshot.OfOne($"{connection.Host}:{connection.Port}/{connection.Database}", connection);
        }
        catch (NpgsqlException fault)
        {
            connection.Dispose();
            throw new JournalUnavailableException($"PostgreSQL: {fault.Message}", fault);
        }
    }

    public override void Touch()
    {
        using var command = _relational.CreateCommand("UPDATE touch SET n = n + 1 WHERE id = 1 RETURNING n");
        if (command.ExecuteScalar() is not long)
            throw new IOException("what was written to the database is not read back");
    }

    /// <summary>
    /// From a connection of its own: the driver's own cancelling would tell the reader that it had cancelled itself.
    /// </summary>
    public override void End(IReadOnlyList<DbCommand> reads)
    {
        int[] sessions =
        [
            .. reads.Select(read => read.Connection).OfType<NpgsqlConnection>()
                .Where(connection => connection.State == ConnectionState.Open)
                .Select(connection => connection.ProcessID),
        ];
        if (sessions.Length == 0) return;
        using var connection = new NpgsqlConnection(_address.Control);
        try
        {
            connection.Open();
            using var command = new NpgsqlCommand("SELECT pg_cancel_backend(p) FROM unnest($1) AS p", connection);
            command.Parameters.Add(new() { Value = sessions });
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // A server that does not answer ends nothing; each read has a limit of its own.
        }
    }

    public override void Dispose()
    {
        _relational.Dispose();
        _readers.Dispose();
    }
}
