using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Floodgate.Storage.Postgres;

namespace Floodgate.Emergency.Database;

/// <param name="Reason">Why, for whoever approves it and for the trail.</param>
internal sealed record DatabaseActBody(string? Reason);

/// <summary>A server of the connection string.</summary>
/// <param name="State"><c>primary</c>, <c>standby</c>, <c>silent</c> or <c>notRunning</c>.</param>
/// <param name="Timeline">Of a primary; rises with every promotion.</param>
/// <param name="Why">What kept it from answering.</param>
internal sealed record DatabaseHostBody(string Host, string State, int? Timeline, string? Why);

/// <summary>The shared database as this node last saw it.</summary>
/// <param name="Standby">Whether an acknowledged commit would outlive the primary.</param>
/// <param name="At">When it was looked at.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="By">Who released the standby.</param>
/// <param name="LagBytes">What the standby has not on disk yet.</param>
/// <param name="Primary">Where this node works; null: nowhere now.</param>
/// <param name="Timeline">The highest that this node has seen.</param>
/// <param name="Why">In words, where it is not as promised.</param>
internal sealed record DatabaseBody(
    StandbyStatus Standby, DateTimeOffset At, DateTimeOffset Since, string? By, long? LagBytes, string? Primary,
    int Timeline, string? Why, IReadOnlyList<DatabaseHostBody> Hosts)
{
    public static DatabaseBody Of(PostgresEngine engine)
    {
        var reading = engine.Standby.Reading;
        return new DatabaseBody(
            reading.Status, reading.At, reading.Since, reading.By, reading.LagBytes,
            reading.Primary?.Host.ToString(), engine.Places.Seen.Facts.Timeline, reading.Why,
            [
                .. reading.Hosts.Select(host => new DatabaseHostBody(
                    host.Host.ToString(), Word(host.State), host.Timeline > 0 ? host.Timeline : null, host.Why)),
            ]);
    }

    private static string Word(HostState state) => state switch
    {
        HostState.Primary => "primary",
        HostState.Standby => "standby",
        HostState.NotRunning => "notRunning",
        _ => "silent",
    };
}

[JsonSerializable(typeof(DatabaseBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(ZuluTime)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class DatabaseJson : JsonSerializerContext;

[JsonSerializable(typeof(DatabaseActBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class DatabaseActs : JsonSerializerContext;
