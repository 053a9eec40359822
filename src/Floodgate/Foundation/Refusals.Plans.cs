using static Floodgate.Foundation.RefusalTexts;

namespace Floodgate.Foundation;

/// <summary>What staff can be told about emergency plans.</summary>
internal static partial class Refusals
{
    public static readonly Refusal PlanInvalid = new(
        "plan-invalid", 422,
        new("应急预案有误，没有保存。", "The emergency plan has faults and was not saved."), NoVoucherChanged, SeeErrors);

    public static readonly Refusal UnknownPlan = new(
        "unknown-plan", 404,
        new("没有这个方案或版本。", "There is no such plan or version."),
        NoVoucherChanged,
        new("请在方案列表中查看编号和版本。", "Look up its id and version in the list of plans."));

    public static readonly Refusal PlanApproved = new(
        "plan-approved", 409,
        new("这个版本已经批准过。", "This version is approved already."),
        new("方案没有变化，继续按它执行。", "The plan is as it was and stays in force."),
        new("要更改请提交新的版本。", "To change it, apply a new version."));

    public static readonly Refusal PlanNotApproved = new(
        "plan-not-approved", 409,
        new("这个版本还没有批准。", "This version is not approved yet."),
        NoVoucherChanged,
        new("请先由第二人批准，再固定到活动。", "Have a second person approve it first, then pin it."));

    public static readonly Refusal ApproverIsAuthor = new(
        "approver-is-author", 403,
        new("不能批准自己提交的内容；此次尝试已记录。", "Nobody approves their own; this attempt was recorded."),
        NoVoucherChanged,
        new("请由另一位有权限的人批准；用 API 密钥时，须先绑定账号。",
            "Ask another person with this right; a key counts beside an account once it has an owner."));

    public static readonly Refusal NothingProposed = new(
        "nothing-proposed", 409,
        new("没有等待批准的内容。", "Nothing waits for approval here."),
        NoVoucherChanged,
        new("请刷新后查看，可能已被他人处理。", "Reload and look; somebody else may have dealt with it."));

    public static readonly Refusal PlanLedgerUnavailable = new(
        "plan-ledger-unavailable", 503,
        new("方案台账暂时不能写入。", "The ledger of plans cannot be written now."),
        new("现行方案继续有效，没有任何券发生变化。", "The plan in force stays in force; no voucher has changed."),
        new("请检查存储后再试。", "Check the storage, then try again."));
}
