using Floodgate.Foundation.Signals;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// Durations of one replay in the same log-linear buckets as the server's signals: any percentile is right to 3.2 %,
/// up to 53 seconds. Unlike the signals it can be added up, and is kept by one lock of its owner.
/// </summary>
internal sealed class Latencies
{
    private const long UnitsPerMicro = 10;
    private readonly long[] _counts = new long[LatencyHistogram.Buckets];

    public long Count { get; private set; }

    /// <summary>The longest recorded duration, exact.</summary>
    public long MaxMicros { get; private set; }

    public void Record(long micros)
    {
        micros = Math.Max(0, micros);
        _counts[LatencyHistogram.BucketOf((ulong)(micros * UnitsPerMicro))]++;
        Count++;
        MaxMicros = Math.Max(MaxMicros, micros);
    }

    public void Add(Latencies other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        MaxMicros = Math.Max(MaxMicros, other.MaxMicros);
    }

    /// <summary>
    /// The duration that <paramref name="share"/> (0 to 1) of the recorded ones do not exceed; 0 when empty.
    /// </summary>
    public long PercentileMicros(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var i = 0; i < _counts.Length; i++)
        {
            rank -= _counts[i];
            if (rank > 0) continue;
            var (start, width) = LatencyHistogram.BoundsOf(i);
            return Math.Min((long)((start + width) / UnitsPerMicro), MaxMicros);
        }

        return 0;
    }
}
