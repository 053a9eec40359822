using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Vouchers.Claims;

/// <summary>A receipt; <see cref="ReceiptTemplates"/> writes it.</summary>
internal sealed record ReceiptBody(
    string VoucherId, string Batch, Money FaceValue, Money Threshold, DateTimeOffset ValidFrom,
    DateTimeOffset ValidUntil, DateTimeOffset ClaimedAt, string JournalPosition);

/// <summary>The claim's body: an object without members.</summary>
internal sealed record ClaimRequestBody;

/// <summary>What a claim looks like from outside.</summary>
internal static class ClaimContract
{
    public static readonly ApiOperation Claim = new("Claim", "Citizen", new("领取一张券", "Claim a voucher"))
    {
        Credentials = [Credential.Pass],
        Headers =
        [
            new("Idempotency-Key", true, "1 to 128 visible ASCII characters; one a claim, the same for every retry."),
        ],
        Body = typeof(ClaimRequestBody),
        Answers = [new(201, typeof(ReceiptBody)), new(200, typeof(ReceiptBody))],
        Refusals =
        [
            Refusals.IdempotencyKeyMissing, Refusals.IdempotencyKeyMalformed, Refusals.BodyMalformed,
            Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberWrongType, Refusals.EncodingInvalid,
            Refusals.PassMissing, Refusals.PassInvalid, Refusals.PassExpired,
            Refusals.NotEligible, Refusals.PassWrongCampaign, Refusals.UnknownCampaign, Refusals.UnknownBatch,
            Refusals.LimitReached, Refusals.SoldOut, Refusals.NotOpen, Refusals.Paused, Refusals.Closed,
            Refusals.KeyReused, Refusals.TooManyRequests, Refusals.Overloaded, Refusals.StorageUnavailable,
        ],
    };
}
