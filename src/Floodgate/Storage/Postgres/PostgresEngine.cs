using System.Data;
using System.Data.Common;
using Floodgate.Foundation.Keys;
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
    /// <summary>Who works on the database: one node alone, or several together.</summary>
    private const long PresenceLock = 0x466C6F6F65;

    private readonly PostgresAddress _address;
    private readonly PostgresOptions _options;
    private readonly string _node;
    private readonly NpgsqlDataSource _relational, _readers;
    private NpgsqlConnection? _taken;

    /// <param name="connection">As the operator gave it.</param>
    /// <param name="options">Limits.</param>
    /// <param name="node">What the server's lists of sessions call this node.</param>
    /// <exception cref="InvalidDataException">It is no connection string.</exception>
    public PostgresEngine(string connection, PostgresOptions options, string node)
    {
        _address = new PostgresAddress(connection, options, node);
        (_options, _node) = (options, node);
        _relational = NpgsqlDataSource.Create(_address.Relational);
        _readers = NpgsqlDataSource.Create(_address.Read);
    }

    public override bool IsShared => true;

    /// <summary>How the cluster's membership opens the database. It holds the password.</summary>
    public string Membership => _address.Membership;

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
        new PostgresJournal(_address, _options, _node, TimeProvider.System, tallies);

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(_relational, Common);

    public override FloodgateDb Create(DbContextOptions options) => new PostgresDb(options);

    public override Task UpgradeAsync(TimeProvider clock, CancellationToken cancel) =>
        PostgresUpgrade.RunAsync(_address, cancel);

    public override DbConnection OpenRead() => _readers.OpenWithin(_options.ConnectSecondsMax);

    public override DbConnection OpenProjection() => Open(_address.Projection);

    public override JournalSnapshot OpenSnapshot()
    {
        try
        {
            var connection = Open(_address.Snapshot);
            return JournalSnapshot.OfOne($"{connection.Host}:{connection.Port}/{connection.Database}", connection);
        }
        catch (NpgsqlException fault)
        {
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
        try
        {
            using var connection = Open(_address.Control);
            using var command = new NpgsqlCommand("SELECT pg_cancel_backend(p) FROM unnest($1) AS p", connection);
            command.Parameters.Add(new() { Value = sessions });
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            // A server that does not answer ends nothing; each read has a limit of its own.
        }
    }

    /// <summary>
    /// A node that has the database to itself, and nodes that share it, keep out of each other's way: their books would
    /// change hands without end. Held while the node runs; safety does not rest on it, that is the journal's.
    /// </summary>
    /// <returns>Null when it is ours; else why it is not, for the person who started us.</returns>
    /// <exception cref="NpgsqlException">The database refused.</exception>
    public string? TryTake(bool alone)
    {
        _taken = Open(_address.Presence);
        using var command = new NpgsqlCommand(
            alone ? "SELECT pg_try_advisory_lock($1)" : "SELECT pg_try_advisory_lock_shared($1)", _taken);
        command.Parameters.Add(new() { Value = PresenceLock });
        if (command.ExecuteScalar() is true) return null;
        return alone
            ? "Another node works on this database. To run several, start all of them with --cluster."
            : "A node works on this database that was started without --cluster. Stop it first.";
    }

    /// <summary>
    /// The first node says which signing keys the cluster has; every other one must have the same. Only fingerprints
    /// are compared, and kept.
    /// </summary>
    /// <exception cref="InvalidDataException">This node has other keys.</exception>
    /// <exception cref="NpgsqlException">The database refused.</exception>
    public async Task CheckKeysAsync(
        IReadOnlyList<(KeyPurpose Purpose, byte Id, byte[] Fingerprint)> keys, CancellationToken cancel)
    {
        await using var command = _relational.CreateCommand(
            """
            INSERT INTO cluster_key AS k (purpose, id, fingerprint) SELECT * FROM unnest($1, $2, $3)
            ON CONFLICT (purpose, id) DO UPDATE SET fingerprint = k.fingerprint RETURNING purpose, id, fingerprint
            """);
        command.Parameters.Add(new() { Value = keys.Select(key => key.Purpose.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => (int)key.Id).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(key => key.Fingerprint).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var (purpose, id, known) = (reader.GetString(0), reader.GetInt32(1), (byte[])reader[2]);
            if (keys.First(key => key.Purpose.ToString() == purpose && key.Id == id).Fingerprint.SequenceEqual(known))
                continue;
            throw new InvalidDataException(
                $"This node's signing keys are not the cluster's ({purpose} {id} differs): vouchers and passes of one "
                + "node would be strange to the other. Empty this node's keys folder and take the cluster's keys over "
                + "with `floodgate keys import` before its first start.");
        }
    }

    private NpgsqlConnection Open(string text) => Connecting.Open(text, _options.ConnectSecondsMax);

    public override void Dispose()
    {
        _taken?.Dispose();
        _relational.Dispose();
        _readers.Dispose();
    }
}
