using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Emergency.Plans;

/// <summary>What the operations on plans look like from outside.</summary>
internal static class PlanContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    public static readonly ApiOperation List =
        Staff("Plans", new("应急预案：版本、现行、固定", "Plans: versions, what holds, pins"), typeof(PlanListBody));

    public static readonly ApiOperation Current = Staff(
        "CurrentPlan", new("现行预案，?campaign= 为某活动", "The plan in force, for a campaign with ?campaign="),
        typeof(PlanCurrentBody));

    public static readonly ApiOperation Risks = Staff(
        "Risks", new("风险清单，分值高者在前；?campaign= 为某活动", "The risks, worst first, for a campaign with ?campaign="),
        typeof(RiskListBody));

    public static readonly ApiOperation Schema =
        Staff("PlanSchema", new("预案的 JSON Schema", "The JSON Schema of plans"), typeof(object)) with
        {
            Answers = [new(200, typeof(object), "application/schema+json")],
        };

    public static readonly ApiOperation Apply =
        Staff("ApplyPlan", new("提交预案的新版本", "Apply a new version of a plan"), typeof(PlanVersionBody)) with
        {
            Body = typeof(object),
            Answers = [new(201, typeof(PlanVersionBody)), new(200, typeof(PlanVersionBody))],
            Refusals =
            [
                .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MediaTypeUnsupported,
                Refusals.PlanInvalid, Refusals.PlanLedgerUnavailable,
            ],
        };

    public static readonly ApiOperation Check =
        Staff("CheckPlan", new("检查预案，不保存", "Check a plan and keep nothing"), typeof(PlanCurrentBody)) with
        {
            Body = typeof(object),
            Refusals =
            [
                .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MediaTypeUnsupported,
                Refusals.PlanInvalid,
            ],
        };

    public static readonly ApiOperation Get = Staff(
        "PlanVersion", new("读取一个版本", "Read a version"), typeof(object), Refusals.UnknownPlan) with
    {
        Answers = [new(200, typeof(object)) { Headers = ["ETag"] }],
    };

    public static readonly ApiOperation Text = Staff(
        "PlanText", new("作者提交的原文", "A version as its author wrote it"), typeof(string), Refusals.UnknownPlan) with
    {
        Answers = [new(200, typeof(string), "text/plain")],
    };

    public static readonly ApiOperation Print = Staff(
        "PrintPlan", new("可打印的预案，?lang=zh|en", "A version to print, ?lang=zh|en"), typeof(string),
        Refusals.UnknownPlan) with
    {
        Answers = [new(200, typeof(string), "text/html")],
    };

    public static readonly ApiOperation Approve = Staff(
        "ApprovePlan", new("由第二人批准", "Approve a version, by a second person"), typeof(PlanVersionBody),
        [
            .. BodyRefusals, Refusals.UnknownPlan, Refusals.PlanApproved, Refusals.ApproverIsAuthor,
            Refusals.PlanLedgerUnavailable,
        ]) with
    {
        Body = typeof(PlanApproveBody),
    };

    public static readonly ApiOperation Compare = Staff(
        "ComparePlans", new("比较两个版本，?from=&to=", "Compare two versions, ?from=&to="), typeof(PlanComparisonBody),
        Refusals.UnknownPlan);

    public static readonly ApiOperation Pin = Staff(
        "PinPlan", new("活动固定一个版本，可带差异", "Pin a version to a campaign, with overrides"), typeof(PlanPinBody),
        [
            .. BodyRefusals, Refusals.UnknownPlan, Refusals.UnknownCampaign, Refusals.PlanNotApproved,
            Refusals.PlanInvalid, Refusals.PlanLedgerUnavailable,
        ]) with
    {
        Body = typeof(object),
    };

    public static readonly ApiOperation ApprovePin = Staff(
        "ApprovePin", new("批准活动的差异", "Approve a campaign's overrides"), typeof(PlanPinBody),
        Refusals.NothingProposed, Refusals.ApproverIsAuthor, Refusals.PlanLedgerUnavailable);

    private static ApiOperation Staff(string name, BilingualText summary, Type answer, params Refusal[] more) =>
        new(name, "Plans", summary)
        {
            Credentials = [Credential.ApiKey, Credential.StaffSession],
            Answers = [new(200, answer)],
            Refusals = [.. StaffRefusals, .. more],
        };
}
