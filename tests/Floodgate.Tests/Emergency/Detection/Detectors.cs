using System.Collections.Immutable;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>Detectors as a plan would have them, each with only what a test is about.</summary>
internal static class Detectors
{
    private static readonly BilingualText Words = new("一个监测项", "a detector");

    public static Detector Threshold(
        string signal = "process.cpu", Comparison comparison = Comparison.Above, decimal limit = 10, string id = "t") =>
        Bare(id, DetectorKind.Threshold) with
        {
            Signal = new SignalChoice { Name = signal },
            Comparison = comparison,
            Limit = limit,
        };

    public static Detector Ratio(string above, string below, decimal limit, decimal overLeast = 0) =>
        Bare("r", DetectorKind.Ratio) with
        {
            Signal = new SignalChoice { Name = above },
            Over = new SignalChoice { Name = below },
            OverLeast = overLeast,
            Comparison = Comparison.Above,
            Limit = limit,
        };

    public static Detector Percentile(decimal percentile, decimal limit) => Bare("p", DetectorKind.Percentile) with
    {
        Signal = new SignalChoice { Name = "journal.duration" },
        Percentile = percentile,
        Comparison = Comparison.Above,
        Limit = limit,
    };

    public static Detector Absence(string signal = "claims.issued") => Bare("a", DetectorKind.Absence) with
    {
        Signal = new SignalChoice { Name = signal },
    };

    public static Detector Forecast(string signal, int horizon, Comparison comparison, decimal limit) =>
        Bare("f", DetectorKind.Forecast) with
        {
            Signal = new SignalChoice { Name = signal },
            HorizonSeconds = horizon,
            Comparison = comparison,
            Limit = limit,
        };

    public static Detector Probing(Probe probe, string id = "probe") => Bare(id, DetectorKind.Probe) with
    {
        Probe = probe,
    };

    public static Detector Heartbeat(string source) => Bare("h", DetectorKind.Heartbeat) with { Heartbeat = source };

    public static Detector Alert(string source, params (string Name, string Value)[] labels) =>
        Bare("alert", DetectorKind.Alert) with
        {
            Alert = new AlertMatch
            {
                Source = source,
                Labels = labels.ToImmutableSortedDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal),
            },
        };

    /// <summary>Feeds one value a second from second 0; null is a gap. Each change as <c>second:Change</c>.</summary>
    public static string[] Play(DetectorMachine machine, IEnumerable<double?> series) =>
        PlaySeen(machine, series.Select(value => new Observation(value)));

    public static string[] PlaySeen(DetectorMachine machine, IEnumerable<Observation> series) =>
        [.. series.Select((seen, second) => (Second: second, Change: machine.Advance(second, seen)))
            .Where(one => one.Change != Change.None).Select(one => $"{one.Second}:{one.Change}")];

    public static IEnumerable<double?> For(int seconds, double? value) => Enumerable.Repeat(value, seconds);

    /// <summary>A histogram's second in which so many lasted so long.</summary>
    public static Observation Lasting(int count, double milliseconds)
    {
        var counts = new long[LatencyHistogram.Buckets];
        counts[LatencyHistogram.BucketOf((ulong)(milliseconds * 10_000))] = count;
        return new Observation(count, Counts: counts);
    }

    private static Detector Bare(string id, DetectorKind kind) => new()
    {
        Id = id,
        Name = Words,
        Effect = Words,
        Risk = "storage-down",
        Kind = kind,
        WindowSeconds = 1,
        ForSeconds = 0,
        ClearForSeconds = 0,
        MissingData = MissingData.Ignore,
    };
}
