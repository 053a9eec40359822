using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Tills.Redemptions;

/// <summary>One voucher for one order: a code or the payload of a moving code, not both.</summary>
/// <param name="OrderRef">The store's own number of the order, 1 to 64 characters.</param>
/// <param name="OrderAmount">Before anything is taken off.</param>
/// <param name="Terminal">Which till, 1 to 32 characters.</param>
internal sealed record RedeemBody(
    string OrderRef, Money OrderAmount, string Terminal, string? Code = null, string? Qr = null);

/// <summary>Whole when nothing is said; else so much of the order.</summary>
internal sealed record RefundBody(Money? Amount = null);

internal sealed record UndoBody(string? Reason = null);

internal sealed record MarkBody(string Reason);

/// <summary>A redemption as it was given.</summary>
/// <param name="Test">A store's test voucher: nothing real was taken.</param>
internal sealed record RedemptionBody(
    string RedemptionId, string VoucherId, string Campaign, string Batch, string OrderRef, Money OrderAmount,
    Money Discount, Money Payable, string Store, string Terminal, DateTimeOffset RedeemedAt, string JournalPosition,
    bool? Test = null);

/// <summary>A redemption as it stands now.</summary>
internal sealed record RedemptionStateBody(
    string RedemptionId, string VoucherId, string Campaign, string Batch, Money OrderAmount, Money Discount,
    Money Payable, Money Refunded, Money SubsidyGivenBack, bool Undone, bool Offline, string Store,
    DateTimeOffset RedeemedAt);

/// <summary><c>redeemed</c>; <c>none</c>, after every book was asked; or <c>unknown</c>: ask again.</summary>
/// <param name="Complete">Every book was asked: what is not listed was not taken.</param>
internal sealed record OrderStateBody(string State, bool Complete, RedemptionStateBody[] Redemptions);

/// <summary>A refund as it was given.</summary>
/// <param name="Subsidy">The voucher's share of the amount.</param>
/// <param name="Effect"><c>restored</c>, <c>returned</c> (to the campaign) or <c>extended</c>.</param>
internal sealed record RefundedBody(
    string RefundId, string RedemptionId, Money Amount, Money Subsidy, string Effect, DateTimeOffset RefundedAt,
    string JournalPosition);

/// <summary>A voucher's whole life, masked: who holds it is not told.</summary>
/// <param name="Events">The oldest first, at most 500.</param>
/// <param name="EventsAsOf">The events are the projection's: what came later may be missing.</param>
internal sealed record VoucherLifeBody(
    string VoucherId, string Campaign, string Batch, string State, bool Frozen, Money FaceValue, Money Remaining,
    DateTimeOffset ClaimedAt, DateTimeOffset ValidUntil, int CampaignVersion, RedemptionStateBody[] Redemptions,
    VoucherEventBody[] Events, DateTimeOffset EventsAsOf);

/// <summary>One event of a voucher's life, with its place in the journal.</summary>
/// <param name="Kind"><c>claimed</c>, <c>granted</c>, <c>redeemed</c>, <c>refunded</c>, <c>undone</c>,
/// <c>expired</c>, <c>void</c>, <c>frozen</c>, <c>unfrozen</c> or <c>conflict</c>.</param>
/// <param name="Amount">What the voucher gave, got back, or lost.</param>
/// <param name="By">Who, where it was a person.</param>
internal sealed record VoucherEventBody(
    string Kind, DateTimeOffset At, string JournalPosition, Money Amount, string? RedemptionId = null,
    string? Store = null, string? Merchant = null, string? Terminal = null, string? OrderRef = null,
    Money? OrderAmount = null, bool? Offline = null, string? Effect = null, string? By = null, string? Reason = null);

internal sealed record MarkedBody(string VoucherId, string State);

/// <summary>What the operations of tills look like from outside.</summary>
internal static class TillContract
{
    private static readonly Refusal[] KeyRefusals =
    [
        Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden, Refusals.StoreUnknown,
        Refusals.StoreSuspended, Refusals.StoreFrozen,
    ];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    private static readonly ApiHeader OptionalKey = new(
        "Idempotency-Key", false,
        "1 to 128 visible ASCII characters; left out, the order and the voucher are the key.");

    public static readonly ApiOperation Redeem = Till("Redeem", new("核销一张券", "Take a voucher for an order")) with
    {
        Headers = [OptionalKey],
        Body = typeof(RedeemBody),
        Answers = [new(201, typeof(RedemptionBody)), new(200, typeof(RedemptionBody))],
        Refusals =
        [
            .. KeyRefusals, .. BodyRefusals, Refusals.IdempotencyKeyMalformed, Refusals.RedemptionInvalid,
            Refusals.CodeMalformed, Refusals.CodeUnknown, Refusals.QrExpired, Refusals.QrUsed,
            Refusals.AlreadyRedeemed, Refusals.Expired, Refusals.NotYetValid, Refusals.Void, Refusals.Frozen,
            Refusals.BelowThreshold, Refusals.WrongStore, Refusals.OrderFull, Refusals.CapReached,
            Refusals.OrderOverused, Refusals.VoucherOverused, Refusals.RedemptionPaused, Refusals.KeyReused,
            Refusals.AlreadyRefunded, Refusals.TillOverloaded, Refusals.TillUnavailable, Refusals.CampaignDamaged,
        ],
    };

