using Floodgate.Foundation.Signals;

namespace Floodgate.Emergency.Detection;

/// <summary>What a histogram counted in the last second, read once however many detectors ask.</summary>
/// <param name="histogram">Reads the counts so far, bucket by bucket.</param>
internal sealed class HistogramSeconds(Action<long[]> histogram)
{
    private readonly long[] _before = new long[LatencyHistogram.Buckets];
    private readonly long[] _delta = new long[LatencyHistogram.Buckets];
    private readonly long[] _now = new long[LatencyHistogram.Buckets];
    private long _second = -1;
    private long _total;

    public Observation At(long second)
    {
        if (second != _second) Read(second);
        return new Observation(_total, Counts: _delta);
    }

    private void Read(long second)
    {
        var first = _second < 0;
        _second = second;
        histogram(_now);
        _total = 0;
        for (var i = 0; i < _now.Length; i++)
        {
            // What was counted before anybody looked did not happen now.
            _delta[i] = first ? 0 : _now[i] >= _before[i] ? _now[i] - _before[i] : _now[i];
            _total += _delta[i];
            _before[i] = _now[i];
        }
    }
}
