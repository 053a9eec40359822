using System.Text.Json.Serialization;

namespace Floodgate.Tills.Offline;

[JsonSerializable(typeof(QuotaBody))]
[JsonSerializable(typeof(SyncBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class OfflineBodies : JsonSerializerContext;

[JsonSerializable(typeof(QuotaGivenBody))]
[JsonSerializable(typeof(OfflineKeysBody))]
[JsonSerializable(typeof(SyncedBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class OfflineJson : JsonSerializerContext;
