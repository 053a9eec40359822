using Floodgate.Foundation;
using Floodgate.Vouchers.Operations;

namespace Floodgate.Web.Console.Pausing;

/// <summary>What a person is told of an outcome: what happened and what to do; nothing when it was done.</summary>
internal static class OutcomeWords
{
    private static readonly BilingualText Gone = new(
        "这个活动已不存在，什么都没有改变。请重新载入看板。",
        "The campaign is no longer there; nothing was changed. Reload the board.");

    private static readonly BilingualText NoReason = new(
        "原因缺失或过长，什么都没有改变。", "The reason is missing or too long; nothing was changed.");

    public static BilingualText? Of(PauseOutcome outcome) => outcome switch
    {
        PauseOutcome.Paused => null,
        PauseOutcome.Incomplete => new(
            "入口已关闭，不再有新的领取；但暂停尚未写入每个账本，系统会自动重试。请留意看板，不要反复操作。",
            "The gates are shut and no new claim is taken, but not every book holds the pause yet; it is tried again " +
            "by itself. Watch the board; there is no need to press again."),
        PauseOutcome.UnknownCampaign => Gone,
        PauseOutcome.ResumesAtInvalid => new(
            "恢复时间必须在将来，领取仍在进行。请改时间。", "The time must be in the future; claims go on. Change the time."),
        PauseOutcome.NoticeInvalid => new(
            "公告缺失或过长，领取仍在进行。请修改公告。",
            "A notice is missing or too long; claims go on. Change the notice."),
        PauseOutcome.ReasonInvalid => NoReason,
        PauseOutcome.ScopeUnknown or PauseOutcome.TargetUnknown => new(
            "没有找到要暂停的批次或地区，领取仍在进行。请重新选择。",
            "The batch or region was not found; claims go on. Choose again."),
        _ => new(outcome.ToString(), outcome.ToString()),
    };

    public static BilingualText? Of(ResumeOutcome outcome) => outcome switch
    {
        ResumeOutcome.Resumed => null,
        ResumeOutcome.Incomplete => new(
            "恢复没有完成，领取仍然暂停。请稍后再试。", "The campaign is still paused: resuming did not finish. Try again."),
        ResumeOutcome.UnknownCampaign => Gone,
        ResumeOutcome.NotPaused => new(
            "这个活动没有暂停，可能别人已经恢复。请看看板。",
            "The campaign is not paused; somebody may have resumed it. See the board."),
        ResumeOutcome.ReasonInvalid => NoReason,
        ResumeOutcome.AwaitsSecond => new(
            "一级事件期间恢复领取需要两个人：已提交，领取仍然暂停。请另一位操作员或指挥到“监督 › 审批”中批准。",
            "Under a level I incident it takes two people: it is proposed, and claims stay paused. Have another " +
            "operator or commander approve it under Oversight › Approvals."),
        ResumeOutcome.NotProposed => new(
            "需要第二人批准，但没有提交成功：可能已有同样的审批在等待。请看“监督 › 审批”。",
            "It takes a second person and could not be proposed: one may be waiting already. " +
            "See Oversight › Approvals."),
        _ => new(outcome.ToString(), outcome.ToString()),
    };
}
