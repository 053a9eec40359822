using System.Diagnostics;
using CsCheck;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class LatencyHistogramTests
{
    private static readonly long[] Nothing = new long[LatencyHistogram.Buckets];

    [Fact]
    public void Percentile_OfAnyDurations_IsWithinFivePercent() =>
        Gen.Double[0.01, 3000].Array[1, 400].Sample(milliseconds =>
        {
            var histogram = new LatencyHistogram();
            foreach (var one in milliseconds)
                histogram.Record(0, Ticks(one));
            var counts = Read(histogram);
            Array.Sort(milliseconds);
            foreach (var share in new[] { 0.5, 0.9, 0.99, 1.0 })
            {
                var exact = milliseconds[(int)Math.Ceiling(share * milliseconds.Length) - 1];
                var shown = LatencyHistogram.Percentile(Nothing, counts, share);
                Assert.NotNull(shown);
                Assert.InRange(shown.Value, exact * 0.95, exact * 1.05);
            }
        });

    [Fact]
    public void Percentile_OfManyDurations_IsWithinFivePercent()
    {
        var histogram = new LatencyHistogram();
        for (var i = 1; i <= 100_000; i++)
            histogram.Record(i % Stripes.Rows, Ticks(i * 0.01));
        var counts = Read(histogram);
        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99, 0.999 })
            Assert.InRange(LatencyHistogram.Percentile(Nothing, counts, share)!.Value, share * 950, share * 1050);
    }

    [Fact]
    public void Percentile_BetweenTwoReadings_ForgetsWhatCameBefore()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(0, Ticks(900));
        var earlier = Read(histogram);
        Assert.Null(LatencyHistogram.Percentile(earlier, Read(histogram), 0.5));
        histogram.Record(0, Ticks(2));
        Assert.InRange(LatencyHistogram.Percentile(earlier, Read(histogram), 0.99)!.Value, 1.9, 2.1);
    }

    [Fact]
    public void Buckets_FromEndToEnd_LeaveNoGapAndNoOverlap()
    {
        var (end, _) = LatencyHistogram.BoundsOf(0);
        for (var bucket = 0; bucket < LatencyHistogram.Buckets; bucket++)
        {
            var (start, width) = LatencyHistogram.BoundsOf(bucket);
            Assert.Equal(end, start);
            Assert.Equal(bucket, LatencyHistogram.BucketOf((ulong)start));
            Assert.Equal(bucket, LatencyHistogram.BucketOf((ulong)(start + width) - 1));
            end = start + width;
        }

        Assert.Equal(LatencyHistogram.Buckets - 1, LatencyHistogram.BucketOf(ulong.MaxValue));
    }

    private static long Ticks(double milliseconds) => (long)(milliseconds * Stopwatch.Frequency / 1000);

    private static long[] Read(LatencyHistogram histogram)
    {
        var counts = new long[LatencyHistogram.Buckets];
        histogram.Read(counts);
        return counts;
    }
}
