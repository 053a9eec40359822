using System.Text.Json;
using System.Text.Json.Serialization;

namespace Floodgate.Emergency.Practice;

internal enum FaultKind
{
    /// <summary>Every write of the data folder is refused.</summary>
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>Every write takes <c>delayMilliseconds</c> longer.</summary>
    [JsonStringEnumMemberName("slow")] Slow,
}

/// <summary>Asks for a fault; asked again before it is over it goes on.</summary>
internal sealed record FaultBody
{
    public required FaultKind Kind { get; init; }

    public int? DelayMilliseconds { get; init; }

    /// <summary>It ends by itself after this.</summary>
    public required int LastsSeconds { get; init; }
}

internal enum ClusterFaultKind
{
    /// <summary>As if a further node had died.</summary>
    [JsonStringEnumMemberName("nodeLost")] NodeLost,

    /// <summary>As if a further node lived and did not answer.</summary>
    [JsonStringEnumMemberName("networkSplit")] NetworkSplit,

    /// <summary>As if the database did not answer; writes are left alone.</summary>
    [JsonStringEnumMemberName("databaseLost")] DatabaseLost,
}

/// <summary>Asks for a fault of a cluster to be played; asked again before it is over it goes on.</summary>
internal sealed record ClusterFaultBody
{
    public required ClusterFaultKind Kind { get; init; }

    /// <summary>It ends by itself after this.</summary>
    public required int LastsSeconds { get; init; }
}

/// <summary>What is played now; the members of a fault are left out when there is none.</summary>
internal sealed record ClusterFaultStateBody(
    bool Active, ClusterFaultKind? Kind = null, DateTimeOffset? Until = null, string? By = null);

/// <summary>What acts now; the members of a fault are left out when there is none.</summary>
internal sealed record FaultStateBody(
    bool Active, FaultKind? Kind = null, int? DelayMilliseconds = null, DateTimeOffset? Until = null,
    string? By = null);

/// <summary>The entries of an incident that the store holds, in its order.</summary>
internal sealed record StoredTimelineBody(string Incident, int Pending, StoredEntryBody[] Entries);

internal sealed record StoredEntryBody(string Origin, long Sequence);

[JsonSerializable(typeof(FaultStateBody))]
[JsonSerializable(typeof(ClusterFaultStateBody))]
[JsonSerializable(typeof(StoredTimelineBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class FaultJson : JsonSerializerContext;

[JsonSerializable(typeof(FaultBody))]
[JsonSerializable(typeof(ClusterFaultBody))]
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, PropertyNameCaseInsensitive = false, MaxDepth = 8)]
internal sealed partial class FaultBodyJson : JsonSerializerContext;
