using System.Numerics;

namespace Floodgate.Bench.Load;

/// <summary>
/// Latencies in microseconds, 64 buckets a power of two: under 1.6 % error, 2 µs to 30 minutes, 16 KiB.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBits = 6;
    private const int SubCount = 1 << SubBits;
    private const long MicrosMax = 1L << 31;
    private readonly long[] _counts = new long[(32 - SubBits + 1) * SubCount];

    public long Count { get; private set; }

    public void Record(long micros)
    {
        _counts[Index(Math.Clamp(micros, 0, MicrosMax))]++;
        Count++;
    }

    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        Count += other.Count;
    }

    /// <summary>
    /// Milliseconds under which <paramref name="share"/> (0 to 1) of all latencies lie; 0 when there is none.
    /// </summary>
    public double Milliseconds(double share)
    {
        var left = (long)Math.Ceiling(share * Count);
        for (var i = 0; i < _counts.Length; i++)
        {
            left -= _counts[i];
            if (left <= 0) return Upper(i) / 1000.0;
        }

        return Upper(_counts.Length - 1) / 1000.0;
    }

    private static int Index(long micros)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)micros | 1) - SubBits);
        return (shift * SubCount) + (int)(micros >> shift);
    }

    private static long Upper(int index)
    {
        if (index < 2 * SubCount) return index;
        var shift = (index / SubCount) - 1;
        return ((index - (shift * SubCount) + 1L) << shift) - 1;
    }
}
