using Floodgate.Audit.Exports;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Audit.Api;

/// <summary>What approvals and the audit look like from outside.</summary>
internal static class AuditContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] DecisionRefusals =
    [
        .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown,
        Refusals.MemberDuplicate, Refusals.MemberWrongType, Refusals.EncodingInvalid, Refusals.UnknownApproval,
        Refusals.ApproverIsAuthor, Refusals.ApprovalDecided, Refusals.ApprovalExpired, Refusals.AuditUnavailable,
    ];

    public static readonly ApiOperation Approvals = Staff(
        "Approvals", new("审批列表；?state=open 为待办", "Approvals, the newest first; ?state=open for those that wait")) with
    {
        Answers = [new(200, typeof(ApprovalListBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Approval = Staff("Approval", new("一项审批", "One approval")) with
    {
        Answers = [new(200, typeof(ApprovalBody))],
        Refusals = [.. StaffRefusals, Refusals.UnknownApproval],
    };

    public static readonly ApiOperation Approve = Decision(
        "Approve", new("由第二人批准并执行", "Approve as the second person; it is then carried out, once"));

    public static readonly ApiOperation Refuse = Decision(
        "Refuse", new("由第二人驳回", "Refuse as the second person"));

    public static readonly ApiOperation Withdraw = Decision(
        "Withdraw", new("由提交人撤回", "Take one's own proposal back"));

    public static readonly ApiOperation Search = Staff(
        "Audit", new("检索审计记录，新的在前", "Search the audit trail, the newest first")) with
    {
        Answers = [new(200, typeof(AuditListBody))],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Export = Staff(
        "AuditExport", new("导出全部审计记录，可离线验证", "The whole audit trail, to be verified offline")) with
    {
        Answers = [new(200, typeof(string), AuditExport.MediaType)],
        Refusals = StaffRefusals,
    };

    public static readonly ApiOperation Key = new(
        "AuditKey", "Audit", new("验证审计记录的公钥", "The public key that audit exports are verified with"))
    {
        Answers = [new(200, typeof(AuditKeyBody))],
    };

    public static readonly ApiOperation Checkpoint = new(
        "AuditCheckpoint", "Audit", new("最新的签名检查点", "The newest signed checkpoint, to be kept elsewhere"))
    {
        Answers = [new(200, typeof(CheckpointBody))],
        Refusals = [Refusals.NotFound],
    };

    private static ApiOperation Decision(string name, BilingualText summary) => Staff(name, summary) with
    {
        Body = typeof(DecisionBody),
        Answers = [new(200, typeof(ApprovalBody))],
        Refusals = DecisionRefusals,
    };

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Audit", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
