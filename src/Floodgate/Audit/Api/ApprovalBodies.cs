using System.Text.Json.Serialization;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;

namespace Floodgate.Audit.Api;

/// <param name="Before">Left out when it was not there.</param>
/// <param name="After">Left out when it is gone.</param>
internal sealed record ChangeBody(string Path, BilingualText Where, BilingualText? Before, BilingualText? After)
{
    public static ChangeBody[] Of(IReadOnlyList<Change>? changes) =>
        [.. (changes ?? []).Select(one => new ChangeBody(one.Path, one.Where, one.Before, one.After))];
}

/// <summary>A proposal and how it stands.</summary>
/// <param name="State"><c>open</c>, <c>approved</c> (being carried out), <c>executed</c>, <c>failed</c>,
/// <c>refused</c>, <c>withdrawn</c> or <c>expired</c>.</param>
/// <param name="Changes">What the second person approves.</param>
/// <param name="Result">What came of carrying it out.</param>
/// <param name="MayDecide">Whether whoever asks may approve or refuse it.</param>
internal sealed record ApprovalBody(
    string Id, string Kind, BilingualText Name, string On, string? Campaign, ApprovalState State, string Reason,
    ChangeBody[] Changes, string ProposedBy, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt, string? DecidedBy,
    DateTimeOffset? DecidedAt, string? Note, DateTimeOffset? ExecutedAt, BilingualText? Result, bool MayDecide)
{
    public static ApprovalBody Of(ApprovalDesk desk, Approval one, Who asking) => new(
        one.Id, one.Proposal.Kind, desk.NameOf(one.Proposal.Kind), one.Proposal.On, one.Proposal.Campaign, one.State,
        one.Proposal.Reason, ChangeBody.Of(one.Proposal.Changes), one.Proposer.Person, one.ProposedAt, one.ExpiresAt,
        one.Decider?.Person, one.DecidedAt, one.Note, one.ExecutedAt, one.Result,
        one.State == ApprovalState.Open && desk.MayDecide(one, asking));
}

/// <param name="Next">What to ask on with: <c>?after=</c>.</param>
internal sealed record ApprovalListBody(ApprovalBody[] Items, string? Next);

/// <summary>Why one decides so; it may be left out.</summary>
internal sealed record DecisionBody(string? Note = null);

[JsonSerializable(typeof(ApprovalListBody))]
[JsonSerializable(typeof(AuditListBody))]
[JsonSerializable(typeof(AuditKeyBody))]
[JsonSerializable(typeof(CheckpointBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ZuluTime)])]
internal sealed partial class AuditAnswerJson : JsonSerializerContext;

[JsonSerializable(typeof(DecisionBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class AuditBodyJson : JsonSerializerContext;
