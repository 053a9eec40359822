using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What people in the control room can be told.</summary>
internal static partial class Refusals
{
    public static readonly Refusal UnknownIncident = new(
        "unknown-incident", 404,
        new("没有这个事件。", "There is no such incident."), NoVoucherChanged,
        new("请回到事件列表重新选择。", "Go back to the list of incidents and choose again."));

    public static readonly Refusal UnknownRisk = new(
        "unknown-risk", 422,
        new("现行预案中没有这个风险。", "The plan in force has no such risk."), NoVoucherChanged,
        new("请从预案的风险清单中选择。", "Choose one of the plan's risks."));

    public static readonly Refusal UnknownPart = new(
        "unknown-part", 404,
        new("事件中没有这个步骤、任务、原因或活动。", "The incident has no such step, task, cause or campaign."),
        NoVoucherChanged,
        new("请刷新事件页面后重试。", "Reload the incident and try again."));

    public static readonly Refusal IncidentOver = new(
        "incident-over", 409,
        new("事件已处于不能执行此操作的阶段。", "The incident is in a phase in which this cannot be done."),
        NoVoucherChanged,
        new("请刷新事件页面，核对当前阶段。", "Reload the incident and check its phase."));

    public static readonly Refusal SecondPersonRequired = new(
        "second-person-required", 409,
        new("这一步需要另一个人批准，不能由发起人自己批准。", "Another person must approve this step, not whoever asked for it."),
        NoVoucherChanged,
        new("请让有权限的同事批准；用 API 密钥时，密钥须先绑定账号。",
            "Ask a colleague with the role; a key counts beside an account once it has an owner."));

    public static readonly Refusal StepNotOffered = new(
        "step-not-offered", 409,
        new("这一步现在不能执行：正在执行、已经完成，或软件尚不支持。",
            "This step cannot be taken now: it is running, over, or not supported by this software yet."),
        NoVoucherChanged,
        new("请看步骤的状态，继续下一步。", "Look at the step's state and go on with the next."));

    public static readonly Refusal TimeInvalid = new(
        "time-invalid", 422,
        new("时间必须在将来，且不超过 30 天。", "The time must be in the future, 30 days at most."), NoVoucherChanged,
        new("请改正时间后重试。", "Correct the time and try again."));

    public static readonly Refusal ReportsShed = new(
        "reports-shed", 503,
        new("存储正在减负，报表和清单暂时不提供。", "The storage is being relieved; reports and lists wait."),
        new("已发放的券和领取不受影响。", "Vouchers and claims are unaffected."),
        new("请在措施撤销后再来，或请指挥撤销该步骤。", "Come back when the measure is undone, or ask the commander to undo it."));

    public static readonly Refusal RoomUnavailable = new(
        "room-unavailable", 503,
        new("负责值守的节点没有及时答复，这一操作可能已经生效，也可能没有。",
            "The node whose control room leads did not answer in time: this may have been done, or not."),
        new("已发放的券不受影响。", "Vouchers already held are unaffected."),
        new("请过几秒刷新事件页面，确认没有生效后再操作一次。",
            "Reload the incident in some seconds, and ask again if it was not done."));

    public static readonly Refusal StillPaused = new(
        "still-paused", 409,
        new("还有活动处于暂停，事件不能结束。", "Claims of a campaign are still paused; the incident cannot be resolved."),
        new("已发放的券不受影响。", "Vouchers already held are unaffected."),
        new("请先恢复领取，或由指挥确认恢复时间。", "Resume claims first, or confirm the return."));
}
