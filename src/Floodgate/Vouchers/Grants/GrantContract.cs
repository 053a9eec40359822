using System.Text.Json.Serialization;
using Floodgate.Audit.Api;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Vouchers.Grants;

/// <summary>A voucher for one citizen, by hand.</summary>
/// <param name="Batch">The batch's id.</param>
/// <param name="Person">The person key that a look-up at the service desk answered with; never a number or a
/// name.</param>
/// <param name="Reason">Why, 1 to 500 characters: the second person and the audit read it.</param>
internal sealed record GrantBody(string Batch, string Person, string Reason);

/// <summary>How much of a campaign's budget for grants is used.</summary>
/// <param name="Budget">What may be granted by hand; zero where the campaign says nothing.</param>
internal sealed record GrantsBody(string Campaign, Money Budget, Money Granted, Money Left);

/// <summary>What a grant needs to be carried out; whom it is for is sealed.</summary>
internal sealed record GrantPayload(string Batch, string Person);

/// <summary>What grants look like from outside.</summary>
internal static class GrantContract
{
    private static readonly Refusal[] Staff =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.UnknownCampaign];

    public static readonly ApiOperation Propose = new(
        "ProposeGrant", "Operations", new("提交手工发放一张券，等另一人批准", "Propose a voucher for one citizen, by hand"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Body = typeof(GrantBody),
        Answers = [new(202, typeof(ApprovalBody)) { Headers = ["Location"] }],
        Refusals =
        [
            .. Staff, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown,
            Refusals.MemberDuplicate, Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
            Refusals.UnknownBatch, Refusals.GrantBudgetReached, Refusals.StorageUnavailable,
            .. ApprovalAnswers.ProposalRefusals,
        ],
    };

    public static readonly ApiOperation Read = new(
        "Grants", "Operations", new("手工发放额度用了多少", "How much of the budget for grants is used"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(GrantsBody))],
        Refusals = [.. Staff, Refusals.StorageUnavailable],
    };
}

[JsonSerializable(typeof(GrantBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class GrantBodies : JsonSerializerContext;

[JsonSerializable(typeof(GrantsBody))]
[JsonSerializable(typeof(GrantPayload))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class GrantJson : JsonSerializerContext;
