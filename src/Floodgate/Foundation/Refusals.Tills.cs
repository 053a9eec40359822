using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What a till can be told instead of a discount. The cashier reads it aloud, so it is short.</summary>
internal static partial class Refusals
{
    private static readonly BilingualText NothingTaken =
        new("这次没有扣券；券未发生变化。", "No voucher was taken; nothing has changed.");

    private static readonly BilingualText ShowAgain =
        new("请顾客在卡包里重新打开这张券，再扫一次。", "Ask the customer to open the voucher again in the wallet, then scan again.");

    private static readonly BilingualText PayWithout =
        new("请顾客换一张券，或不用券付款。", "Ask for another voucher, or take the payment without one.");

    private static readonly BilingualText CallOrganiser =
        new("如有疑问，请联系主办方。", "If you think this is wrong, call the organiser.");

    public static readonly Refusal AlreadyRedeemed = new(
        "already-redeemed", 409, new("这张券已经用过了。", "This voucher has been used already."), NothingTaken, PayWithout);

    public static readonly Refusal Expired = new(
        "expired", 409, new("这张券已过有效期。", "This voucher has expired."), NothingTaken, PayWithout);

    public static readonly Refusal NotYetValid = new(
        "not-yet-valid", 409, new("这张券还没到可用时间。", "This voucher cannot be used yet."), NothingTaken, PayWithout);

    public static readonly Refusal Void = new(
        "void", 409, new("这张券已作废。", "This voucher is void."), NothingTaken, PayWithout);

    public static readonly Refusal Frozen = new(
        "frozen", 409, new("这张券已被冻结。", "This voucher is frozen."), NothingTaken,
        new("请顾客联系主办方客服。", "Ask the customer to call the organiser's service desk."));

    public static readonly Refusal BelowThreshold = new(
        "below-threshold", 409, new("订单金额未达到用券门槛。", "The order is below the voucher's threshold."), NothingTaken,
        new("加购到门槛金额后再用，或不用券付款。", "Add to the order until the threshold, or take the payment without it."));

    public static readonly Refusal WrongStore = new(
        "wrong-store", 409, new("本店不收这种券。", "This store does not take this voucher."), NothingTaken,
        new("请顾客在卡包里查看可用门店。", "The wallet shows where the voucher can be used."));

    public static readonly Refusal OrderFull = new(
        "order-full", 409, new("这笔订单不能再用券。", "This order can take no further voucher."), NothingTaken,
        new("请按已用的券收款。", "Take the payment with the voucher already used."));

    public static readonly Refusal OrderOverused = new(
        "order-overused", 409,
        new("这个订单号核销和撤销的次数太多了。", "This order number was redeemed and undone too often."), NothingTaken,
        new("请换一个订单号再核销。", "Take the voucher under a new order number."));

    public static readonly Refusal VoucherOverused = new(
        "voucher-overused", 409,
        new("这张券使用和撤销的次数太多了。", "This voucher was used and undone too often."), NothingTaken, CallOrganiser);

    public static readonly Refusal CodeMalformed = new(
        "code-malformed", 400, new("券码有误，可能输错了一位。", "The code is wrong; perhaps one character is mistyped."),
        NothingTaken, new("请核对后重新输入，或改用扫码。", "Check it and type it again, or scan instead."));

    public static readonly Refusal CodeUnknown = new(
        "code-unknown", 404, new("没有这张券。", "There is no such voucher."), NothingTaken, ShowAgain);

    public static readonly Refusal QrExpired = new(
        "qr-expired", 409,
        new("这个二维码已过期，可能是截图。", "This QR code is too old; it may be a screenshot."), NothingTaken, ShowAgain);

    public static readonly Refusal QrUsed = new(
        "qr-used", 409,
        new("这个二维码已经扫过，每个码只能用一次。", "This QR code was scanned before; each is good for one use."),
        NothingTaken, ShowAgain);

    public static readonly Refusal CapReached = new(
        "cap-reached", 409, new("用券金额已达到上限。", "The cap on redemptions is reached."),
        new("这次没有扣券；券在有效期内一直有效。", "No voucher was taken; it stays good until it expires."),
        new("这一单请不用券付款；券可改日或到其他门店再用。",
            "Take this payment without the voucher; it can be used another day or at another store."));

    public static readonly Refusal RedemptionPaused = new(
        "redemption-paused", 409,
        new("本商户暂停用券。", "Vouchers are paused at this merchant."), NothingTaken,
        new("请在公布的恢复时间后再试，或到其他门店使用。", "Try again after the announced return, or use it at another store."));

    public static readonly Refusal StoreUnknown = new(
        "store-unknown", 403, new("没有找到本店，或尚未通过审批。", "This store is not known or not approved yet."),
        NothingTaken, CallOrganiser);

    public static readonly Refusal StoreSuspended = new(
        "store-suspended", 403, new("本店用券资格已暂停。", "This store is suspended."), NothingTaken, CallOrganiser);

    public static readonly Refusal StoreFrozen = new(
        "store-frozen", 403, new("本店因争议被冻结。", "This store is frozen over a dispute."), NothingTaken, CallOrganiser);