    public static readonly ApiOperation ByOrder =
        Till("RedemptionByOrder", new("按订单号查核销", "What became of an order")) with
        {
            Answers = [new(200, typeof(OrderStateBody))],
            Refusals = KeyRefusals,
        };

    public static readonly ApiOperation Day =
        Till("RedemptionsOfDay", new("本店一天的核销", "A store's redemptions of a day")) with
        {
            Answers = [new(200, typeof(DayBody))],
            Refusals = [.. KeyRefusals, Refusals.RedemptionInvalid],
        };

    public static readonly ApiOperation Refund = Till("Refund", new("退款：全部或部分", "Refund, whole or part")) with
    {
        Headers = [new("Idempotency-Key", true, "One a refund, the same for every retry.")],
        Body = typeof(RefundBody),
        Answers = [new(201, typeof(RefundedBody)), new(200, typeof(RefundedBody))],
        Refusals =
        [
            .. KeyRefusals, .. BodyRefusals, Refusals.IdempotencyKeyMissing, Refusals.IdempotencyKeyMalformed,
            Refusals.RedemptionInvalid, Refusals.UnknownRedemption, Refusals.AlreadyUndone, Refusals.AlreadyRefunded,
            Refusals.AmountTooLarge, Refusals.RefundsFull, Refusals.KeyReused, Refusals.TillOverloaded,
            Refusals.TillUnavailable,
        ],
    };

    public static readonly ApiOperation Undo =
        Till("UndoRedemption", new("撤销核销（限时）", "Undo a redemption, for a while")) with
        {
            Body = typeof(UndoBody),
            Answers = [new(200, typeof(RedemptionStateBody))],
            Refusals =
            [
                .. KeyRefusals, .. BodyRefusals, Refusals.UnknownRedemption, Refusals.AlreadyRefunded,
                Refusals.UndoTooLate, Refusals.TillOverloaded, Refusals.TillUnavailable,
            ],
        };

    public static readonly ApiOperation BackOfficeUndo =
        Staff("BackOfficeUndo", new("后台撤销核销", "Undo a redemption later")) with
        {
            Body = typeof(MarkBody),
            Answers = [new(200, typeof(RedemptionStateBody))],
            Refusals =
            [
                .. BodyRefusals, Refusals.UnknownRedemption, Refusals.AlreadyRefunded, Refusals.TillOverloaded,
                Refusals.TillUnavailable,
            ],
        };

    public static readonly ApiOperation BackOfficeRefund =
        Staff("BackOfficeRefund", new("后台退款：全部或部分", "Refund in the back office, whole or part")) with
        {
            Headers = [new("Idempotency-Key", true, "One a refund, the same for every retry.")],
            Body = typeof(RefundBody),
            Answers = [new(201, typeof(RefundedBody)), new(200, typeof(RefundedBody))],
            Refusals =
            [
                .. BodyRefusals, Refusals.IdempotencyKeyMissing, Refusals.IdempotencyKeyMalformed,
                Refusals.RedemptionInvalid, Refusals.UnknownRedemption, Refusals.AlreadyUndone,
                Refusals.AlreadyRefunded, Refusals.AmountTooLarge, Refusals.KeyReused, Refusals.TillOverloaded,
                Refusals.TillUnavailable,
            ],
        };

    public static readonly ApiOperation Life = Staff("VoucherLife", new("一张券的全过程", "A voucher's whole life")) with
    {
        Answers = [new(200, typeof(VoucherLifeBody))],
        Refusals = [Refusals.CodeMalformed, Refusals.CodeUnknown, Refusals.TillUnavailable],
    };

    public static readonly ApiOperation Mark =
        Staff("MarkVoucher", new("作废、冻结或解冻一张券", "Make a voucher void, freeze or unfreeze it")) with
        {
            Body = typeof(MarkBody),
            Answers = [new(200, typeof(MarkedBody))],
            Refusals =
            [
                .. BodyRefusals, Refusals.CodeMalformed, Refusals.CodeUnknown, Refusals.AlreadyRedeemed,
                Refusals.Expired, Refusals.TillOverloaded, Refusals.TillUnavailable,
            ],
        };

    private static ApiOperation Till(string name, BilingualText summary) => new(name, "Till", summary)
    {
        Credentials = [Credential.ApiKey],
    };

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Operations", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
