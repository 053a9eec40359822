using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// What a person holds. <paramref name="AsOf"/> is there when a book was closed and its projection answered.
/// </summary>
internal sealed record WalletBody(VoucherBody[] Items, DateTimeOffset? AsOf = null);

/// <summary>A voucher. <paramref name="Code"/> is shown to the citizen's token only, never to a pass.</summary>
internal sealed record VoucherBody(
    string VoucherId, string Campaign, string Batch, BilingualText Name, string State, Money FaceValue, Money Threshold,
    Money Remaining, string OnRefund, DateTimeOffset ValidFrom, DateTimeOffset ValidUntil,
    DateTimeOffset ClaimedAt, int CampaignVersion,
    string? Code = null, VoucherExtensionBody? Extension = null);

/// <summary>Validity given back: how long it was good before, and why.</summary>
internal sealed record VoucherExtensionBody(DateTimeOffset ValidUntilBefore, BilingualText Reason);

/// <summary>A code that moves: what a till scans, until when, and its picture.</summary>
internal sealed record VoucherQrBody(string Payload, DateTimeOffset ExpiresAt, string Svg);

/// <summary>A voucher that a till can check without a connection, until when, and its picture.</summary>
internal sealed record VoucherOfflineBody(string Payload, DateTimeOffset ExpiresAt, string Svg);

/// <summary>What everyone may know of a campaign.</summary>
internal sealed record PublicCampaignBody(
    string Campaign, BilingualText Name, string Phase, DateTimeOffset OpensAt, DateTimeOffset ClosesAt, string TimeZone,
    int PerPersonLimit, PublicBatchBody[] Batches, LineBody Line, DateTimeOffset? ResumesAt = null,
    BilingualText? Notice = null);

internal sealed record PublicBatchBody(
    string Id, BilingualText Name, Money FaceValue, Money Threshold, string State, long Stock, long Remaining,
    int PerPersonLimit, DateTimeOffset OpensAt, DateTimeOffset? ResumesAt = null, BilingualText? Notice = null);

internal sealed record LineBody(long Waiting, long Serving);

/// <summary>What the public page and wallets look like from outside.</summary>
internal static class WalletContract
{
    private static readonly Refusal[] TokenRefusals =
    [
        Refusals.TokenMissing, Refusals.TokenInvalid, Refusals.TokenExpired, Refusals.IdentityUnavailable,
        Refusals.TooManyRequests,
    ];

    public static readonly Refusal[] BearerRefusals = [.. TokenRefusals, Refusals.PassInvalid, Refusals.PassExpired];

    public static readonly ApiOperation Campaign = new("Campaign", "Citizen", new("活动现状", "How a campaign stands"))
    {
        Headers = [new("If-None-Match", false, "The ETag of the answer before.")],
        Answers = [new(200, typeof(PublicCampaignBody)) { Headers = ["ETag", "Cache-Control"] }, new(304)],
        Refusals = [Refusals.UnknownCampaign],
    };

    public static readonly ApiOperation Wallet = new("Wallet", "Citizen", new("卡包", "The vouchers a person holds"))
    {
        Credentials = [Credential.CitizenToken, Credential.Pass],
        Answers = [new(200, typeof(WalletBody))],
        Refusals = BearerRefusals,
    };

    public static readonly ApiOperation Voucher = new("Voucher", "Citizen", new("一张券", "One voucher"))
    {
        Credentials = [Credential.CitizenToken, Credential.Pass],
        Answers = [new(200, typeof(VoucherBody))],
        Refusals = [.. BearerRefusals, Refusals.UnknownVoucher],
    };

    public static readonly ApiOperation VoucherQr =
        new("VoucherQr", "Citizen", new("动态码，60 秒内有效", "A moving code, good for 60 seconds at most"))
        {
            Credentials = [Credential.CitizenToken],
            Answers = [new(200, typeof(VoucherQrBody))],
            Refusals = [.. TokenRefusals, Refusals.UnknownVoucher],
        };

    public static readonly ApiOperation VoucherOffline =
        new("VoucherOffline", "Citizen",
            new("离线券，数小时内有效", "A voucher to show without a connection, good for some hours"))
        {
            Credentials = [Credential.CitizenToken],
            Answers = [new(200, typeof(VoucherOfflineBody))],
            Refusals =
            [
                .. TokenRefusals, Refusals.UnknownVoucher, Refusals.AlreadyRedeemed, Refusals.Expired, Refusals.Void,
                Refusals.Frozen,
            ],
        };
}
