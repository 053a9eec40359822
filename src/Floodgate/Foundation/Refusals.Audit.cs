using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff can be told about approvals and the audit trail.</summary>
internal static partial class Refusals
{
    public static readonly Refusal AuditUnavailable = new(
        "audit-unavailable", 503,
        new("审计记录暂时不能写入，操作没有执行。", "The audit trail cannot be written now; nothing was done."),
        NoVoucherChanged,
        new("请检查数据目录的磁盘空间后再试。", "Check the room on the data folder's disk, then try again."));

    public static readonly Refusal UnknownApproval = new(
        "unknown-approval", 404,
        new("没有这个审批。", "There is no such approval."),
        NoVoucherChanged,
        new("请在审批列表中查看编号。", "Look up its id in the list of approvals."));

    public static readonly Refusal ApprovalDecided = new(
        "approval-decided", 409,
        new("这个审批已有结论。", "This approval has been decided already."),
        NoVoucherChanged,
        new("请刷新后查看，可能已被他人处理。", "Reload and look; somebody else may have dealt with it."));

    public static readonly Refusal ApprovalExpired = new(
        "approval-expired", 409,
        new("这个审批已过期，没有执行。", "This approval has expired; it was not carried out."),
        NoVoucherChanged,
        new("仍需要时请重新提交。", "Propose it again if it is still wanted."));

    public static readonly Refusal ApprovalPending = new(
        "approval-pending", 409,
        new("同一事项已有审批在等待。", "An approval for the same thing is waiting already."),
        NoVoucherChanged,
        new("请先处理或撤回那个审批。", "Have that one decided or withdrawn first."));

    public static readonly Refusal ApprovalsFull = new(
        "approvals-full", 409,
        new("等待中的审批已达上限。", "As many approvals as may be are waiting."),
        NoVoucherChanged,
        new("请先处理等待中的审批。", "Have those that wait decided first."));

    public static readonly Refusal ApprovalTooLarge = new(
        "approval-too-large", 422,
        new("这个更改太大，第二人看不全。", "This change is too large for a second person to see whole."),
        NoVoucherChanged,
        new("请分成几次提出。", "Propose it in several parts."));

    public static readonly Refusal ReasonRequired = new(
        "reason-required", 422,
        new("这个更改需要第二人批准，请写明理由。", "This change takes a second person: say why it is wanted."),
        NoVoucherChanged,
        new("请在地址中加上 ?reason=理由（UTF-8 百分号编码）后再试。",
            "Add ?reason=… to the address (UTF-8, percent-encoded), then try again."));
}
