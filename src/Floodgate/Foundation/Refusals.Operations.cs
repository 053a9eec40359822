using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff can be told when a campaign is changed, paused or resumed.</summary>
internal static partial class Refusals
{
    public static readonly Refusal PreconditionRequired = new(
        "precondition-required", 428,
        new("更改已有活动需要 If-Match。", "Changing an existing campaign needs If-Match."),
        NoVoucherChanged,
        new("先读取活动，再带上它的 ETag 提交。", "Read the campaign first, then submit with its ETag."));

    public static readonly Refusal PreconditionFailed = new(
        "precondition-failed", 412,
        new("活动在您读取之后已被他人更改。", "The campaign was changed after you read it."),
        NoVoucherChanged,
        new("请重新读取，比较后再提交。", "Read it again, compare, then submit."));

    public static readonly Refusal CampaignInvalid = new(
        "campaign-invalid", 422,
        new("活动内容有误，没有保存。", "The campaign has faults and was not saved."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal CampaignsFull = new(
        "campaigns-full", 409,
        new("活动编号已用完，不能再新建活动。", "Every campaign number is given; no further campaign fits."), NoVoucherChanged,
        new("请为新活动另建一个数据文件夹。", "Begin a data folder of its own for new campaigns."));

    public static readonly Refusal NoStandby = new(
        "no-standby", 409,
        new("这里没有约定备库。", "No standby is promised here."),
        NoVoucherChanged,
        new("请按手册为 PostgreSQL 设置备库。", "Set up PostgreSQL's standby as the handbook says."));

    public static readonly Refusal StandbyNotSynchronous = new(
        "standby-not-synchronous", 409,
        new("不能确定备库有全部已确认的记录，没有提升。",
            "The standby may lack what was confirmed, so it was not promoted."),
        new("已确认的券在原主库上，一张也不会因此丢失。",
            "Vouchers that were confirmed are on the old primary; none is lost by this."),
        new("请先修复原主库；若不能，由数据库管理员手工提升。",
            "Repair the old primary; if that fails, an administrator promotes by hand."));

    public static readonly Refusal PrimaryAnswers = new(
        "primary-answers", 409,
        new("多数节点仍能看到主库，没有提升。", "Most nodes still see the primary; the standby was not promoted."),
        NoVoucherChanged,
        new("请先停止原主库或切断其网络，再提升备库。",
            "Stop the old primary first, or cut it off the network; then promote."));

    public static readonly Refusal StandbyUnreachable = new(
        "standby-unreachable", 409,
        new("除原主库外的服务器没有全部应答，没有提升。",
            "Not every server but the old primary answers as its standby, so none was promoted."),
        NoVoucherChanged,
        new("请启动没有应答的备库，或从连接串中去掉它。",
            "Start the standby that is silent, or take it out of the connection string."));

    public static readonly Refusal StandbyFollows = new(
        "standby-follows", 409,
        new("备库正常跟随，不必放开。", "The standby follows as it should; there is nothing to release."),
        NoVoucherChanged,
        new("请刷新后核对状态。", "Reload and look at its state."));

    public static readonly Refusal ReleaseUnheard = new(
        "release-unheard", 503,
        new("有节点没有记下放开备库，主库尚未更改。",
            "A node has not noted that the standby is released, so the primary was not told."),
        NoVoucherChanged,
        new("请恢复或停止没有应答的节点，然后再试。", "Bring the silent node back or stop it, then try again."));

    public static readonly Refusal StockBelowIssued = new(
        "stock-below-issued", 409,
        new("新的数量少于已发放的数量。", "The new stock is below what is already issued."),
        new("已发放的券不会被收回，活动没有更改。", "Issued vouchers are never taken back; the campaign is unchanged."),
        new("请填写不少于已发放数量的数字。", "Give a stock that is not below what is issued."));

    public static readonly Refusal ShardsFixed = new(
        "shards-fixed", 409,
        new("首次领取后不能更改 shards。", "shards cannot change after the first claim."),
        NoVoucherChanged,
        new("请保留原来的 shards 再提交。", "Submit with the shards it had."));

    public static readonly Refusal PauseIncomplete = new(
        "pause-incomplete", 503,
        new("入口已关闭，但暂停尚未写入每个账本。", "The gates are closed, but not every book has journalled the pause yet."),
        new("没有新的领取会被接受；已有的券不受影响。", "No new claim is taken; vouchers already held are unaffected."),
        new("请再次发送同一暂停请求，直到成功。", "Send the same pause again until it succeeds."));

    public static readonly Refusal NotPaused = new(
        "not-paused", 409,
        new("这个活动没有暂停。", "The campaign is not paused."),
        NoVoucherChanged,
        new("请刷新看板，核对当前状态。", "Reload the board and check its phase."));

    public static readonly Refusal ResumesAtRequired = new(
        "resumes-at-required", 400,
        new("暂停必须写明将来的恢复时间。", "A pause needs resumesAt, a time in the future."),
        NoVoucherChanged,
        new("请填写 resumesAt；之后仍可更改。", "Give resumesAt; it can be changed later."));

    public static readonly Refusal NoticeRequired = new(
        "notice-required", 400,
        new("暂停必须有中文和英文公告。", "A pause needs a notice in Chinese and English."),
        NoVoucherChanged,
        new("请填写 notice.zh 和 notice.en。", "Give notice.zh and notice.en."));

    public static readonly Refusal ScopeUnknown = new(
        "scope-unknown", 400,
        new("暂停范围应为 campaign、batch、region 或 merchant。", "scope must be campaign, batch, region or merchant."),
        NoVoucherChanged, CorrectRequest);

    public static readonly Refusal TargetUnknown = new(
        "target-unknown", 400,
        new("没有找到 target 所指的批次、地区或商户。", "target names no batch, region or merchant of this campaign."),
        NoVoucherChanged, CorrectRequest);

    public static readonly Refusal GrantBudgetReached = new(
        "grant-budget-reached", 409,
        new("超出本活动的手工发放额度。", "This is more than the campaign's budget for grants by hand has left."),
        new("没有发放任何券。", "Nothing was granted."),
        new("请由两人提高活动的 grantBudget，或不发放。",
            "Have two people raise the campaign's grantBudget, or do without the grant."));

    public static readonly Refusal DataFolderInUse = new(
        "data-folder-in-use", 503,
        new("另一个进程正在使用此数据目录。", "Another process is using this data folder."),
        NoVoucherChanged,
        new("请停止另一个进程，或改用别的数据目录。", "Stop the other process, or give another data folder."));

    public static readonly Refusal DataFolderReadOnly = new(
        "data-folder-read-only", 503,
        new("数据目录不可写入。", "The data folder cannot be written to."),
        new("领取暂不办理；卡包仍可查看，已有的券都在。", "Claims are not taken; wallets can still be read and nothing is lost."),
        new("请检查磁盘空间和权限；恢复后无需重启。", "Check disk space and permissions; no restart is needed after."));

    public static readonly Refusal UnknownNode = new(
        "unknown-node", 404,
        new("集群里没有这个名称的节点。", "The cluster has no living node of that name."),
        NoVoucherChanged,
        new("请查看节点列表，核对名称。", "List the nodes and check the name."));

    public static readonly Refusal NodeLast = new(
        "node-last", 409,
        new("没有其他节点在提供服务，不能让它退出。", "No other node serves, so this one cannot be taken out."),
        NoVoucherChanged,
        new("请先启动或恢复另一个节点。", "Start another node, or uncordon one, first."));

    public static readonly Refusal NodeSilent = new(
        "node-silent", 503,
        new("这个节点没有回答，或不能保存自己的状态。", "The node did not answer, or cannot keep its state."),
        NoVoucherChanged,
        new("请再试一次；仍不回答时按节点失联处置。", "Try again; if it stays silent, treat it as a lost node."));
}
