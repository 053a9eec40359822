using Npgsql;

namespace Floodgate.Storage.Postgres;

/// <summary>
/// Which server of the connection string is worked on: the primary with the highest timeline, and never one below the
/// highest that this node has seen. All that a node opens, it opens there. A server that is left because another was
/// promoted may still run: connections to it are given up with the place.
/// </summary>
internal sealed class PostgresPlaces : IDisposable
{
    /// <summary>
    /// How long nobody works on a primary that was promoted, from when it was first seen: longer than a node may answer
    /// from memory after the old one last proved itself (<see cref="StandbyWatch.Lease"/>).
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    private const int FirstLooksMax = 3;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private readonly PostgresOptions _options;
    private readonly TimeProvider _clock;
    private readonly HostProbe[] _probes;
    private readonly TimeSpan _within;
    private readonly Lock _gate = new();
    private volatile PostgresPlace? _current;
    private volatile IReadOnlyList<HostSeen> _hosts = [];
    private volatile string _why = "it has not been looked for yet";
    private Task<IReadOnlyList<HostSeen>>? _looking;
    private long _lookedAt, _settledAt;
    private int _settling;

    /// <param name="address">All servers.</param>
    /// <param name="options">Limits, and the promised standby.</param>
    /// <param name="seen">What must outlive a restart.</param>
    /// <param name="clock">Counts waits.</param>
    public PostgresPlaces(PostgresAddress address, PostgresOptions options, SeenDatabase seen, TimeProvider clock)
    {
        (Address, _options, Seen, _clock) = (address, options, seen, clock);
        _within = TimeSpan.FromSeconds(options.ConnectSecondsMax) + Grace;
        _probes =
        [
            .. address.Hosts.Select(host => new HostProbe(
                host, PostgresAddress.At(address.Look, host), options.Standby, _within, clock)),
        ];
    }

    public PostgresAddress Address { get; }

    public SeenDatabase Seen { get; }

    /// <summary>Null: none is known, or it may not be used yet.</summary>
    public PostgresPlace? Current => _current;

    /// <summary>A primary that was promoted is there, and not used yet.</summary>
    public bool IsSettling => Seen.Facts is var facts && facts.Timeline > facts.Used;

    /// <summary>All servers as they were last seen, in the order of the connection string.</summary>
    public IReadOnlyList<HostSeen> Hosts => _hosts;

    /// <summary>Why there is no <see cref="Current"/>; empty while there is one.</summary>
    public string Why => _current is null ? _why : "";

    /// <summary>The place to work on; looked for when none is known, which takes no longer than a connection.</summary>
    /// <exception cref="NpgsqlException">There is none.</exception>
    public PostgresPlace Now()
    {
        if (_current is { } known) return known;
        bool isFresh;
        lock (_gate) isFresh = _lookedAt != 0 && _clock.GetElapsedTime(_lookedAt) < LookEvery;
        // Probes end in time by themselves. A program that has just begun may be slower than its first ones.
        for (var looks = _hosts.Count == 0 ? FirstLooksMax : 1; !isFresh && looks > 0; looks--)
        {
            var hosts = Task.Run(LookAsync).GetAwaiter().GetResult();
            if (hosts.Any(host => host.State != HostState.Silent)) break;
        }

        return _current ?? throw new NpgsqlException($"There is no primary of PostgreSQL to work on: {_why}.");
    }

    /// <summary>The connection string, for the server that is worked on.</summary>
    /// <exception cref="NpgsqlException">There is none.</exception>
    public string Text(string text) => PostgresAddress.At(text, Now().Host);

    /// <summary>A connection of its own to the server that is worked on; the caller disposes of it.</summary>
    /// <exception cref="NpgsqlException">It was refused, or did not open in time.</exception>
    public NpgsqlConnection Open(string text)
    {
        var there = Text(text);
        try
        {
            return Connecting.Open(there, _options.ConnectSecondsMax);
        }
        catch (NpgsqlException)
        {
            Doubt();
            throw;
        }
    }

    /// <summary>The primary did not answer somebody: it is looked for again, at most once a second.</summary>
    public void Doubt()
    {
        lock (_gate)
            if (_looking is not null || _clock.GetElapsedTime(_lookedAt) < LookEvery) return;
        _ = Task.Run(LookAsync);
    }

    /// <summary>Another node has seen this timeline.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Hear(long system, int timeline)
    {
        lock (_gate)
        {
            if (Seen.Facts.System != system || timeline <= Seen.Facts.Timeline) return;
            Notice(system, timeline);
            if (_current?.Timeline < timeline) _current = null;
            _why = "another node has seen a newer primary";
        }
    }

