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
    private readonly PostgresAddress _address;
    private readonly PostgresOptions _options;
    private readonly string _node;
    private readonly PlacedPool _relational, _readers;
    private readonly SemaphoreSlim _holds;

    /// <param name="connection">As the operator gave it.</param>
    /// <param name="options">Limits, and the promised standby.</param>
    /// <param name="node">What the server's lists of sessions call this node.</param>
    /// <param name="seen">What a node keeps of its database; null: a command, which keeps nothing.</param>
    /// <exception cref="InvalidDataException">It is no connection string.</exception>
    public PostgresEngine(string connection, PostgresOptions options, string node, SeenDatabase? seen = null)
    {
        _address = new PostgresAddress(connection, options, node);
        (_options, _node) = (options, node);
        Places = new PostgresPlaces(_address, options, seen ?? new SeenDatabase(null), TimeProvider.System);
        Standby = new StandbyWatch(Places, options, TimeProvider.System);
        Presence = new PostgresPresence(Places);
        _relational = new PlacedPool(Places, _address.Relational, options.ConnectSecondsMax);
        _readers = new PlacedPool(Places, _address.Read, options.ConnectSecondsMax);
        // Whoever holds a lock keeps a connection as long: the others have the larger part.
        _holds = new SemaphoreSlim(Math.Max(1, options.RelationalConnectionsMax / 4));
    }

    public PostgresOptions Options => _options;

    /// <summary>Which server is worked on.</summary>
    public PostgresPlaces Places { get; }

    /// <summary>Whether its standby follows.</summary>
    public StandbyWatch Standby { get; }

    /// <summary>That this node works there.</summary>
    public PostgresPresence Presence { get; }

    public override bool IsShared => true;

    /// <summary>How the cluster's membership opens the database. It holds the password.</summary>
    /// <exception cref="NpgsqlException">There is no primary to work on.</exception>
    public string Membership => Places.Text(_address.Membership);

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
        new PostgresJournal(Places, Standby, _options, _node, TimeProvider.System, tallies);

    public override void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(Common).AddInterceptors(new PlacedConnections(_relational, Places));

    public override FloodgateDb Create(DbContextOptions options) => new PostgresDb(options, _holds);

    public override Task UpgradeAsync(TimeProvider clock, CancellationToken cancel) =>
        PostgresUpgrade.RunAsync(Places, cancel);

    public override DbConnection OpenRead() => _readers.Open();

    public override DbConnection OpenProjection() => Open(_address.Projection);

    public override bool IsCurrent(DbConnection connection) => connection is NpgsqlConnection open
        && Places.Current is { Host: var at } && (open.Host, open.Port) == (at.Name, at.Port);

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
        using var command = _relational.Now().CreateCommand("UPDATE touch SET n = n + 1 WHERE id = 1 RETURNING n");
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
    /// The first node says which signing keys the cluster has; every other one must have the same. Only fingerprints
    /// are compared, and kept.
    /// </summary>
    /// <exception cref="InvalidDataException">This node has other keys.</exception>
    /// <exception cref="NpgsqlException">The database refused.</exception>
    public async Task CheckKeysAsync(
        IReadOnlyList<(KeyPurpose Purpose, byte Id, byte[] Fingerprint)> keys, CancellationToken cancel)
    {
        await using var command = _relational.Now().CreateCommand(
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

    private NpgsqlConnection Open(string text) => Places.Open(text);

    public override void Dispose()
    {
        Presence.Dispose();
        Standby.Dispose();
        _relational.Dispose();
        _readers.Dispose();
        Places.Dispose();
        _holds.Dispose();
    }
}
