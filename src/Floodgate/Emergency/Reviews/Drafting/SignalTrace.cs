using Floodgate.Emergency.Incidents;

namespace Floodgate.Emergency.Reviews;

/// <summary>What a timeline itself knows of its signals, where no recorded series is at hand.</summary>
internal static class SignalTrace
{
    private const int SeriesMax = 6;

    public static IReadOnlyList<SignalSeries> From(TimelineReading read, PlanNames names)
    {
        var points = new Dictionary<string, List<SignalPoint>>(StringComparer.Ordinal);
        var first = new Dictionary<string, SignalFired>(StringComparer.Ordinal);
        foreach (var entry in read.Signals)
        {
            var (key, value) = entry.Fact switch
            {
                SignalFired fired => (fired.Key, fired.Value),
                SignalCleared cleared => (cleared.Key, cleared.Value),
                _ => ("", null),
            };
            if (entry.Fact is SignalFired begun && first.TryAdd(key, begun)) points[key] = [];
            if (points.TryGetValue(key, out var known)) known.Add(new SignalPoint(entry.At, value));
        }

        return
        [
            .. first.Where(pair => points[pair.Key].Any(point => point.Value is not null)).Take(SeriesMax)
                .Select(pair => new SignalSeries(
                    pair.Key, names.Detector(pair.Value.Detector), "", pair.Value.Limit, points[pair.Key])),
        ];
    }
}
