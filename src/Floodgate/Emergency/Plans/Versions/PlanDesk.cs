using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

internal enum PlanAnswer
{
    Done,

    /// <summary>The latest version already says this.</summary>
    Unchanged,
    Invalid,
    UnknownVersion,
    AlreadyApproved,
    ApproverIsAuthor,
    NotApproved,
    NothingProposed,

    /// <summary>The ledger cannot be written.</summary>
    Unavailable,
}

internal sealed record PlanOutcome(PlanAnswer Answer)
{
    public PlanVersion? Version { get; init; }

    public PlanPin? Pin { get; init; }

    public IReadOnlyList<PlanDifference> Differences { get; init; } = [];

    public IReadOnlyList<DocumentFault> Faults { get; init; } = [];
}

/// <summary>What people do with plans: apply, approve, pin. Nobody approves their own.</summary>
internal sealed class PlanDesk(PlanLedger ledger, ApprovalDesk approvals)
{
    private volatile Known _known = new(PlanShelf.Empty);

    public PlanShelf Shelf => ledger.Shelf;

    /// <summary>What holds for a campaign, or for all that pinned nothing. Cheap: asked every second.</summary>
    public PlanInForce InForce(string? campaign = null)
    {
        var shelf = ledger.Shelf;
        var known = _known;
        if (!ReferenceEquals(known.Shelf, shelf)) _known = known = new Known(shelf);
        var pinned = campaign is not null && shelf.Pins.ContainsKey(campaign) ? campaign : "";
        return known.Plans.GetOrAdd(pinned, static (name, from) => from.InForce(name.Length == 0 ? null : name), shelf);
    }

    /// <summary>A new version of a plan, checked and kept; it holds only once somebody else has approved it.</summary>
    public async Task<PlanOutcome> ApplyAsync(
        DocumentParse<EmergencyPlan> parse, string text, Who who, string? note, CancellationToken cancel)
    {
        var actor = who.Person;
        var faults = PlanLint.Check(parse);
        if (faults.Count > 0) return new PlanOutcome(PlanAnswer.Invalid) { Faults = faults };
        var plan = parse.Value!;
        var json = Encoding.UTF8.GetString(PlanDocument.WriteJson(plan));
        var outcome = await WriteAsync(shelf =>
        {
            var latest = shelf.Latest(plan.Id);
            if (latest?.Json == json) return (new(PlanAnswer.Unchanged) { Version = latest }, null);
            var entry = Entry(PlanEntryKind.Applied, plan.Id, (latest?.Number ?? 0) + 1, actor);
            (entry.Text, entry.Json, entry.Note) = (text, json, note);
            var version = new PlanVersion(plan.Id, entry.Version, text, json, plan, actor, 0, note);
            return (new(PlanAnswer.Done) { Version = version }, entry);
        }, cancel);
        if (outcome is { Answer: PlanAnswer.Done, Version: { } made })
            approvals.Propose(PlanApproval.Of(made, ledger.Shelf), who);
        return outcome;
    }

    /// <summary>A second person puts a version in force.</summary>
    public async Task<PlanOutcome> ApproveAsync(
        string plan, int number, Who who, string? note, CancellationToken cancel)
    {
        if (number == 0 || ledger.Shelf.Find(plan, number) is not { } version)
            return new PlanOutcome(PlanAnswer.UnknownVersion);
        if (version.Approved) return new PlanOutcome(PlanAnswer.AlreadyApproved) { Version = version };
        var answer = await DecideAsync(PlanApproval.Of(version, ledger.Shelf), version.Author, who, note, cancel);
        if (answer == PlanAnswer.ApproverIsAuthor)
            return await RefusedAsync(PlanEntryKind.ApprovalRefused, plan, number, null, who, note, cancel);
        return new PlanOutcome(answer) { Version = ledger.Shelf.Find(plan, number) };
    }

