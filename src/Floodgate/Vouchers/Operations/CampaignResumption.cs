using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// Whether opening claims again takes two people: asked of whoever knows the incidents, which are not this slice's.
/// </summary>
internal sealed class ResumeRule
{
    /// <summary>The level I incident that stands over a campaign; null: one person may.</summary>
    public Func<string, Task<string?>> RedIncidentOf { get; set; } = static _ => Task.FromResult<string?>(null);
}

/// <summary>What came of asking for a resume.</summary>
/// <param name="Outcome">What the operation came to.</param>
/// <param name="Approval">The approval that waits for a second person, with
/// <see cref="ResumeOutcome.AwaitsSecond"/>.</param>
public sealed record ResumeReply(ResumeOutcome Outcome, string? Approval = null)
{
    internal ApprovalReply? Proposed { get; init; }
}

/// <summary>
/// Resumes a campaign in a person's name: at once, or, under a level I incident, once a second person has approved it.
/// What the console and the API call.
/// </summary>
public sealed class CampaignResumption
{
    private readonly CampaignControl _control;
    private readonly VoucherNode _node;
    private readonly ResumeRule _rule;
    private readonly ApprovalDesk _approvals;
    private readonly ActAudit _acts;

    internal CampaignResumption(
        CampaignControl control, VoucherNode node, ResumeRule rule, ApprovalDesk approvals, ActAudit acts) =>
        (_control, _node, _rule, _approvals, _acts) = (control, node, rule, approvals, acts);

    /// <summary>For the console, which is not audited by its address.</summary>
    public Task<ResumeReply> ResumeAsync(
        string campaign, string reason, ClaimsPrincipal user, CancellationToken cancellationToken) => _acts.RunAsync(
        user, new Act("Resume", "campaign/" + campaign, campaign, reason),
        () => ResumeAsync(campaign, reason, Who.Of(user), key: null, cancellationToken),
        reply => reply.Outcome is ResumeOutcome.Resumed or ResumeOutcome.AwaitsSecond ? null
            : reply.Outcome.ToString());

    /// <param name="key">Which pause; null for all.</param>
    internal async Task<ResumeReply> ResumeAsync(
        string campaign, string reason, Who who, string? key, CancellationToken cancel)
    {
        if (_node.Gates.Find(campaign) is not { } gate) return new(ResumeOutcome.UnknownCampaign);
        if (!gate.Pauses.All.Any(pause => key is null || pause.Key == key)) return new(ResumeOutcome.NotPaused);
        if (string.IsNullOrWhiteSpace(reason)) return new(ResumeOutcome.ReasonInvalid);
        if (await _rule.RedIncidentOf(campaign) is not { } incident)
            return new(await _control.ResumeAsync(campaign, reason, who.Person, key, cancel));
        var reply = _approvals.Propose(
            new Proposal(
                CampaignResume.Kind, "campaign/" + campaign, campaign, reason,
                [
                    .. gate.Pauses.All.Where(pause => key is null || pause.Key == key).Select(pause => new Change(
                        "/pauses/" + pause.Key, new("暂停", "pause"), pause.Notice, null)),
                    Change.Of("/incident", new("一级事件", "level I incident"), incident, incident),
                ],
                JsonSerializer.SerializeToElement(new ResumePayload(key), ResumeJson.Default.ResumePayload)),
            who);
        return new(
            reply.Answer == ApprovalAnswer.Done ? ResumeOutcome.AwaitsSecond : ResumeOutcome.NotProposed,
            reply.Approval?.Id)
        { Proposed = reply };
    }
}

/// <summary>The pauses a resume lifts: of one key, or all.</summary>
internal sealed record ResumePayload(string? Key);

[JsonSerializable(typeof(ResumePayload))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ResumeJson : JsonSerializerContext;

/// <summary>Opening claims again under a level I incident, by two people.</summary>
internal sealed class CampaignResume(CampaignControl control, VoucherNode node) : IApprovalKind
{
    public const string Kind = "campaign.resume";

    private static readonly BilingualText PausedAnew = new(
        "提出之后活动又被暂停，没有恢复；请重新提出。",
        "The campaign was paused anew after this was proposed; it stays paused. Propose it again.");

    public string Id => Kind;

    public BilingualText Name => new("一级事件后恢复领取", "Resume under a level I incident");

    public IReadOnlyList<string> Proposers => [Roles.Operator, Roles.Commander];

    public IReadOnlyList<string> Approvers => [Roles.Operator, Roles.Commander];

    public TimeSpan Life => TimeSpan.FromHours(4);

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        var campaign = approved.Proposal.Campaign!;
        var key = approved.Proposal.Payload.Deserialize(ResumeJson.Default.ResumePayload)?.Key;
        // The second person approved what was proposed: a pause made since is none of it.
        if (node.Gates.Find(campaign) is { } gate && gate.Pauses.All.Any(pause =>
            (key is null || pause.Key == key) && pause.At > approved.ProposedAt))
            return new Execution.Failed(PausedAnew);
        var outcome = await control.ResumeAsync(campaign, approved.Proposal.Reason, approved.Actor, key, cancel);
        return outcome switch
        {
            ResumeOutcome.Resumed or ResumeOutcome.NotPaused => new Execution.Done(),
            ResumeOutcome.Incomplete => new Execution.Unavailable("not every book could journal it"),
            _ => new Execution.Failed(new($"没有恢复：{outcome}。", $"It was not resumed: {outcome}.")),
        };
    }
}
