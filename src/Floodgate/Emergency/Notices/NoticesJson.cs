using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Notices;

/// <summary>The copies beside the data folder.</summary>
[JsonSerializable(typeof(PublicIncident[]))]
[JsonSerializable(typeof(DeskNotice[]))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
internal sealed partial class NoticesCopies : JsonSerializerContext;

/// <summary>A look-up. One of the three says whom it is about.</summary>
/// <param name="Reason">Why the agent looks; kept in the audit.</param>
/// <param name="Phone">Digits; hashed at once, never kept.</param>
/// <param name="PhoneHash">As the identity provider's claim <c>phone_hash</c> has it.</param>
/// <param name="Voucher">A voucher's number or code.</param>
internal sealed record LookupRequestBody(
    string? Reason = null, string? Phone = null, string? PhoneHash = null, string? Voucher = null)
{
    /// <summary>A phone number is not written anywhere, by a debugger's or a log's good will neither.</summary>
    public override string ToString() => nameof(LookupRequestBody);
}

/// <summary>One call, tallied.</summary>
/// <param name="Reason">One of the closed list.</param>
/// <param name="Incident">That the call was about, when the agent knows.</param>
/// <param name="Campaign">That the call was about, when the agent knows.</param>
internal sealed record TallyRequestBody(string? Reason = null, string? Incident = null, string? Campaign = null);

/// <summary>A message to the holders of a campaign's or a batch's vouchers.</summary>
internal sealed record HolderMessageRequestBody(
    string? Id = null, string? Campaign = null, string? Batch = null, BilingualText? Text = null);

[JsonSerializable(typeof(LookupRequestBody))]
[JsonSerializable(typeof(TallyRequestBody))]
[JsonSerializable(typeof(HolderMessageRequestBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class NoticesBodies : JsonSerializerContext;
