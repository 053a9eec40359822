using System.Text.Json.Serialization;

namespace Floodgate.Tills.Redemptions;

[JsonSerializable(typeof(RedeemBody))]
[JsonSerializable(typeof(RefundBody))]
[JsonSerializable(typeof(UndoBody))]
[JsonSerializable(typeof(MarkBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class TillBodies : JsonSerializerContext;

[JsonSerializable(typeof(RedemptionBody))]
[JsonSerializable(typeof(RedemptionStateBody))]
[JsonSerializable(typeof(OrderStateBody))]
[JsonSerializable(typeof(DayBody))]
[JsonSerializable(typeof(RefundedBody))]
[JsonSerializable(typeof(VoucherLifeBody))]
[JsonSerializable(typeof(MarkedBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class TillJson : JsonSerializerContext;