    /// <summary>Looks at all servers at once; who comes while a look is under way gets that one's answer.</summary>
    public Task<IReadOnlyList<HostSeen>> LookAsync()
    {
        lock (_gate) return _looking ??= AllAsync();
    }

    /// <exception cref="NpgsqlException">A server is another one than the place was chosen for.</exception>
    public static void Check(NpgsqlConnection opened, PostgresPlace place)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT CASE WHEN pg_is_in_recovery() THEN 0
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer END,
                (SELECT system_identifier FROM pg_control_system())
            """, opened);
        using var reader = command.ExecuteReader();
        reader.Read();
        if (reader.GetInt32(0) == place.Timeline && reader.GetInt64(1) == place.System) return;
        throw new NpgsqlException(
            $"PostgreSQL at {place.Host} is not the primary it was a moment ago: it is looked for again.");
    }

    public void Dispose()
    {
        foreach (var probe in _probes) probe.Dispose();
    }

    private async Task<IReadOnlyList<HostSeen>> AllAsync()
    {
        await Task.Yield();
        try
        {
            var hosts = await Task.WhenAll(_probes.Select(probe => probe.LookAsync()));
            lock (_gate)
            {
                _hosts = hosts;
                try
                {
                    Choose(hosts);
                }
                catch (IOException fault)
                {
                    (_current, _why) = (null, $"its timeline cannot be kept on disk ({fault.Message})");
                }
            }

            return hosts;
        }
        finally
        {
            lock (_gate) (_looking, _lookedAt) = (null, _clock.GetTimestamp());
        }
    }

    private void Choose(IReadOnlyList<HostSeen> hosts)
    {
        var ours = hosts.Where(host => host.State == HostState.Primary && IsOurs(host.System)).ToArray();
        var best = ours.MaxBy(host => host.Timeline);
        if (best is null || best.Timeline < Seen.Facts.Timeline)
        {
            // One that is only silent may answer the next moment; one that was left behind is given up at once.
            if (_current is { } known && (known.Timeline < Seen.Facts.Timeline || hosts.Any(host =>
                host.Host == known.Host && host.State is HostState.Standby or HostState.Primary))) _current = null;
            _why = Words(hosts, best);
            return;
        }

        var same = ours.Where(host => host.Timeline == best.Timeline).ToArray();
        if (same.Length > 1)
        {
            if (!same.Any(host => host.Host == _current?.Host)) _current = null;
            _why = $"{same[0].Host} and {same[1].Host} both say that they are: stop the one that is a copy";
            return;
        }

        Notice(best.System, best.Timeline);
        if (!IsSettled(best.Timeline))
        {
            (_current, _why) = (null, $"{best.Host} was promoted and is used in a moment");
            return;
        }

        var place = new PostgresPlace(best.Host, best.Timeline, best.System);
        if (place != _current) _current = place;
    }

    private bool IsOurs(long system) => Seen.Facts.System == 0 || Seen.Facts.System == system;

    /// <summary>On disk before anybody works there. Under the lock.</summary>
    private void Notice(long system, int timeline)
    {
        if (timeline > Seen.Facts.Timeline)
            Seen.Change(facts => facts with { System = system, Timeline = timeline });
        if (timeline <= Seen.Facts.Used || _settling == timeline) return;
        (_settling, _settledAt) = (timeline, _clock.GetTimestamp());
    }

    /// <summary>
    /// Where no standby is promised nobody answers on trust of one; a first timeline was not promoted.
    /// </summary>
    private bool IsSettled(int timeline)
    {
        if (timeline <= Seen.Facts.Used) return true;
        var waits = Seen.IsKept && _options.Standby is not null && timeline > 1;
        if (waits && _clock.GetElapsedTime(_settledAt) < Settling) return false;
        Seen.Change(facts => facts with { Used = timeline });
        return true;
    }

    private string Words(IReadOnlyList<HostSeen> hosts, HostSeen? best)
    {
        if (best is not null)
            return $"{best.Host} is on timeline {best.Timeline}, and timeline {Seen.Facts.Timeline} was worked on "
                + "already. It was left behind by a promotion: stop it, and make it a standby of the new primary";
        return string.Join("; ", hosts.Select(host => host.State switch
        {
            HostState.Primary => $"{host.Host} is a primary of another database cluster",
            HostState.Standby => $"{host.Host} is a standby",
            _ => $"{host.Host}: {host.Why}",
        }));
    }
}
