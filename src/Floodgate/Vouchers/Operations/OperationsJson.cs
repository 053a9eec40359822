using System.Text.Json.Serialization;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Operations;

/// <summary>The answer to an applied campaign.</summary>
internal sealed record AppliedBody(string Campaign, int Version);

/// <summary>The body of a pause, as the contract has it. What is left out is answered with a code of its own.</summary>
internal sealed record PauseBody(
    string? Scope = null, string? Target = null, DateTimeOffset? ResumesAt = null, bool AutoResume = false,
    BilingualText? Notice = null, string? Reason = null);

/// <summary>The body of a resume; without scope it ends every pause of the campaign.</summary>
internal sealed record ResumeBody(string? Reason = null, string? Scope = null, string? Target = null);

/// <summary>The I6 identity, term by term, in minor units of one currency, at a vector of journal positions.</summary>
internal sealed record LedgerBody(
    string Campaign, string JournalPosition, string Currency, long Budget, long Unissued, long Held, long Redeemed,
    long Settled, long Returned, long Expired, [property: JsonPropertyName("void")] long Voided, LedgerCounts Counts,
    LedgerFigures Figures);

internal sealed record LedgerCounts(
    long Stock, long Issued, long Held, long Redeemed, long Expired, [property: JsonPropertyName("void")] long Voided);

/// <summary>How the campaign works, live. Money in minor units, refunds deducted.</summary>
/// <param name="Reissued">Freed money that went into stock again: it counts as unissued.</param>
/// <param name="Reissuable">Freed money that is still free: so much more stock the budget has room for.</param>
/// <param name="Orders">What orders came to that vouchers were taken for.</param>
/// <param name="LeverageRatio">Orders to subsidy; null while nothing is redeemed.</param>
/// <param name="RedemptionRate">Subsidy to the face value of what was issued; null while nothing is issued.</param>
/// <param name="Conflicts">Taken without connection from vouchers that were spent: borne outside the budget.</param>
internal sealed record LedgerFigures(
    long Reissued, long Reissuable, long Orders, long Redemptions, decimal? LeverageRatio, decimal? RedemptionRate,
    long Conflicts);

[JsonSerializable(typeof(AppliedBody))]
[JsonSerializable(typeof(LedgerBody))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class OperationsJson : JsonSerializerContext;

[JsonSerializable(typeof(PauseBody))]
[JsonSerializable(typeof(ResumeBody))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false, RespectNullableAnnotations = true, MaxDepth = 16)]
internal sealed partial class OperationsBodies : JsonSerializerContext;

/// <summary>Who acts, for the journal: the staff account's or API key's name.</summary>
internal static class Actor
{
    public static string Of(HttpContext context) =>
        context.User.Identity?.Name is { Length: > 0 } name ? name : "unnamed";
}
