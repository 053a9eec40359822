using System.Text.Json;
using System.Text.Json.Serialization;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Cluster.Database;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Database;

/// <summary>Which timeline a promotion is to end: asked for twice, it is done once.</summary>
internal sealed record PromotionPayload(int Timeline);

[JsonSerializable(typeof(PromotionPayload))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class PromotionJson : JsonSerializerContext;

/// <summary>The standby made the primary, by two people.</summary>
internal sealed class PromotionApproval(DatabasePromotion promotion) : IApprovalKind
{
    public const string Kind = "database.promote";

    public string Id => Kind;

    public BilingualText Name => new("提升备库", "Promote the standby");

    public IReadOnlyList<string> Proposers => DatabaseApprovals.People;

    public IReadOnlyList<string> Approvers => DatabaseApprovals.People;

    public TimeSpan Life => TimeSpan.FromHours(1);

    public static Proposal Propose(int timeline, string reason) => new(
        Kind, DatabaseApprovals.On, null, reason,
        [
            Change.Of("/timeline", new("数据库时间线", "database timeline"), $"{timeline}", $"{timeline + 1}"),
        ],
        JsonSerializer.SerializeToElement(new PromotionPayload(timeline), PromotionJson.Default.PromotionPayload));

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        var payload = approved.Proposal.Payload.Deserialize(PromotionJson.Default.PromotionPayload)!;
        return DatabaseApprovals.Of(await promotion.PromoteAsync(approved.Actor, payload.Timeline, cancel));
    }
}

/// <summary>Commits let go on without the standby, by two people.</summary>
internal sealed class ReleaseApproval(StandbyRelease release) : IApprovalKind
{
    public const string Kind = "database.release-standby";

    public string Id => Kind;

    public BilingualText Name => new("放开备库", "Go on without the standby");

    public IReadOnlyList<string> Proposers => DatabaseApprovals.People;

    public IReadOnlyList<string> Approvers => DatabaseApprovals.People;

    public TimeSpan Life => TimeSpan.FromHours(1);

    public static Proposal Propose(string reason) => new(
        Kind, DatabaseApprovals.On, null, reason,
        [
            new Change(
                "/standby", new("提交等待备库", "commits wait for the standby"), new("是", "yes"), new("否", "no")),
        ], default);

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel) =>
        DatabaseApprovals.Of(await release.ReleaseAsync(approved.Actor, cancel));
}

/// <summary>What both have in common.</summary>
internal static class DatabaseApprovals
{
    public const string On = "cluster/database";

    public static IReadOnlyList<string> People { get; } = [Roles.Operator, Roles.Commander];

    public static Execution Of(DatabaseOutcome outcome) => outcome switch
    {
        DatabaseOutcome.Done done => new Execution.Done(done.Said),
        DatabaseOutcome.Refused { Why: "" } refused => new Execution.Failed(refused.Refusal.Happened),
        DatabaseOutcome.Refused refused => new Execution.Failed(new(
            $"{refused.Refusal.Happened.Zh}（{refused.Why}）", $"{refused.Refusal.Happened.En} ({refused.Why})")),
        DatabaseOutcome.Unavailable away => new Execution.Unavailable(away.Why),
        _ => throw new InvalidOperationException($"{outcome} is not known here"),
    };
}
