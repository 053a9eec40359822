using System.Security.Cryptography;

namespace Floodgate.Emergency.Plans;

/// <summary>One version of a plan, as the ledger holds it.</summary>
/// <param name="Number">1, 2, 3, ...; 0 is the plan the program brings with it.</param>
/// <param name="Text">As its author wrote it.</param>
/// <param name="Json">Canonical.</param>
/// <param name="Document">Null when this program can no longer read it.</param>
internal sealed record PlanVersion(
    string Plan, int Number, string Text, string Json, EmergencyPlan? Document, string Author, long AtMicros,
    string? Note)
{
    public string? Approver { get; init; }

    public long? ApprovedMicros { get; init; }

    public bool Approved => Approver is not null;

    /// <summary>SHA-256 of the canonical text, in hex: what an approval is given to.</summary>
    public string Hash { get; } = HashOf(Json);

    public static string HashOf(string json) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(json)));
}

/// <summary>A campaign's own choice of an approved version, with its overrides.</summary>
/// <param name="Overrides">A merge patch; <c>{}</c> when there are none.</param>
/// <param name="Approver">Needed when there are overrides.</param>
internal sealed record PlanPin(
    string Campaign, string Plan, int Version, string Overrides, string Author, long AtMicros, string? Approver)
{
    public bool InForce => Approver is not null || Overrides == "{}";
}

/// <summary>The plan that holds now, for all or for one campaign; what an incident pins when it starts.</summary>
/// <param name="Plan">With the campaign's overrides in it.</param>
/// <param name="Hash">SHA-256 of the canonical text of <paramref name="Plan"/>.</param>
/// <param name="Approved">False only for the plan the program brings with it.</param>
/// <param name="Campaign">Set when the campaign pinned it.</param>
/// <param name="Differences">What the campaign's overrides change.</param>
internal sealed record PlanInForce(
    EmergencyPlan Plan, string PlanId, int Version, string Hash, bool Approved, long? ApprovedMicros,
    string? Campaign, IReadOnlyList<PlanDifference> Differences);
