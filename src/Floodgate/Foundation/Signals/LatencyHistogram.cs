using System.Diagnostics;
using System.Numerics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// Counts durations in log-linear buckets: 32 to an octave, from 0.1 microseconds to 53 seconds, so that a bucket is
/// never wider than 3.2 % of what it holds. Recording is one interlocked increment on the core's own row.
/// </summary>
internal sealed class LatencyHistogram
{
    public const int Buckets = 800;

    private const int UnitsPerSecond = 10_000_000;
    private const int SubBits = 5;
    private const int SubBuckets = 1 << SubBits;
    private const ulong UnitsMax = (1UL << (SubBits + (Buckets / SubBuckets) - 1)) - 1;
    private static readonly long TicksPerUnit = Math.Max(1, Stopwatch.Frequency / UnitsPerSecond);

    private readonly Stripes _counts = new(Buckets);

    public void Record(int row, long stopwatchTicks) =>
        _counts.Increment(row, BucketOf((ulong)Math.Max(0, stopwatchTicks / TicksPerUnit)));

    /// <summary>Counts so far, bucket by bucket: two readings subtracted are what happened between them.</summary>
    public void Read(Span<long> target)
    {
        for (var bucket = 0; bucket < Buckets; bucket++)
            target[bucket] = _counts.Sum(bucket);
    }

    /// <summary>The duration in milliseconds below which <paramref name="share"/> (0 to 1) of what was counted between
    /// the two readings lies; null when nothing was.</summary>
    public static double? Percentile(ReadOnlySpan<long> earlier, ReadOnlySpan<long> later, double share)
    {
        var total = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
            total += later[bucket] - earlier[bucket];
        if (total <= 0)
            return null;

        var wanted = Math.Max(1, share * total);
        var below = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var here = later[bucket] - earlier[bucket];
            if (here > 0 && below + here >= wanted)
            {
                var (start, width) = BoundsOf(bucket);
                return (start + (width * (wanted - below - 0.5) / here)) / 10_000;
            }

            below += here;
        }

        return null;
    }

    /// <summary>How many lasted at most so long, to the width of a bucket.</summary>
    public static long CountUpTo(ReadOnlySpan<long> counts, double seconds)
    {
        var units = seconds * UnitsPerSecond;
        var sum = 0L;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var (start, width) = BoundsOf(bucket);
            if (start + (width / 2) <= units)
                sum += counts[bucket];
        }

        return sum;
    }

    /// <summary>All durations added up, each taken as the middle of its bucket: right to 1.6 %.</summary>
    public static double SumSeconds(ReadOnlySpan<long> counts)
    {
        var units = 0.0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            var (start, width) = BoundsOf(bucket);
            units += counts[bucket] * (start + (width / 2));
        }

        return units / UnitsPerSecond;
    }

    internal static int BucketOf(ulong units)
    {
        if (units < SubBuckets)
            return (int)units;
        units = Math.Min(units, UnitsMax);
        var octave = BitOperations.Log2(units);
        return ((octave - SubBits + 1) * SubBuckets) + (int)((units >> (octave - SubBits)) & (SubBuckets - 1));
    }

    /// <summary>Lower bound and width of a bucket, in units of 100 nanoseconds.</summary>
    internal static (double Start, double Width) BoundsOf(int bucket)
    {
        if (bucket < SubBuckets)
            return (bucket, 1);
        var shift = (bucket / SubBuckets) - 1;
        return ((double)((long)(SubBuckets + (bucket % SubBuckets)) << shift), 1L << shift);
    }
}
