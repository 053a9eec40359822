using Floodgate.Audit.Api;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;

namespace Floodgate.Vouchers.Operations;

/// <summary>What became of a pause (<c>paused</c>, with the promised return) or a resume (<c>resumed</c>).</summary>
internal sealed record PauseStateBody(string Campaign, string State, DateTimeOffset? ResumesAt = null);

/// <summary>What the operations on a campaign look like from outside.</summary>
internal static class OperationsContract
{
    private static readonly Refusal[] StaffRefusals =
        [Refusals.CredentialsMissing, Refusals.CredentialsInvalid, Refusals.Forbidden];

    private static readonly Refusal[] BodyRefusals =
    [
        Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.MemberUnknown, Refusals.MemberDuplicate,
        Refusals.MemberWrongType, Refusals.MemberMissing, Refusals.EncodingInvalid,
    ];

    public static readonly ApiOperation Apply =
        Staff("ApplyCampaign", new("新建或更改活动", "Put a campaign in force, or change it")) with
        {
            Headers = [new("If-Match", false, "The ETag of the version that is changed; required for a change.")],
            Body = typeof(CampaignBody),
            Answers =
            [
                new(202, typeof(ApprovalBody)) { Headers = ["Location"] },
                new(201, typeof(AppliedBody)) { Headers = ["ETag"] },
                new(200, typeof(AppliedBody)) { Headers = ["ETag"] },
            ],
            Refusals =
            [
                .. StaffRefusals, Refusals.BodyMalformed, Refusals.BodyTooLarge, Refusals.CampaignInvalid,
                Refusals.PreconditionRequired, Refusals.PreconditionFailed, Refusals.StockBelowIssued,
                Refusals.CampaignsFull,
                Refusals.ShardsFixed, Refusals.StorageUnavailable, .. ApprovalAnswers.ProposalRefusals,
            ],
        };

    public static readonly ApiOperation Definition =
        Staff("CampaignDefinition", new("读取活动", "Read a campaign as it was put")) with
        {
            Answers = [new(200, typeof(CampaignBody)) { Headers = ["ETag"] }],
            Refusals = [.. StaffRefusals, Refusals.UnknownCampaign],
        };

    public static readonly ApiOperation Pause = Staff("Pause", new("暂停", "Pause a campaign, a batch or a region")) with
    {
        Body = typeof(PauseBody),
        Answers = [new(200, typeof(PauseStateBody))],
        Refusals =
        [
            .. StaffRefusals, .. BodyRefusals, Refusals.ResumesAtRequired, Refusals.NoticeRequired,
            Refusals.ScopeUnknown, Refusals.TargetUnknown, Refusals.UnknownCampaign, Refusals.PauseIncomplete,
        ],
    };

    public static readonly ApiOperation Resume = Staff("Resume", new("恢复", "End a pause")) with
    {
        Body = typeof(ResumeBody),
        Answers =
        [
            new(200, typeof(PauseStateBody)), new(202, typeof(ApprovalBody)) { Headers = ["Location"] },
        ],
        Refusals =
        [
            .. StaffRefusals, .. BodyRefusals, Refusals.ScopeUnknown, Refusals.UnknownCampaign, Refusals.NotPaused,
            Refusals.PauseIncomplete, .. ApprovalAnswers.ProposalRefusals,
        ],
    };

    public static readonly ApiOperation Ledger =
        Staff("Ledger", new("账目：预算逐项相加", "The budget's identity, term by term")) with
        {
            Answers = [new(200, typeof(LedgerBody))],
            Refusals =
            [
                .. StaffRefusals, Refusals.UnknownCampaign, Refusals.StorageUnavailable, Refusals.CampaignDamaged,
            ],
        };

    private static ApiOperation Staff(string name, BilingualText summary) => new(name, "Operations", summary)
    {
        Credentials = [Credential.ApiKey, Credential.StaffSession],
    };
}
