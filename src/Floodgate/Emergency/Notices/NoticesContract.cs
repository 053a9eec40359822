using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Emergency.Notices;

/// <summary>What notices and the service desk look like from outside.</summary>
internal static class NoticesContract
{
    private static readonly ApiHeader Known = new("If-None-Match", false, "The ETag of the answer before.");
    private static readonly Refusal[] Staff =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] Bodies =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    public static readonly ApiOperation Status = new(
        "Status", "Citizen", new("对公众的服务状态，无需登录，可缓存 1 秒", "Service status for the public, cacheable for a second"))
    {
        Headers = [Known],
        Answers = [new(200, typeof(StatusBody)) { Headers = ["ETag", "Cache-Control"] }, new(304)],
        Refusals = [Refusals.NotFound],
    };

    public static readonly ApiOperation Banners = new(
        "StatusBanners", "Citizen", new("页面横幅，供页面每秒查询", "Banners, small enough for every page to ask for each second"))
    {
        Headers = [Known],
        Answers = [new(200, typeof(BannersBody)) { Headers = ["ETag", "Cache-Control"] }, new(304)],
    };

    public static readonly ApiOperation MyNotices = new("Notices", "Citizen", new("给本人的通知", "Messages to this person"))
    {
        Credentials = [Credential.CitizenToken, Credential.Pass],
        Answers = [new(200, typeof(NoticesBody))],
        Refusals = WalletContract.BearerRefusals,
    };

    public static readonly ApiOperation DeskNotices = new(
        "DeskNotices", "Service desk", new("对来电人怎么说，公众何时得知", "What to say to callers, and since when the public knows"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(DeskNoticesBody))],
        Refusals = Staff,
    };

    public static readonly ApiOperation Lookup = new(
        "DeskLookup", "Service desk", new("来电人持有什么、是否受影响（脱敏，留痕）", "What a caller holds and whether it is affected"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Body = typeof(LookupRequestBody),
        Answers = [new(200, typeof(CallerBody))],
        Refusals = [.. Staff, .. Bodies, Refusals.TooManyRequests, Refusals.StorageUnavailable],
    };

    public static readonly ApiOperation Lookups = new(
        "DeskLookups", "Service desk", new("查询留痕，供审计", "The audit of look-ups"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(LookupsBody))],
        Refusals = [.. Staff, Refusals.StorageUnavailable],
    };

    public static readonly ApiOperation Tally = new(
        "DeskTally", "Service desk", new("登记一次来电原因", "Tally why somebody called"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Body = typeof(TallyRequestBody),
        Answers = [new(200, typeof(TalliesBody))],
        Refusals = [.. Staff, .. Bodies, Refusals.UnknownCampaign, Refusals.TooManyRequests],
    };

    public static readonly ApiOperation Tallies = new(
        "DeskTallies", "Service desk", new("最近一小时的来电原因", "Why people called in the last hour"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(TalliesBody))],
        Refusals = Staff,
    };

    public static readonly ApiOperation Message = new(
        "HolderMessage", "Notices", new("向持券人发通知，每人一次", "Send a message to holders, each once"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Body = typeof(HolderMessageRequestBody),
        Answers = [new(200, typeof(HolderMessageBody))],
        Refusals =
        [
            .. Staff, .. Bodies, Refusals.UnknownCampaign, Refusals.UnknownBatch, Refusals.MessageIdTaken,
            Refusals.HoldersUncounted, Refusals.StorageUnavailable,
        ],
    };

    public static readonly ApiOperation Messages = new(
        "HolderMessages", "Notices", new("发给持券人的通知", "Messages to holders, newest first"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(HolderMessagesBody))],
        Refusals = [.. Staff, Refusals.StorageUnavailable],
    };

    public static readonly ApiOperation MessageProgress = new(
        "HolderMessageProgress", "Notices", new("一条通知的进度", "How far a message has come"))
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
        Answers = [new(200, typeof(HolderMessageBody))],
        Refusals = [.. Staff, Refusals.NotFound, Refusals.StorageUnavailable],
    };
}
