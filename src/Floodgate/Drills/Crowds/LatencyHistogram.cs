using System.Numerics;

namespace Floodgate.Drills.Crowds;

/// <summary>
/// Counts of durations in buckets that are even within each power of two: any percentile is right to 1/64 (1.6 %),
/// up to 134 seconds, in 11 KiB. Not thread-safe.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int Sub = 1 << SubBits;
    private const int TopBit = 27;
    private const long MicrosMax = (1L << TopBit) - 1;
    private readonly long[] _counts = new long[Index(MicrosMax) + 1];

    public long Count { get; private set; }

    /// <summary>The longest recorded duration, exact up to the range.</summary>
    public long MaxMicros { get; private set; }

    public void Record(long micros)
    {
        micros = Math.Clamp(micros, 0, MicrosMax);
        _counts[Index(micros)]++;
        Count++;
        MaxMicros = Math.Max(MaxMicros, micros);
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
        MaxMicros = Math.Max(MaxMicros, other.MaxMicros);
    }

    /// <summary>The duration that <paramref name="share"/> (0 to 1) of the recorded ones do not exceed; 0 when empty.</summary>
    public long PercentileMicros(double share)
    {
        if (Count == 0) return 0;
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var i = 0; i < _counts.Length; i++)
        {
            rank -= _counts[i];
            if (rank <= 0) return Math.Min(Highest(i), MaxMicros);
        }

        return MaxMicros;
    }

    /// <summary>How many recorded durations were at most <paramref name="micros"/>, to the bucket.</summary>
    public long CountAtMost(long micros)
    {
        var last = Index(Math.Clamp(micros, 0, MicrosMax));
        var sum = 0L;
        for (var i = 0; i <= last; i++) sum += _counts[i];
        return sum;
    }

    private static int Index(long micros)
    {
        if (micros < 2 * Sub) return (int)micros;
        var shift = BitOperations.Log2((ulong)micros) - SubBits;
        return (shift * Sub) + (int)(micros >> shift);
    }

    private static long Highest(int index)
    {
        if (index < 2 * Sub) return index;
        var shift = (index / Sub) - 1;
        return ((index - (shift * Sub) + 1L) << shift) - 1;
    }
}
