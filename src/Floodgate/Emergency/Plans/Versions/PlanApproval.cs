using System.Text.Json;
using Floodgate.Access;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// A plan's version, or a campaign's own overrides, put in force by a second person. The ledger stays the plans' own
/// store; who may be the second person, and that it happens once, is the approvals'.
/// </summary>
internal sealed class PlanApproval(PlanLedger ledger) : IApprovalKind
{
    public const string Kind = "plan.approve";

    private static readonly BilingualText Gone = new(
        "方案已不是提交时的样子，没有批准。", "The plan is not what was proposed any more; it was not approved.");

    public string Id => Kind;

    public BilingualText Name => new("批准应急预案", "Approve an emergency plan");

    public IReadOnlyList<string> Proposers => [Roles.Commander];

    public IReadOnlyList<string> Approvers => [Roles.Commander];

    /// <summary>A version stays a draft until somebody approves it: plans have always waited.</summary>
    public TimeSpan Life => TimeSpan.FromDays(3_650);

    public static string On(string plan, int version) => $"plan/{plan}/{version}";

    public static string OnPin(PlanPin pin) => $"plan-pin/{pin.Campaign}/{pin.AtMicros}";

    public static Proposal Of(PlanVersion version, PlanShelf shelf) => new(
        Kind, On(version.Plan, version.Number), null, version.Note is { Length: > 0 } note ? note : "—",
        version.Document is { } next ? Changes(PlanComparison.Compare(shelf.InForce().Plan, next)) : [],
        JsonSerializer.SerializeToElement(
            new PlanPayload(version.Plan, version.Number, null), PlanJson.Default.PlanPayload));

    public static Proposal Of(PlanPin pin, PlanShelf shelf) => new(
        Kind, OnPin(pin), pin.Campaign, "—", Changes(shelf.Differences(pin)),
        JsonSerializer.SerializeToElement(
            new PlanPayload(pin.Plan, pin.Version, pin.Campaign), PlanJson.Default.PlanPayload));

    /// <summary>The author, as the ledger has kept them.</summary>
    public static Who AuthorOf(string person) => new(person, [Roles.Commander], "api", null, null);

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        var payload = approved.Proposal.Payload.Deserialize(PlanJson.Default.PlanPayload)!;
        var approver = approved.Decider!.Person;
        var outcome = payload.Campaign is { } campaign
            ? await ledger.AppendAsync(shelf => Pin(shelf, campaign, approved, approver), cancel)
            : await ledger.AppendAsync(shelf => Version(shelf, payload, approved, approver), cancel);
        return outcome ?? new Execution.Unavailable("the ledger of plans cannot be written");
    }

    private static (Execution Outcome, PlanEntry? Entry) Version(
        PlanShelf shelf, PlanPayload payload, Approval approved, string approver)
    {
        if (shelf.Find(payload.Plan, payload.Version) is not { } version) return (new Execution.Failed(Gone), null);
        if (version.Approved) return (new Execution.Done(), null);
        return (new Execution.Done(), PlanDesk.Entry(
            PlanEntryKind.Approved, payload.Plan, payload.Version, approver, approved.Note));
    }

    private static (Execution Outcome, PlanEntry? Entry) Pin(
        PlanShelf shelf, string campaign, Approval approved, string approver)
    {
        if (!shelf.Proposed.TryGetValue(campaign, out var pin))
            return (shelf.Pins.TryGetValue(campaign, out var known) && OnPin(known) == approved.Proposal.On
                ? new Execution.Done() : new Execution.Failed(Gone), null);
        if (OnPin(pin) != approved.Proposal.On) return (new Execution.Failed(Gone), null);
        var entry = PlanDesk.Entry(PlanEntryKind.PinApproved, pin.Plan, pin.Version, approver, approved.Note);
        entry.Campaign = campaign;
        return (new Execution.Done(), entry);
    }

    private static IReadOnlyList<Change> Changes(IReadOnlyList<PlanDifference> differences) =>
        [.. differences.Select(one => new Change(one.Path, one.Where, one.Before, one.After))];
}

/// <summary>What is to be approved: a version, or a campaign's pin.</summary>
internal sealed record PlanPayload(string Plan, int Version, string? Campaign);
