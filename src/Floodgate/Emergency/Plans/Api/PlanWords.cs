using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>Versions, pins and differences as the interface shows them.</summary>
internal static class PlanWords
{
    public static PlanVersionBody Of(PlanVersion version) => new(
        version.Plan, version.Number,
        version.Number == 0 ? "builtIn" : version.Approved ? "approved" : "draft",
        version.Hash, version.Author, version.Number == 0 ? null : UnixTime.ToTime(version.AtMicros), version.Note,
        version.Approver, version.ApprovedMicros is { } at ? UnixTime.ToTime(at) : null);

    public static PlanCurrentBody Of(PlanInForce current) => new(
        current.PlanId, current.Version, current.Hash, current.Approved, current.Campaign, Of(current.Differences),
        [.. PlanParts.Tally(current.Plan).Select(one => new PlanTallyBody(one.Kind, one.Executable, one.Waiting))],
        [
            .. PlanParts.Waiting(current.Plan).Select(one =>
                new PlanWaitingBody(one.Kind, one.Part.Id, one.Part.Name, one.Part.Missing!)),
        ]);

    public static PlanPinBody Of(PlanPin pin, IReadOnlyList<PlanDifference> differences) => new(
        pin.Campaign, pin.Plan, pin.Version, pin.InForce ? "inForce" : "proposed", pin.Author, pin.Approver,
        Of(differences));

    public static PlanDifferenceBody[] Of(IReadOnlyList<PlanDifference> differences) =>
    [
        .. differences.Select(one => new PlanDifferenceBody(one.Path, one.Where, one.Kind switch
        {
            DifferenceKind.Added => "added",
            DifferenceKind.Removed => "removed",
            _ => "changed",
        }, one.Before, one.After)),
    ];
}
