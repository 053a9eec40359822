using System.Text.Json.Serialization;

namespace Floodgate.Storage.Postgres;

/// <summary>Whether an acknowledged commit would outlive the primary.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StandbyStatus>))]
internal enum StandbyStatus
{
    /// <summary>The primary was not seen, or does not let us look.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>No standby is promised.</summary>
    [JsonStringEnumMemberName("notPromised")]
    NotPromised,

    /// <summary>Commits wait for the promised standby, and it follows.</summary>
    [JsonStringEnumMemberName("synchronous")]
    Synchronous,

    /// <summary>The promised standby does not follow, and nobody has let commits go on without it.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Commits go on without a standby, because somebody said so.</summary>
    [JsonStringEnumMemberName("released")]
    Released,
}

/// <summary>One look at primary and standby: all that a page or a person is shown of them.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Since">Since when it stands so, as this node saw it; of a release, when it was given.</param>
internal sealed record StandbyReading(StandbyStatus Status, DateTimeOffset At, DateTimeOffset Since)
{
    /// <summary>Who released it.</summary>
    public string? By { get; init; }

    /// <summary>Bytes of the log that the standby has not on disk yet; null: not known.</summary>
    public long? LagBytes { get; init; }

    /// <summary>The server that is worked on.</summary>
    public PostgresPlace? Primary { get; init; }

    /// <summary>All servers, in the order of the connection string.</summary>
    public IReadOnlyList<HostSeen> Hosts { get; init; } = [];

    /// <summary>In words, where it is not as promised.</summary>
    public string? Why { get; init; }
}
