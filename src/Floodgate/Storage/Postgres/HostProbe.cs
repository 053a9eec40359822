using System.Net.Sockets;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Looks at one server of the connection string, over a connection that it keeps. One look at a time; each ends in
/// time.
/// </summary>
/// <param name="host">Which.</param>
/// <param name="text">Connection string for it.</param>
/// <param name="standby">Application name of the promised standby.</param>
/// <param name="within">The longest that one look takes.</param>
/// <param name="clock">Counts it.</param>
internal sealed class HostProbe(
    PostgresHost host, string text, string? standby, TimeSpan within, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// The timeline is that of the log's end: the control file has the old one until the first checkpoint after a
    /// promotion.
    /// </summary>
    private const string Question = """
        SELECT r.standby,
            CASE WHEN r.standby THEN 0
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer END,
            (SELECT system_identifier FROM pg_control_system()),
            CASE WHEN r.standby THEN pg_wal_lsn_diff(greatest(
                pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), '0/0')::bigint ELSE 0 END,
            current_setting('synchronous_standby_names') <> '',
            pg_has_role(current_user, 'pg_read_all_stats', 'USAGE'),
            coalesce(f.waited_for, false), f.lag
        FROM (SELECT pg_is_in_recovery()) AS r(standby)
        LEFT JOIN LATERAL (
            SELECT bool_or(s.state = 'streaming' AND s.sync_state IN ('sync', 'quorum')) AS waited_for,
                min(pg_wal_lsn_diff(CASE WHEN r.standby THEN NULL ELSE pg_current_wal_lsn() END, s.flush_lsn))::bigint
                    AS lag
            FROM pg_stat_replication AS s WHERE s.application_name = $1) AS f ON true
        """;

    private NpgsqlConnection? _connection;

    /// <summary>Never throws.</summary>
    public async Task<HostSeen> LookAsync()
    {
        var looking = Task.Run(AskAsync);
        try
        {
            return await looking.WaitAsync(within, clock);
        }
        catch (TimeoutException)
        {
            Abandon(looking);
            return new HostSeen(host, HostState.Silent, "it does not answer in time");
        }
#pragma warning disable CA1031 // Whatever kept it from answering is what was seen.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Drop();
            return fault is NpgsqlException { InnerException: SocketException refused }
                && refused.SocketErrorCode == SocketError.ConnectionRefused
                ? new HostSeen(host, HostState.NotRunning, "nobody listens there")
                : new HostSeen(host, HostState.Silent, fault.Message);
        }
    }

    public void Dispose() => Drop();

    private async Task<HostSeen> AskAsync()
    {
        // Its own from here on: a look that is late must not meet the connection of the next one.
        var connection = _connection;
        if (connection is not { State: System.Data.ConnectionState.Open })
        {
            Drop();
            _connection = connection = new NpgsqlConnection(text);
            await connection.OpenAsync();
        }

        await using var command = new NpgsqlCommand(Question, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = standby ?? "" });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new HostSeen(host, reader.GetBoolean(0) ? HostState.Standby : HostState.Primary)
        {
            Timeline = reader.GetInt32(1),
            System = reader.GetInt64(2),
            Received = reader.GetInt64(3),
            WaitsForStandby = reader.GetBoolean(4),
            MaySeeStandbys = reader.GetBoolean(5),
            IsFollowed = reader.GetBoolean(6),
            Lag = reader.IsDBNull(7) ? null : reader.GetInt64(7),
        };
    }

    /// <summary>The look that is late goes on with its connection, and whatever it comes to closes it.</summary>
    private void Abandon(Task looking)
    {
        var late = Interlocked.Exchange(ref _connection, null);
        _ = looking.ContinueWith(
            _ => late?.Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Drop() => Interlocked.Exchange(ref _connection, null)?.Dispose();
}
