using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Floodgate.Emergency.Plans;

/// <summary>All versions and pins as the ledger tells them; immutable, entries make the next one.</summary>
internal sealed record PlanShelf
{
    public static PlanShelf Empty { get; } = new();

    public ImmutableList<PlanVersion> Versions { get; private init; } = [];

    public ImmutableDictionary<string, PlanPin> Pins { get; private init; } =
        ImmutableDictionary.Create<string, PlanPin>(StringComparer.Ordinal);

    /// <summary>
    /// Pins with overrides that nobody has approved yet; what the campaign had before holds meanwhile.
    /// </summary>
    public ImmutableDictionary<string, PlanPin> Proposed { get; private init; } =
        ImmutableDictionary.Create<string, PlanPin>(StringComparer.Ordinal);

    /// <summary>The version approved last, over all plans.</summary>
    public PlanVersion? LastApproved { get; private init; }

    public long Entries { get; private init; }

    public string Head { get; private init; } = new('0', 64);

    /// <summary>The first entry whose hash does not hold; null: all hold.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>A version; number 0 of the default plan's id is what the program brings with it.</summary>
    public PlanVersion? Find(string plan, int number) => number == 0
        ? plan == DefaultPlan.Version.Plan ? DefaultPlan.Version : null
        : Versions.FirstOrDefault(version => version.Plan == plan && version.Number == number);

    public PlanVersion? Latest(string plan) => Versions.LastOrDefault(version => version.Plan == plan);

    /// <summary>What holds for a campaign, or for all that pinned nothing.</summary>
    public PlanInForce InForce(string? campaign = null)
    {
        if (campaign is not null && Pins.TryGetValue(campaign, out var pin)
            && Find(pin.Plan, pin.Version) is { Document: { } pinned } version
            && PlanOverrides.Apply(pinned, (JsonObject)JsonNode.Parse(pin.Overrides)!).Plan is { } changed)
            return Of(version, changed, campaign, PlanComparison.Compare(pinned, changed));
        var current = LastApproved is { Document: not null } approved ? approved : DefaultPlan.Version;
        return Of(current, current.Document!, null, []);
    }

    /// <summary>What a pin's overrides change.</summary>
    public IReadOnlyList<PlanDifference> Differences(PlanPin pin) =>
        Find(pin.Plan, pin.Version)?.Document is { } pinned
        && PlanOverrides.Apply(pinned, (JsonObject)JsonNode.Parse(pin.Overrides)!).Plan is { } changed
            ? PlanComparison.Compare(pinned, changed) : [];

    public PlanShelf With(PlanEntry entry)
    {
        var next = this with { Entries = entry.Sequence, Head = Convert.ToHexStringLower(entry.Hash) };
        return entry.Kind switch
        {
            PlanEntryKind.Applied => next with { Versions = Versions.Add(VersionOf(entry)) },
            PlanEntryKind.Approved => next.Approved(entry),
            PlanEntryKind.Pinned => next.Pinned(PinOf(entry)),
            PlanEntryKind.PinApproved when Proposed.TryGetValue(entry.Campaign!, out var pin) =>
                next.Pinned(pin with { Approver = entry.Actor }),
            _ => next,
        };
    }

    private PlanShelf Approved(PlanEntry entry)
    {
        var place = Versions.FindIndex(one => one.Plan == entry.Plan && one.Number == entry.Version);
        if (place < 0) return this;
        var approved = Versions[place] with { Approver = entry.Actor, ApprovedMicros = entry.AtMicros };
        return this with { Versions = Versions.SetItem(place, approved), LastApproved = approved };
    }

    private PlanShelf Pinned(PlanPin pin) => pin.InForce
        ? this with { Pins = Pins.SetItem(pin.Campaign, pin), Proposed = Proposed.Remove(pin.Campaign) }
        : this with { Proposed = Proposed.SetItem(pin.Campaign, pin) };

    private static PlanVersion VersionOf(PlanEntry entry)
    {
        var document = PlanDocument.ParseJson(Encoding.UTF8.GetBytes(entry.Json!)).Value;
        return new PlanVersion(
            entry.Plan, entry.Version, entry.Text!, entry.Json!, document, entry.Actor, entry.AtMicros, entry.Note);
    }

    private static PlanPin PinOf(PlanEntry entry) => new(
        entry.Campaign!, entry.Plan, entry.Version, entry.Json!, entry.Actor, entry.AtMicros, null);

    private static PlanInForce Of(
        PlanVersion version, EmergencyPlan plan, string? campaign, IReadOnlyList<PlanDifference> differences)
    {
        var hash = campaign is null ? version.Hash
            : PlanVersion.HashOf(Encoding.UTF8.GetString(PlanDocument.WriteJson(plan)));
        return new PlanInForce(plan, version.Plan, version.Number, hash, version.Approved, version.ApprovedMicros,
            campaign, differences);
    }
}
