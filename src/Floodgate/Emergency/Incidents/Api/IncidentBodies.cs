using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>A person says that something is wrong.</summary>
internal sealed record DeclareBody
{
    public required string Risk { get; init; }

    public string? Cause { get; init; }

    public ResponseLevel? Level { get; init; }

    public DateTimeOffset? Since { get; init; }

    public IReadOnlyList<string>? Campaigns { get; init; }

    public string? Text { get; init; }
}

internal sealed record DeclaredBody(string Incident);

internal sealed record OrderedBody(string Incident, string Outcome);

[JsonSerializable(typeof(DeclareBody))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(DeclaredBody))]
[JsonSerializable(typeof(OrderedBody))]
[JsonSerializable(typeof(IncidentsBody))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(HandoverMessage))]
[JsonSerializable(typeof(AutomationOrder))]
[JsonSerializable(typeof(AutomationBody))]
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowOutOfOrderMetadataProperties = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 16,
    Converters = [typeof(Foundation.ZuluTime)])]
internal sealed partial class IncidentBodies : JsonSerializerContext;
