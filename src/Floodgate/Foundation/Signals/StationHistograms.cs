using System.Diagnostics.Metrics;

namespace Floodgate.Foundation.Signals;

/// <summary>The duration instruments, <c>floodgate.request.duration</c> to <c>floodgate.receipt.duration</c>, in
/// seconds.</summary>
internal sealed class StationHistograms
{
    /// <summary>Bucket bounds for listeners, in seconds; our own histogram is finer.</summary>
    public static readonly double[] BoundSeconds =
    [
        0.000005, 0.00001, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01,
        0.025, 0.05, 0.1, 0.25, 0.5, 1, 3,
    ];

    private static readonly InstrumentAdvice<double> Advice = new() { HistogramBucketBoundaries = BoundSeconds };

    private static readonly string[] Meanings =
    [
        "Arrival to answer, yes or no", "Arrival to admission",
        "Longest wait in the batch taken", "Deciding one batch", "Appending one batch until it was durable",
        "Arrival to receipt",
    ];

    private readonly Histogram<double>[] _byStation;

    public StationHistograms(Meter meter) =>
        _byStation = [.. Stations.SpanNames.Zip(Meanings, (name, meaning) =>
            meter.CreateHistogram(name + ".duration", "s", meaning, tags: null, Advice))];

    public static string Meaning(Station station) => Meanings[(int)station];

    public Histogram<double> this[Station station] => _byStation[(int)station];
}
