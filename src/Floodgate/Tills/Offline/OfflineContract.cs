using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Tills.Offline;

/// <param name="Terminal">Which till, 1 to 32 characters.</param>
/// <param name="Currency">Of the campaigns it takes.</param>
/// <param name="Previous">
/// A quota whose log is whole on the server: it ends when the new one is first used. Asked again with the same one, the
/// answer is the same.
/// </param>
internal sealed record QuotaBody(string Terminal, string Currency, string? Previous = null);

/// <param name="Token">What the till keeps; its log begins with the SHA-256 of this text.</param>
internal sealed record QuotaGivenBody(
    string QuotaId, string Store, string Terminal, int Count, Money Amount, DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt, string Token);

/// <summary>What a till checks offline vouchers with.</summary>
/// <param name="Keys">Keys that sign them: all that may still be met.</param>
/// <param name="Takes">Batches the store takes, <c>campaign/batch</c>; absent: all there are and will be.</param>
/// <param name="EntriesMax">Entries that may be handed in at once.</param>
/// <param name="VouchersPerOrder">By campaign, how many vouchers one order takes; where it is not named, one.</param>
internal sealed record OfflineKeysBody(
    OfflineKeyBody[] Keys, string[]? Takes, int EntriesMax, IReadOnlyDictionary<string, int> VouchersPerOrder);

/// <param name="Id">The second byte of a payload.</param>
/// <param name="Key">Ed25519, 32 bytes, base64url.</param>
internal sealed record OfflineKeyBody(int Id, string Key);

/// <summary>One redemption that a till made without a connection.</summary>
/// <param name="Entry">1 for the first of the quota, without gaps.</param>
/// <param name="Previous">The hash of the entry before; of the first, of the token.</param>
/// <param name="At">The till's clock, Unix milliseconds.</param>
/// <param name="Hash">
/// SHA-256, lower-case hex, of the lines <c>fg-till-1, previous, entry, quota id, terminal, at, amount, currency,
/// orderRef, payload</c> joined with line feeds.
/// </param>
internal sealed record OfflineEntryBody(
    int Entry, string Previous, string Payload, string OrderRef, Money OrderAmount, long At, string Hash);

/// <param name="Quota">The quota's token.</param>
internal sealed record SyncBody(string Quota, OfflineEntryBody[] Entries);

/// <summary>What became of an entry.</summary>
/// <param name="State"><c>taken</c>, <c>conflict</c>, <c>refused</c>, or <c>unknown</c>: send it again.</param>
/// <param name="Repeated">It had been sent before: the same answer.</param>
/// <param name="Code">Why it was not taken.</param>
/// <param name="Liable">Who bears what was not taken: <c>merchant</c> or <c>organiser</c>.</param>
/// <param name="Shortfall">Of one that was taken: what its code was signed for and the voucher no more had.</param>
internal sealed record EntryAnswerBody(
    int Entry, string State, bool Repeated, Money Discount, string? RedemptionId = null, string? Code = null,
    BilingualText? Reason = null, string? Liable = null, Money? Shortfall = null);

/// <param name="LastEntry">The log goes on behind this one.</param>
/// <param name="LeftCount">Of the quota, by what was synced.</param>
internal sealed record SyncedBody(
    string QuotaId, int LastEntry, string Head, int LeftCount, Money LeftAmount, EntryAnswerBody[] Entries);

/// <summary>What tills without a connection look like from outside.</summary>
internal static class OfflineContract
{
    private static readonly Refusal[] Common =
    [
        Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.StoreUnknown,
        Refusals.StoreSuspended, Refusals.StoreFrozen,
    ];

    private static readonly Refusal[] Body =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid, Refusals.RedemptionInvalid,
    ];

    public static readonly ApiOperation Keys =
        Till("OfflineKeys", new("离线券验签公钥和本店所收批次", "What offline vouchers are checked with")) with
        {
            Answers = [new(200, typeof(OfflineKeysBody))],
            Refusals = Common,
        };

    public static readonly ApiOperation Quota =
        Till("OfflineQuota", new("领取离线额度", "A quota for taking without a connection")) with
        {
            Body = typeof(QuotaBody),
            Answers = [new(201, typeof(QuotaGivenBody))],
            Refusals =
            [
                .. Common, .. Body, Refusals.QuotaExhausted, Refusals.TillOverloaded, Refusals.TillUnavailable,
            ],
        };

    public static readonly ApiOperation Sync = Till("OfflineSync", new("上传离线核销", "Hand in what was taken offline")) with
    {
        Body = typeof(SyncBody),
        Answers = [new(200, typeof(SyncedBody))],
        Refusals = [.. Common, .. Body, Refusals.QuotaInvalid, Refusals.TillOverloaded, Refusals.TillUnavailable],
    };

    private static ApiOperation Till(string name, BilingualText summary) => new(name, "Till", summary)
    {
        Credentials = [Credential.ApiKey],
    };
}
