using System.Collections.Immutable;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Detection;

/// <summary>Makes watches of detectors, and keeps those whose detector did not change.</summary>
internal sealed class WatchSet(WatchSources sources, DetectionOptions options)
{
    private static readonly BilingualText NoText = new("", "");
    private Dictionary<string, Watch> _byKey = new(StringComparer.Ordinal);

    public IReadOnlyList<Watch> All { get; private set; } = [];

    /// <summary>Watches that found no room.</summary>
    public int LeftOff { get; private set; }

    /// <summary>Puts the list in force.</summary>
    /// <param name="begin">Called with each new watch and the one that stood in its place, if any.</param>
    /// <returns>The watches that are no longer kept and have no successor.</returns>
    public IReadOnlyList<Watch> Put(
        IEnumerable<(Detector Detector, string? Campaign)> wanted, Action<Watch, Watch?> begin, bool emptyIsGood)
    {
        var next = new Dictionary<string, Watch>(StringComparer.Ordinal);
        var all = new List<Watch>();
        LeftOff = 0;
        foreach (var (detector, campaign) in wanted)
        {
            var key = Finding.KeyOf(detector.Id, campaign);
            var before = _byKey.GetValueOrDefault(key);
            if (next.ContainsKey(key)) continue;
            if (all.Count >= options.WatchesMax)
            {
                LeftOff++;
                continue;
            }

            if ((before is not null && IsSame(before.Detector, detector) ? before : null) is not { } watch)
            {
                if (sources.Bind(detector, campaign) is not { } reading) continue;
                watch = new Watch(detector, campaign, MachineOf.New(detector, emptyIsGood), reading);
                begin(watch, before);
            }

            next.Add(key, watch);
            all.Add(watch);
        }

        var gone = _byKey.Where(pair => !next.ContainsKey(pair.Key)).Select(pair => pair.Value).ToArray();
        (_byKey, All) = (next, all);
        return gone;
    }

    /// <summary>Equal in all that it measures; its words and where it belongs may differ.</summary>
    internal static bool IsSame(Detector one, Detector other) =>
        Bare(one) == Bare(other) && SameAlerts(one.Alert, other.Alert);

    private static Detector Bare(Detector one) => one with
    {
        Name = NoText,
        Effect = NoText,
        Missing = null,
        Risk = "",
        Cause = null,
        Level = null,
        Alert = null,
    };

    private static bool SameAlerts(AlertMatch? one, AlertMatch? other) =>
        one?.Source == other?.Source
        && (one?.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
            .SequenceEqual(other?.Labels ?? ImmutableSortedDictionary<string, string>.Empty);
}

/// <summary>Where detectors get what they look at; what is null this program does not have.</summary>
internal sealed record WatchSources(SignalReader? Signals, Prober Prober, Heartbeats Heartbeats, AlertBook Alerts)
{
    /// <summary>Room on the data disk is asked off the loop, because a disk may hang.</summary>
    private static readonly Probe DiskRoom =
        new() { Kind = ProbeKind.Disk, Target = "data", EverySeconds = 5, TimeLimitMilliseconds = 5_000 };

    /// <summary>The probes that a detector needs.</summary>
    public static IEnumerable<Probe> ProbesOf(Detector detector)
    {
        if (detector.Probe is { } probe) yield return probe;
        if (detector.Signal?.Name == SignalCatalogue.DiskFree) yield return DiskRoom;
    }

    /// <summary>Null when this program cannot see such a thing.</summary>
    public SignalReading? Bind(Detector detector, string? campaign) => detector.Kind switch
    {
        DetectorKind.Probe => Prober.Watch(detector.Probe!) is { } probe ? _ => probe.Look() : null,
        DetectorKind.Heartbeat => _ => new Observation(Heartbeats.Beats(detector.Heartbeat!)),
        DetectorKind.Alert => Alerting(detector.Alert!),
        DetectorKind.Ratio => Ratio(detector, campaign),
        // That nothing happens is normal before the opening, in a pause and after the end.
        DetectorKind.Absence when campaign is not null && Bind(detector.Signal!, campaign) is { } reading =>
            Signals!.WhileOpen(reading, campaign),
        _ => Bind(detector.Signal!, campaign),
    };

    private SignalReading? Bind(SignalChoice choice, string? campaign)
    {
        if (choice.Name != SignalCatalogue.DiskFree) return Signals?.Bind(choice, campaign);
        return Prober.Watch(DiskRoom) is { } disk ? _ => disk.Look() : null;
    }

    private SignalReading? Ratio(Detector detector, string? campaign)
    {
        if (Bind(detector.Signal!, campaign) is not { } above) return null;
        if (Bind(detector.Over!, campaign) is not { } below) return null;
        return second => new Observation(above(second).Value, below(second).Value);
    }

    private SignalReading Alerting(AlertMatch match)
    {
        var (version, last) = (-1L, new Observation(0));
        return _ =>
        {
            if (Alerts.Version == version) return last;
            version = Alerts.Version;
            return last = Alerts.Matching(match);
        };
    }
}