    /// <summary>Pins an approved version; with overrides it holds once somebody else has approved them.</summary>
    public async Task<PlanOutcome> PinAsync(
        string campaign, string plan, int number, JsonObject overrides, Who who, CancellationToken cancel)
    {
        var actor = who.Person;
        var outcome = await WriteAsync(shelf =>
        {
            if (shelf.Find(plan, number) is not { Document: { } document } version)
                return (new(PlanAnswer.UnknownVersion), null);
            if (!version.Approved) return (new(PlanAnswer.NotApproved), null);
            var (changed, faults) = PlanOverrides.Apply(document, overrides);
            if (changed is null) return (new(PlanAnswer.Invalid) { Faults = faults }, null);
            var entry = Entry(PlanEntryKind.Pinned, plan, number, actor);
            (entry.Campaign, entry.Json) = (campaign, PlanOverrides.Canonical(overrides));
            var pin = new PlanPin(campaign, plan, number, entry.Json, actor, 0, null);
            return (new(PlanAnswer.Done) { Pin = pin, Differences = PlanComparison.Compare(document, changed) }, entry);
        }, cancel);
        if (outcome.Answer == PlanAnswer.Done && ledger.Shelf.Proposed.TryGetValue(campaign, out var proposed))
            approvals.Propose(PlanApproval.Of(proposed, ledger.Shelf), who);
        return outcome;
    }

    public async Task<PlanOutcome> ApprovePinAsync(string campaign, Who who, CancellationToken cancel)
    {
        if (!ledger.Shelf.Proposed.TryGetValue(campaign, out var pin))
            return new PlanOutcome(PlanAnswer.NothingProposed);
        var answer = await DecideAsync(PlanApproval.Of(pin, ledger.Shelf), pin.Author, who, null, cancel);
        if (answer == PlanAnswer.ApproverIsAuthor)
            return await RefusedAsync(
                PlanEntryKind.PinApprovalRefused, pin.Plan, pin.Version, campaign, who, null, cancel);
        return new PlanOutcome(answer) { Pin = pin with { Approver = who.Person } };
    }

    /// <summary>
    /// Through the one mechanism. What the ledger holds and nobody has put there (versions from before it was, or a
    /// trail that was away) is put there now, in its author's name.
    /// </summary>
    private async Task<PlanAnswer> DecideAsync(
        Proposal proposal, string author, Who who, string? note, CancellationToken cancel)
    {
        if (ledger.Shelf.BrokenAt is not null) return PlanAnswer.Unavailable;
        var open = approvals.FindOpen(proposal.Kind, proposal.On)
            ?? approvals.Propose(proposal, PlanApproval.AuthorOf(author)).Approval;
        if (open is null) return PlanAnswer.Unavailable;
        var reply = await approvals.ApproveAsync(open.Id, who, note, cancel);
        if (reply.Answer == ApprovalAnswer.Done) await approvals.RunOf(open.Id);
        return (reply.Answer, approvals.Find(open.Id)?.State) switch
        {
            (ApprovalAnswer.Done, ApprovalState.Executed) => PlanAnswer.Done,
            (ApprovalAnswer.SamePerson, _) => PlanAnswer.ApproverIsAuthor,
            (ApprovalAnswer.Decided, _) => PlanAnswer.AlreadyApproved,
            _ => PlanAnswer.Unavailable,
        };
    }

    /// <summary>An attempt at one's own is in the plans' own ledger too.</summary>
    private Task<PlanOutcome> RefusedAsync(
        string kind, string plan, int number, string? campaign, Who who, string? note, CancellationToken cancel) =>
        WriteAsync(_ =>
        {
            var entry = Entry(kind, plan, number, who.Person, note);
            entry.Campaign = campaign;
            return (new(PlanAnswer.ApproverIsAuthor), entry);
        }, cancel);

    private async Task<PlanOutcome> WriteAsync(
        Func<PlanShelf, (PlanOutcome Outcome, PlanEntry? Entry)> decide, CancellationToken cancel) =>
        await ledger.AppendAsync(decide, cancel) ?? new PlanOutcome(PlanAnswer.Unavailable);

    internal static PlanEntry Entry(string kind, string plan, int version, string actor, string? note = null) =>
        new() { Kind = kind, Plan = plan, Version = version, Actor = actor, Note = note };

    /// <summary>Plans with their overrides in them, as long as the shelf is the same.</summary>
    private sealed record Known(PlanShelf Shelf)
    {
        public ConcurrentDictionary<string, PlanInForce> Plans { get; } = new(StringComparer.Ordinal);
    }
}
