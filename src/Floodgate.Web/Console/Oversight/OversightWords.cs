using Floodgate.Audit.Approvals;
using Floodgate.Foundation;

namespace Floodgate.Web.Console.Oversight;

/// <summary>Acts, outcomes and states in words.</summary>
internal static class OversightWords
{
    private static readonly Dictionary<string, BilingualText> Acts = new(StringComparer.Ordinal)
    {
        ["ApplyCampaign"] = new("新建或更改活动", "Campaign applied"),
        ["Pause"] = new("暂停领取", "Claims paused"),
        ["Resume"] = new("恢复领取", "Claims resumed"),
        ["UploadAllowList"] = new("上传名单", "Allow list uploaded"),
        ["ApplyPlan"] = new("提交预案", "Plan applied"),
        ["ApprovePlan"] = new("批准预案", "Plan approved"),
        ["DeclareIncident"] = new("上报事件", "Incident declared"),
        ["OrderIncident"] = new("事件内指令", "Order in an incident"),
        ["PromoteStandby"] = new("提交提升备库", "Promotion of the standby proposed"),
        ["ReleaseStandby"] = new("提交放开备库", "Release of the standby proposed"),
        ["TurnAutomation"] = new("开关自动处置", "Automation turned"),
        ["desk.lookup"] = new("客服查询", "Caller looked up"),
        ["ProposeGrant"] = new("提交手工发放", "Grant proposed"),
        ["ApplyMerchant"] = new("提交商户申请", "Merchant applied"),
        ["ChangeMerchant"] = new("更改商户", "Merchant changed"),
        ["ApproveMerchant"] = new("批准商户", "Merchant approved"),
        ["RefuseMerchant"] = new("拒绝商户", "Merchant refused"),
        ["ImportMerchants"] = new("导入商户", "Merchants imported"),
        ["AddStore"] = new("添加门店", "Store added"),
        ["ChangeStore"] = new("更改门店", "Store changed"),
        ["MakeStoreKey"] = new("新建收银密钥", "Till key made"),
        ["RevokeStoreKey"] = new("撤销收银密钥", "Till key revoked"),
        ["MarkVoucher-void"] = new("作废券", "Voucher made void"),
        ["MarkVoucher-freeze"] = new("冻结券", "Voucher frozen"),
        ["MarkVoucher-unfreeze"] = new("解冻券", "Voucher unfrozen"),
        ["BackOfficeRefund"] = new("后台退款", "Refunded in the back office"),
        ["BackOfficeUndo"] = new("后台撤销核销", "Redemption undone in the back office"),
        ["voucher.void"] = new("作废券", "Voucher made void"),
        ["voucher.freeze"] = new("冻结券", "Voucher frozen"),
        ["voucher.unfreeze"] = new("解冻券", "Voucher unfrozen"),
        ["voucher.refund"] = new("后台退款", "Refunded in the back office"),
        ["voucher.undo"] = new("后台撤销核销", "Redemption undone in the back office"),
        ["approval.proposed"] = new("提交审批", "Proposed"),
        ["approval.approved"] = new("批准", "Approved"),
        ["approval.refused"] = new("驳回", "Refused"),
        ["approval.withdrawn"] = new("撤回", "Withdrawn"),
        ["approval.expired"] = new("审批过期", "Approval expired"),
        ["approval.executed"] = new("审批已执行", "Approval carried out"),
        ["approval.failed"] = new("审批未能执行", "Approval could not be carried out"),
        ["staff.invited"] = new("邀请账号", "Account invited"),
        ["staff.invitation-withdrawn"] = new("撤回邀请", "Invitation withdrawn"),
        ["staff.created"] = new("新建账号", "Account made"),
        ["staff.role"] = new("更改角色", "Role changed"),
        ["staff.locked"] = new("锁定账号", "Account locked"),
        ["staff.unlocked"] = new("解锁账号", "Account unlocked"),
        ["staff.sessions-ended"] = new("结束会话", "Sessions ended"),
        ["keys.created"] = new("新建密钥", "API key made"),
        ["keys.revoked"] = new("撤销密钥", "API key revoked"),
        ["CordonNode"] = new("节点停止持有账本", "Node cordoned"),
        ["UncordonNode"] = new("节点恢复服务", "Node uncordoned"),
        ["DrainNode"] = new("节点退出", "Node drained"),
        ["audit.checkpoint"] = new("签名检查点", "Checkpoint signed"),
    };

    public static IEnumerable<string> KnownActs => Acts.Keys;

    /// <summary>One that has no words here is called by its name.</summary>
    public static BilingualText Act(string what) => Acts.GetValueOrDefault(what) ?? new(what, what);

    /// <summary><c>campaign/autumn</c> as <c>autumn</c>: the act says what sort of thing it is.</summary>
    public static string Thing(string on) => on[(on.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public static string Person(string person, bool chinese) => person switch
    {
        "floodgate" => chinese ? "系统" : "the system",
        _ when person.StartsWith("key:", StringComparison.Ordinal) => (chinese ? "密钥 " : "key ") + person[4..],
        _ when person.StartsWith("shell:", StringComparison.Ordinal) => (chinese ? "命令行 " : "shell ") + person[6..],
        _ => person,
    };

    public static BilingualText State(ApprovalState state) => state switch
    {
        ApprovalState.Open => new("等待", "Waits"),
        ApprovalState.Approved => new("执行中", "Being carried out"),
        ApprovalState.Executed => new("已执行", "Carried out"),
        ApprovalState.Failed => new("未能执行", "Could not be done"),
        ApprovalState.Refused => new("已驳回", "Refused"),
        ApprovalState.Withdrawn => new("已撤回", "Withdrawn"),
        _ => new("已过期", "Expired"),
    };

    public static string? Tone(ApprovalState state) => state switch
    {
        ApprovalState.Executed => "fg-fine",
        ApprovalState.Failed => "fg-bad",
        _ => null,
    };

    public static BilingualText Outcome(string outcome) => outcome switch
    {
        "done" => new("已完成", "Done"),
        "refused" => new("被拒绝", "Refused"),
        "failed" => new("出错", "Failed"),
        _ => new("没有结果", "No end known"),
    };

    public static string? OutcomeTone(string outcome) => outcome switch
    {
        "done" => "fg-fine",
        "refused" => null,
        _ => "fg-bad",
    };

    public static BilingualText Via(string via) => via switch
    {
        "console" => new("控制台", "console"),
        "api" => new("接口", "API"),
        "command" => new("命令行", "command line"),
        _ => new("系统", "the system"),
    };

    /// <summary>How long a proposal still waits.</summary>
    public static BilingualText Left(TimeSpan left) => left switch
    {
        _ when left <= TimeSpan.Zero => new("已过期", "expired"),
        { TotalHours: < 1 } => new(
            $"剩 {Math.Ceiling(left.TotalMinutes)} 分钟", $"{Math.Ceiling(left.TotalMinutes)} min left"),
        { TotalDays: < 2 } => new($"剩 {Math.Floor(left.TotalHours)} 小时", $"{Math.Floor(left.TotalHours)} h left"),
        { TotalDays: < 365 } => new($"剩 {Math.Floor(left.TotalDays)} 天", $"{Math.Floor(left.TotalDays)} days left"),
        _ => new("不限时", "no time limit"),
    };
}
