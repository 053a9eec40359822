using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>What is watched: the detectors in force, those of campaigns that pinned another plan, and the measured
/// criteria of recovery.</summary>
/// <param name="ByCampaign">
/// The detectors that hold for such a campaign instead; only those over its own signals are taken from here.
/// </param>
internal sealed record DetectionPlan(
    IReadOnlyList<Detector> Detectors, IReadOnlyList<RecoveryCriterion> Recovery,
    IReadOnlyDictionary<string, IReadOnlyList<Detector>> ByCampaign)
{
    public static DetectionPlan Empty { get; } =
        new([], [], new Dictionary<string, IReadOnlyList<Detector>>(StringComparer.Ordinal));

    /// <param name="pinned">Plans of campaigns that do not follow <paramref name="plan"/>.</param>
    /// <param name="begun">Plans that live incidents began under: their own criteria end them.</param>
    public static DetectionPlan Of(
        EmergencyPlan plan, IReadOnlyDictionary<string, EmergencyPlan>? pinned = null,
        IEnumerable<EmergencyPlan>? begun = null)
    {
        pinned ??= new Dictionary<string, EmergencyPlan>(StringComparer.Ordinal);
        var plans = pinned.Values.Concat(begun ?? []).Prepend(plan).Distinct(ReferenceEqualityComparer.Instance);
        return new(
            plan.Detectors, [.. plans.Cast<EmergencyPlan>().SelectMany(one => one.Recovery)],
            pinned.ToDictionary(pin => pin.Key, pin => pin.Value.Detectors, StringComparer.Ordinal));
    }

    /// <summary>
    /// The measured criteria as detectors of their opposites, each measure once. Plans may mean different things by one
    /// name: the second then gets a number.
    /// </summary>
    public IEnumerable<Detector> Opposites()
    {
        var all = new List<Detector>();
        foreach (var opposite in Recovery.Select(OppositeOf).OfType<Detector>())
        {
            var named = all.Where(one => IsOf(one, opposite.Id)).ToArray();
            if (Array.Exists(named, one => Measures(one, opposite))) continue;
            all.Add(named.Length == 0 ? opposite : opposite with { Id = $"{opposite.Id}#{named.Length + 1}" });
        }

        return all;
    }

    /// <summary>Whether what is watched is this criterion's opposite, as this plan has it.</summary>
    public static bool Measures(Detector watched, Detector opposite) =>
        IsOf(watched, opposite.Id) && WatchSet.IsSame(watched with { Id = opposite.Id }, opposite);

    private static bool IsOf(Detector one, string criterion) =>
        one.Id == criterion || one.Id.StartsWith(criterion + "#", StringComparison.Ordinal);

    /// <summary>Whether a detector has one series a campaign.</summary>
    public static bool IsPerCampaign(Detector detector) =>
        detector.Signal is { } signal && SignalCatalogue.Find(signal.Name) is { PerCampaign: true };

    /// <summary>
    /// A criterion of recovery as the detector of its opposite: it fires while the criterion is not met. Null for one
    /// that a person checks or that is still to come.
    /// </summary>
    public static Detector? OppositeOf(RecoveryCriterion criterion)
    {
        if (!criterion.Executable || (criterion.Signal is null && criterion.Probe is null)) return null;
        var entry = criterion.Signal is { } signal ? SignalCatalogue.Find(signal.Name) : null;
        return new Detector
        {
            Id = criterion.Id,
            Name = criterion.Name,
            Risk = "",
            Effect = criterion.Name,
            Kind = criterion.Probe is not null ? DetectorKind.Probe
                : entry?.Kind == SignalKind.Distribution ? DetectorKind.Percentile : DetectorKind.Threshold,
            Signal = criterion.Signal,
            Probe = criterion.Probe,
            Percentile = criterion.Percentile,
            Comparison = criterion.Comparison switch
            {
                Comparison.Above => Comparison.Below,
                Comparison.Below => Comparison.Above,
                _ => null,
            },
            Limit = criterion.Limit,
            Unit = criterion.Unit,
            WindowSeconds = criterion.WindowSeconds,
            ForSeconds = 0,
            ClearForSeconds = criterion.ForSeconds,
            MissingData = MissingData.Breach,
            // Nobody is woken by it, so it may change as often as it will.
            FlapMax = 1_000,
        };
    }
}
