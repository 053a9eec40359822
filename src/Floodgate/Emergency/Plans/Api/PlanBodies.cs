using System.Text.Json.Serialization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <param name="State"><c>builtIn</c>, <c>draft</c> or <c>approved</c>.</param>
/// <param name="Hash">SHA-256 of the canonical text, in hex.</param>
internal sealed record PlanVersionBody(
    string Plan, int Version, string State, string Hash, string Author, DateTimeOffset? AppliedAt, string? Note,
    string? Approver, DateTimeOffset? ApprovedAt);

/// <param name="Head">Hash of the last entry; noted elsewhere it proves that nothing before it was changed.</param>
/// <param name="BrokenAt">The first entry that does not hold; null when all do.</param>
internal sealed record PlanLedgerBody(long Entries, string Head, long? BrokenAt);

internal sealed record PlanListBody(
    PlanVersionBody[] Items, PlanCurrentBody Current, PlanPinBody[] Pins, PlanLedgerBody Ledger);

internal sealed record PlanTallyBody(BilingualText Kind, int Executable, int Waiting);

/// <summary>A part that cannot be carried out yet.</summary>
internal sealed record PlanWaitingBody(BilingualText Kind, string Id, BilingualText Name, BilingualText Missing);

/// <summary>What holds now.</summary>
/// <param name="Campaign">Set when this campaign has pinned it.</param>
/// <param name="Differences">What the campaign's overrides change.</param>
internal sealed record PlanCurrentBody(
    string Plan, int Version, string Hash, bool Approved, string? Campaign, PlanDifferenceBody[] Differences,
    PlanTallyBody[] Parts, PlanWaitingBody[] Waiting);

/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
internal sealed record PlanDifferenceBody(
    string Path, BilingualText Where, string Change, BilingualText? Before, BilingualText? After);

internal sealed record PlanComparisonBody(string Plan, int From, int To, PlanDifferenceBody[] Differences);

/// <param name="State"><c>inForce</c>, or <c>proposed</c> until somebody else has approved its overrides.</param>
internal sealed record PlanPinBody(
    string Campaign, string Plan, int Version, string State, string Author, string? Approver,
    PlanDifferenceBody[] Differences);

/// <summary>The body of an approval; it may be left out.</summary>
internal sealed record PlanApproveBody(string? Note = null);

[JsonSerializable(typeof(PlanVersionBody))]
[JsonSerializable(typeof(PlanListBody))]
[JsonSerializable(typeof(PlanCurrentBody))]
[JsonSerializable(typeof(PlanComparisonBody))]
[JsonSerializable(typeof(PlanPinBody))]
[JsonSerializable(typeof(RiskListBody))]
[JsonSerializable(typeof(PlanPayload))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(Foundation.ZuluTime)])]
internal sealed partial class PlanJson : JsonSerializerContext;

[JsonSerializable(typeof(PlanApproveBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class PlanBodyJson : JsonSerializerContext;
