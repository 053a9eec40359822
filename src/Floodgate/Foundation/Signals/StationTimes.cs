using System.Diagnostics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// The six duration histograms of one campaign. Everything is counted in our own buckets; what listeners (OTLP,
/// Prometheus) get of the three per-request stations is a sample once the rate is high, because handing a duration to a
/// listener costs more than the rest of a request's counting together. Batch stations are always handed on.
/// </summary>
internal sealed class StationTimes
{
    private readonly LatencyHistogram[] _own;
    private readonly ListenerSample[] _samples;
    private readonly StationHistograms _histograms;
    private readonly KeyValuePair<string, object?> _tag;

    public StationTimes(string campaign, StationHistograms histograms, SignalsOptions options)
    {
        _histograms = histograms;
        _tag = new("campaign", campaign);
        _own = [.. Stations.Names.Select(_ => new LatencyHistogram())];
        _samples = [.. Stations.Names.Select(_ => new ListenerSample(options))];
    }

    public LatencyHistogram this[Station station] => _own[(int)station];

    public void Record(Station station, int row, long startedTicks, long nowTicks)
    {
        var ticks = nowTicks - startedTicks;
        _own[(int)station].Record(row, ticks);
        if (_histograms[station].Enabled && _samples[(int)station].Takes(row, nowTicks))
            Hand(station, ticks);
    }

    public void RecordSpan(Station station, long ticks)
    {
        _own[(int)station].Record(Stripes.Row(), ticks);
        if (_histograms[station].Enabled)
            Hand(station, ticks);
    }

    private void Hand(Station station, long ticks) =>
        _histograms[station].Record((double)ticks / Stopwatch.Frequency, _tag);
}

/// <summary>
/// Which durations a listener gets: all of the first few in each second, then one of so many. Rows are read and written
/// without a lock: a lost update hands on one duration more or less, and no count depends on it.
/// </summary>
internal sealed class ListenerSample(SignalsOptions options)
{
    private readonly Row[] _rows = new Row[Stripes.Rows];
    private readonly int _whole = options.WholeSamplesPerSecondMax;
    private readonly int _every = options.SampleEvery;

    public bool Takes(int row, long nowTicks)
    {
        ref var mine = ref _rows[row];
        var second = nowTicks / Stopwatch.Frequency;
        if (mine.Second != second)
            mine = new Row { Second = second };
        var seen = mine.Seen++;
        return seen < _whole || seen % _every == 0;
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 128)]
    private struct Row
    {
        public long Second;
        public int Seen;
    }
}
