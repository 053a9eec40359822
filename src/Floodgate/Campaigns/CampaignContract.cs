using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Campaigns;

/// <summary>A campaign as the API and the files have it; <c>CampaignReader</c> reads it, strictly.</summary>
/// <param name="Mode"><c>firstCome</c>.</param>
/// <param name="RefundMode"><c>restore</c>, <c>void</c> or <c>extend</c>.</param>
/// <param name="Shards">1 to 64, 1 when left out; fixed by the first version.</param>
/// <param name="TimeZone">IANA name, Asia/Shanghai when left out.</param>
/// <param name="GrantBudget">Of the budget, so much may be granted by hand; nothing when left out.</param>
internal sealed record CampaignBody(
    BilingualText Name, string Mode, string RefundMode, DateTimeOffset OpensAt, DateTimeOffset ClosesAt,
    int PerPersonLimit, Money Budget, BatchBody[] Batches, int? Shards = null, string? TimeZone = null,
    EligibilityBody? Eligibility = null, Money? GrantBudget = null);

/// <param name="FaceValue">Never changes: open a new batch instead.</param>
/// <param name="ValidUntil">This or <paramref name="ValidDays"/>: one of them.</param>
internal sealed record BatchBody(
    string Id, BilingualText Name, long Stock, Money FaceValue, Money Threshold, int PerPersonLimit,
    DateTimeOffset? OpensAt = null, DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidUntil = null,
    int? ValidDays = null, Money? Budget = null, StoreRuleBody? Stores = null);

/// <summary>Where a batch is taken: regions (a code covers what it begins) and categories of stores.</summary>
internal sealed record StoreRuleBody(string[]? Regions = null, string[]? Categories = null);

internal sealed record EligibilityBody(string[]? Regions = null, bool? WeekdayByLastDigit = null,
    AllowListBody? AllowList = null);

/// <summary>An uploaded list, by its id and the SHA-256 of what was uploaded.</summary>
internal sealed record AllowListBody(string Id, string Sha256);

/// <summary>The answer to an upload; <paramref name="Entries"/> counts those that differ.</summary>
internal sealed record AllowListStoredBody(string Id, string Sha256, int Entries);

/// <summary>What allow lists look like from outside.</summary>
internal static class CampaignContract
{
    public static readonly ApiOperation UploadAllowList = new(
        "UploadAllowList", "Operations", new("上传名单，每行一项", "Upload an allow list, one entry a line"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Body = typeof(string),
        BodyMediaType = "text/plain",
        Answers = [new(201, typeof(AllowListStoredBody))],
        Refusals =
        [
            AllowListRefusals.Malformed, AllowListRefusals.TooLarge, AllowListRefusals.MediaType,
            Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.TooManyRequests,
            Refusals.DataFolderReadOnly,
        ],
    };
}