    public static readonly Refusal RedemptionInvalid = new(
        "redemption-invalid", 400, new("核销请求有误。", "The redemption request is wrong."), NothingTaken, SeeErrors);

    public static readonly Refusal UnknownRedemption = new(
        "unknown-redemption", 404, new("本店没有这笔核销。", "This store has no such redemption."), NothingTaken,
        new("请核对核销编号。", "Check the redemption's number."));

    public static readonly Refusal AlreadyUndone = new(
        "already-undone", 409, new("这笔核销已经撤销。", "This redemption was undone."), NothingTaken,
        new("不需要再退；券已回到顾客卡包。", "There is nothing to refund; the voucher is back with its holder."));

    public static readonly Refusal AlreadyRefunded = new(
        "already-refunded", 409, new("这笔订单已经退款。", "This order was refunded already."), NothingTaken,
        new("退款后不能再撤销或重复退款。", "After a refund it can be neither undone nor refunded again."));

    public static readonly Refusal AmountTooLarge = new(
        "amount-too-large", 409, new("退款金额大于订单剩余金额。", "The refund is more than is left of the order."),
        NothingTaken, new("请按剩余金额退款。", "Refund at most what is left."));

    public static readonly Refusal RefundsFull = new(
        "refunds-full", 409, new("这笔核销的部分退款次数已满。", "This redemption has had too many part refunds."),
        new("这次没有退款。", "Nothing was refunded."),
        new("还可以把剩余金额一次退清。", "One more refund is possible: all that is left, at once."));

    public static readonly Refusal UndoTooLate = new(
        "undo-too-late", 409, new("已过收银台可撤销的时间。", "The till's time for undoing is over."), NothingTaken,
        new("请联系主办方后台撤销，或办理退款。", "The organiser's back office can undo it, or make a refund."));

    public static readonly Refusal OfflineConflict = new(
        "offline-conflict", 409,
        new("离线期间这张券已在别处用掉。", "While the till was offline this voucher was spent elsewhere."),
        new("顾客的券没有被重复扣除；这笔差额已记录。", "The voucher is not taken twice; the difference is recorded."),
        new("按活动规则由责任方承担，请联系主办方。", "The campaign's rule says who bears it; call the organiser."));

    public static readonly Refusal TillOverloaded = new(
        "till-overloaded", 503, new("系统繁忙，这次没有办成。", "The system is busy; this was not done."), NothingTaken,
        new("请用同一订单号再试一次，不会重复扣券。", "Try again with the same order number; it cannot take twice."));

    public static readonly Refusal TillUnavailable = new(
        "till-unavailable", 503, new("暂时无法确认这次核销。", "The redemption cannot be confirmed at this moment."),
        new("券不会被重复扣除。", "The voucher cannot be taken twice."),
        new("请用同一订单号查询或再试；也可转为离线核销。", "Ask by the same order number or try again; or go on offline."));

    private static readonly BilingualText MerchantBears = new(
        "这笔离线优惠没有入账，由商户承担。", "This offline discount was not taken from the voucher; the merchant bears it.");

    public static readonly Refusal QuotaExhausted = new(
        "quota-exhausted", 409, new("本店的离线额度已用完。", "This store's offline quota is used up."), NothingTaken,
        new("先上传已有的离线核销，额度就会恢复。", "Hand in what was taken offline; the quota comes back."));

    public static readonly Refusal QuotaInvalid = new(
        "quota-invalid", 409, new("离线额度凭证无效或过期太久。", "The offline quota is not ours or ended too long ago."),
        MerchantBears, CallOrganiser);

    public static readonly Refusal QuotaClosed = new(
        "quota-closed", 409, new("这份离线额度已经结束。", "This offline quota was ended before."), MerchantBears,
        CallOrganiser);

    public static readonly Refusal QuotaExpired = new(
        "quota-expired", 409, new("核销时离线额度已过期。", "The offline quota had expired when it was taken."),
        MerchantBears, CallOrganiser);

    public static readonly Refusal QuotaExceeded = new(
        "quota-exceeded", 409, new("超出了离线额度。", "This goes beyond the offline quota."), MerchantBears, CallOrganiser);

    public static readonly Refusal PayloadForged = new(
        "payload-forged", 409, new("这张离线券不是主办方签发的。", "This offline voucher was not signed by us."),
        MerchantBears, CallOrganiser);

    public static readonly Refusal PayloadExpired = new(
        "payload-expired", 409, new("核销时离线券码已过期。", "The offline code had expired when it was taken."),
        MerchantBears, CallOrganiser);

    public static readonly Refusal TillClockWrong = new(
        "till-clock-wrong", 409, new("收银机的时间不对。", "The till's clock was wrong."), MerchantBears,
        new("请校准收银机的时间。", "Set the till's clock right."));

    public static readonly Refusal TillLogBroken = new(
        "till-log-broken", 409, new("离线记录缺失或被改动过。", "The till's log has a gap or was changed."),
        MerchantBears, CallOrganiser);
}
