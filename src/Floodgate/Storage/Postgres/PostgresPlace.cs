namespace Floodgate.Storage.Postgres;

/// <summary>A server of the connection string.</summary>
internal readonly record struct PostgresHost(string Name, int Port)
{
    public override string ToString() => $"{Name}:{Port}";
}

/// <summary>The primary that is worked on.</summary>
/// <param name="Host">Where.</param>
/// <param name="Timeline">Rises by one with every promotion.</param>
/// <param name="System">Of the database cluster; its standbys have the same.</param>
internal sealed record PostgresPlace(PostgresHost Host, int Timeline, long System);

/// <summary>What a server was when it was looked at.</summary>
internal enum HostState
{
    Primary,
    Standby,

    /// <summary>It did not answer in time, or refused: it may be anything.</summary>
    Silent,

    /// <summary>Its machine answered that nobody listens there.</summary>
    NotRunning,
}

/// <summary>One look at one server.</summary>
/// <param name="Host">Which.</param>
/// <param name="State">What it was.</param>
/// <param name="Why">In words, where it said nothing.</param>
internal sealed record HostSeen(PostgresHost Host, HostState State, string? Why = null)
{
    /// <summary>Of a primary; 0 of others.</summary>
    public int Timeline { get; init; }

    public long System { get; init; }

    /// <summary>Bytes of the log a standby has, counted from the beginning of all logs.</summary>
    public long Received { get; init; }

    /// <summary>Whether a primary's commits wait for anybody.</summary>
    public bool WaitsForStandby { get; init; }

    /// <summary>Whether the promised standby follows a primary, and is one that commits wait for.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Bytes of a primary's log that the promised standby has not on disk yet; null: not known.</summary>
    public long? Lag { get; init; }

    /// <summary>Whether our role may see who follows (<c>pg_monitor</c>).</summary>
    public bool MaySeeStandbys { get; init; }
}
