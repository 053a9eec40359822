using Floodgate.Foundation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Looks each second whether commits are synchronous, and proves it with one. From that follow two things: whether rows
/// are taken (<see cref="RefusesRows"/>), and whether what is in memory may be said (<see cref="MayAnswer"/>).
/// </summary>
internal sealed class StandbyWatch(
    PostgresPlaces places, PostgresOptions options, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// How long memory may answer after the primary proved that it still is: shorter than
    /// <see cref="PostgresPlaces.Settling"/>, by a second for an answer that is on its way.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(3);

    /// <summary>A release is forgotten no sooner, so that it is never forgotten before it is carried out.</summary>
    private static readonly TimeSpan KeptAtLeast = TimeSpan.FromMinutes(1);

    private volatile StandbyReading _reading = new(
        options.Standby is null ? StandbyStatus.NotPromised : StandbyStatus.Unknown, clock.GetUtcNow(),
        clock.GetUtcNow());

    private volatile StandbyReading? _known;
    private NpgsqlConnection? _proving;
    private WarningWatch? _warnings;
    private string? _provingAt;
    private long _provedAt;

    /// <summary>The engine is there before the node's log is.</summary>
    public ILogger Log { get; set; } = NullLogger.Instance;

    /// <summary>The last look.</summary>
    public StandbyReading Reading => _reading;

    /// <summary>The last look that saw the primary; null: it was not seen since this node's start.</summary>
    public StandbyReading? Known => _known;

    /// <summary>
    /// The promised standby is away: a row would be kept waiting, and one of each chain with it. Nothing is sent.
    /// </summary>
    public bool RefusesRows => _reading.Status == StandbyStatus.Waiting;

    /// <summary>
    /// Whether the primary proved lately that no other one is worked on. A standby that was promoted acknowledges
    /// nothing any more, so what it acknowledged was before.
    /// </summary>
    public bool MayAnswer => options.Standby is null
        || Volatile.Read(ref _provedAt) is var at and not 0 && clock.GetElapsedTime(at) <= Lease;

    /// <summary>One look, and one commit where there is a standby. Ends in time; never throws.</summary>
    public async Task<StandbyReading> LookAsync()
    {
        var started = clock.GetTimestamp();
        var before = places.Current;
        var hosts = await places.LookAsync();
        if (places.Current is var after && after != before)
            PostgresLog.PlaceMoved(Log, Words(before), Words(after));
        var next = Read(hosts);
        if (next.Status == StandbyStatus.Synchronous)
        {
            started = clock.GetTimestamp();
            if (await Task.Run(Prove) is { } why) next = next with { Status = StandbyStatus.Waiting, Why = why };
            else Forget();
        }

        if (Proves(next, hosts)) Volatile.Write(ref _provedAt, started);
        if (next.Status == _reading.Status && next.Status != StandbyStatus.Released)
            next = next with { Since = _reading.Since };
        if (next.Status != _reading.Status)
            PostgresLog.StandbyMoved(Log, _reading.Status, next.Status, next.Why ?? "");
        _reading = next;
        if (next.Status != StandbyStatus.Unknown) _known = next;
        return next;
    }

    public void Dispose() => Drop();

    private StandbyReading Read(IReadOnlyList<HostSeen> hosts)
    {
        var now = clock.GetUtcNow();
        var reading = new StandbyReading(StandbyStatus.Unknown, now, now) { Primary = places.Current, Hosts = hosts };
        if (options.Standby is not { } standby) return reading with { Status = StandbyStatus.NotPromised };
        var seen = hosts.FirstOrDefault(host => host.Host == reading.Primary?.Host);
        if (seen is not { State: HostState.Primary })
            return reading with { Why = reading.Primary is null ? places.Why : seen?.Why };
        if (!seen.MaySeeStandbys)
            return reading with { Why = "our role may not see who follows the primary: GRANT pg_monitor TO it" };
        reading = reading with { LagBytes = seen.Lag };
        if (seen is { WaitsForStandby: true, IsFollowed: true })
            return reading with { Status = StandbyStatus.Synchronous };
        var facts = places.Seen.Facts;
        if (!seen.WaitsForStandby && facts.Released is { } by)
            return reading with
            {
                Status = StandbyStatus.Released,
                By = by,
                Since = UnixTime.ToTime(facts.ReleasedMicros),
            };
        return reading with
        {
            Status = StandbyStatus.Waiting,
            Why = seen.WaitsForStandby ? $"the standby {standby} does not follow"
                : "synchronous_standby_names is empty, and nobody has released the standby",
        };
    }

    /// <summary>
    /// Synchronous: the standby has just acknowledged. Released: nothing is promoted until it is synchronous again.
    /// Waiting: every other server was seen to be no primary at this moment; one that only is silent may be one.
    /// </summary>
    private static bool Proves(StandbyReading reading, IReadOnlyList<HostSeen> hosts) => reading.Status switch
    {
        StandbyStatus.Synchronous or StandbyStatus.Released => true,
        StandbyStatus.Waiting => hosts.All(host => host.Host == reading.Primary?.Host
            || host.State is HostState.Standby or HostState.NotRunning),
        _ => false,
    };

    private string Words(PostgresPlace? place) =>
        place is null ? $"none ({places.Why})" : $"{place.Host} on timeline {place.Timeline}";

    /// <summary>A commit of nothing, which the standby must have on disk. Null: it has.</summary>
    private string? Prove()
    {
        try
        {
            var at = places.Text(places.Address.Watch);
            if (_proving is not { State: System.Data.ConnectionState.Open } || _provingAt != at)
            {
                Drop();
                _proving = places.Open(places.Address.Watch);
                _warnings = new WarningWatch(_proving);
                _provingAt = at;
            }

            _warnings!.Forget();
            using var command = new NpgsqlCommand(
                "SELECT pg_logical_emit_message(true, 'floodgate', '')", _proving);
            command.ExecuteNonQuery();
            _warnings.ThrowIfAny();
            return null;
        }
        catch (Exception fault) when (
            fault is NpgsqlException or JournalUnavailableException or System.Net.Sockets.SocketException)
        {
            Drop();
            return $"a commit was not acknowledged by the standby ({fault.Message})";
        }
    }

    /// <summary>What the standby has acknowledged, it has with all that came before: a release is over.</summary>
    private void Forget()
    {
        var facts = places.Seen.Facts;
        if (facts.Released is null
            || clock.GetUtcNow() - UnixTime.ToTime(facts.ReleasedMicros) < KeptAtLeast) return;
        try
        {
            places.Seen.Change(known => known with { Released = null, ReleasedMicros = 0 });
        }
        catch (IOException fault)
        {
            StorageLog.BackgroundFailed(Log, "forgetting a release of the standby", fault.Message);
        }
    }

    private void Drop()
    {
        _warnings?.Dispose();
        _proving?.Dispose();
        (_proving, _warnings, _provingAt) = (null, null, null);
    }
}
