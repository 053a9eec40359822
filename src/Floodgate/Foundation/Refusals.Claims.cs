using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What a claim can be told instead of a voucher.</summary>
internal static partial class Refusals
{
    public static readonly Refusal IdempotencyKeyMissing = new(
        "idempotency-key-missing", 400,
        new("请求缺少 Idempotency-Key。", "The request has no Idempotency-Key."), NothingClaimed, OpenPageAgain);

    public static readonly Refusal IdempotencyKeyMalformed = new(
        "idempotency-key-malformed", 400,
        new("Idempotency-Key 应为 1–128 个可见 ASCII 字符。", "Idempotency-Key must be 1-128 visible ASCII characters."),
        NothingClaimed, OpenPageAgain);

    public static readonly Refusal NotEligible = new(
        "not-eligible", 403,
        new("您不在本次活动的领取范围内。", "This campaign is not open to you."),
        HeldAreSafe,
        new("请查看活动规则；如有疑问，请联系主办方客服。", "Please see the rules, or ask the organiser if you think this is wrong."));

    public static readonly Refusal UnknownCampaign = new(
        "unknown-campaign", 404,
        new("没有找到这个活动。", "There is no such campaign."),
        HeldAreSafe,
        new("请从主办方的官方入口重新进入。", "Please come in again from the organiser's official page."));

    public static readonly Refusal UnknownBatch = new(
        "unknown-batch", 404,
        new("活动中没有这种券。", "The campaign has no such voucher."),
        NothingClaimed,
        new("请刷新页面，选择列出的券。", "Please reload the page and choose one that is listed."));

    public static readonly Refusal LimitReached = new(
        "limit-reached", 409,
        new("您已领满本活动允许的数量。", "You have claimed as many as this campaign allows one person."),
        new("已领到的券都在您的卡包里。", "What you claimed is in your wallet."),
        new("打开卡包即可查看和使用。", "Open your wallet to see and use it."));

    public static readonly Refusal SoldOut = new(
        "sold-out", 409,
        new("这种券已全部领完。", "These vouchers have all been claimed."),
        NothingClaimed,
        new("可以看看其他券，或留意下一轮。", "Look at the other vouchers, or watch for the next round."));

    public static readonly Refusal NotOpen = new(
        "not-open", 409,
        new("领取还没有开始。", "Claiming has not opened yet."),
        new("不必提前抢；开始前没有人能领取。", "There is no need to hurry: nobody can claim before it opens."),
        new("请在开始时间回到本页，倒计时与服务器同步。", "Come back at opening time; the countdown follows the server's clock."));

    public static readonly Refusal Paused = new(
        "paused", 409,
        new("领取暂时停止。", "Claiming is paused for now."),
        new("您的券是安全的，可以照常使用；剩余数量保持不变。", "Your vouchers are safe and can be used; the remaining stock is kept."),
        new("请在公布的恢复时间再来，页面会自动更新。", "Come back at the time shown; this page updates by itself."));

    public static readonly Refusal Closed = new(
        "closed", 409,
        new("活动已经结束。", "This campaign has ended."),
        new("已领到的券在有效期内仍可使用。", "Vouchers you hold stay usable until they expire."),
        new("打开卡包查看有效期。", "Open your wallet to see how long they last."));

    public static readonly Refusal KeyReused = new(
        "key-reused", 422,
        new("同一个 Idempotency-Key 已用于另一个请求。", "This Idempotency-Key was already used for a different request."),
        NothingClaimed, OpenPageAgain);

    public static readonly Refusal TooManyRequests = new(
        "too-many-requests", 429,
        new("您的请求有些频繁。", "That was a lot of requests in a short time."), CannotDouble, WaitAndRetry);

    public static readonly Refusal Overloaded = new(
        "overloaded", 503,
        new("现在领取的人很多，暂时没有轮到这次请求。", "Very many people are claiming; this request could not be taken yet."),
        CannotDouble, WaitAndRetry);

    public static readonly Refusal StorageUnavailable = new(
        "storage-unavailable", 503,
        new("系统暂时无法记录领取。", "The system cannot record claims at this moment."), CannotDouble, WaitAndRetry);

    public static readonly Refusal CampaignDamaged = new(
        "campaign-damaged", 503,
        new("活动记录需要检查，暂不办理。", "This campaign's records are being checked, so it is not serving now."),
        new("系统不会猜测：已确认的券以记录为准。", "Nothing is guessed: what was confirmed to you stands."),
        new("请稍后再来，恢复时间将由主办方公布。", "Please come back later; the organiser will announce when."));

    public static readonly Refusal UnknownVoucher = new(
        "unknown-voucher", 404,
        new("您的卡包里没有这张券。", "Your wallet has no such voucher."),
        HeldAreSafe,
        new("请刷新卡包；如果换过账号，请用领取时的账号登录。", "Reload your wallet; sign in with the account you claimed with."));
}
