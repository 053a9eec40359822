using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Floodgate.Access;
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
internal sealed class PlanDesk(PlanLedger ledger)
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
        DocumentParse<EmergencyPlan> parse, string text, string actor, string? note, CancellationToken cancel)
    {
        var faults = PlanLint.Check(parse);
        if (faults.Count > 0) return new PlanOutcome(PlanAnswer.Invalid) { Faults = faults };
        var plan = parse.Value!;
        var json = Encoding.UTF8.GetString(PlanDocument.WriteJson(plan));
        return await WriteAsync(shelf =>
        {
            var latest = shelf.Latest(plan.Id);
            if (latest?.Json == json) return (new(PlanAnswer.Unchanged) { Version = latest }, null);
            var entry = Entry(PlanEntryKind.Applied, plan.Id, (latest?.Number ?? 0) + 1, actor);
            (entry.Text, entry.Json, entry.Note) = (text, json, note);
            var version = new PlanVersion(plan.Id, entry.Version, text, json, plan, actor, 0, note);
            return (new(PlanAnswer.Done) { Version = version }, entry);
        }, cancel);
    }

    public Task<PlanOutcome> ApproveAsync(
        string plan, int number, string actor, string? note, CancellationToken cancel) => WriteAsync(shelf =>
    {
        if (number == 0 || shelf.Find(plan, number) is not { } version) return (new(PlanAnswer.UnknownVersion), null);
        if (version.Approved) return (new(PlanAnswer.AlreadyApproved) { Version = version }, null);
        var own = !StaffPerson.AreTwo(version.Author, actor);
        var entry = Entry(own ? PlanEntryKind.ApprovalRefused : PlanEntryKind.Approved, plan, number, actor);
        entry.Note = note;
        return own
            ? (new(PlanAnswer.ApproverIsAuthor), entry)
            : (new(PlanAnswer.Done) { Version = version with { Approver = actor } }, entry);
    }, cancel);

    /// <summary>Pins an approved version; with overrides it holds once somebody else has approved them.</summary>
    public Task<PlanOutcome> PinAsync(
        string campaign, string plan, int number, JsonObject overrides, string actor, CancellationToken cancel) =>
        WriteAsync(shelf =>
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

    public Task<PlanOutcome> ApprovePinAsync(string campaign, string actor, CancellationToken cancel) =>
        WriteAsync(shelf =>
        {
            if (!shelf.Proposed.TryGetValue(campaign, out var pin)) return (new(PlanAnswer.NothingProposed), null);
            var own = !StaffPerson.AreTwo(pin.Author, actor);
            var kind = own ? PlanEntryKind.PinApprovalRefused : PlanEntryKind.PinApproved;
            var entry = Entry(kind, pin.Plan, pin.Version, actor);
            entry.Campaign = campaign;
            return own
                ? (new(PlanAnswer.ApproverIsAuthor), entry)
                : (new(PlanAnswer.Done) { Pin = pin with { Approver = actor } }, entry);
        }, cancel);

    private async Task<PlanOutcome> WriteAsync(
        Func<PlanShelf, (PlanOutcome Outcome, PlanEntry? Entry)> decide, CancellationToken cancel) =>
        await ledger.AppendAsync(decide, cancel) ?? new PlanOutcome(PlanAnswer.Unavailable);

    private static PlanEntry Entry(string kind, string plan, int version, string actor) =>
        new() { Kind = kind, Plan = plan, Version = version, Actor = actor };

    /// <summary>Plans with their overrides in them, as long as the shelf is the same.</summary>
    private sealed record Known(PlanShelf Shelf)
    {
        public ConcurrentDictionary<string, PlanInForce> Plans { get; } = new(StringComparer.Ordinal);
    }
}
