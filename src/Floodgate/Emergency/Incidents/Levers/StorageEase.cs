using System.Globalization;
using Floodgate.Foundation.Signals;

namespace Floodgate.Emergency.Incidents;

/// <summary>How the journal fares over some seconds: what every relief of the storage is judged by.</summary>
internal sealed class StorageEase(WaySignals way, TimeProvider clock)
{
    /// <summary>Measures over that time.</summary>
    public async Task<EaseFigures> MeasureAsync(TimeSpan over, CancellationToken cancel)
    {
        var (before, commits) = Read();
        var started = clock.GetTimestamp();
        await Task.Delay(over, clock, cancel);
        var (after, then) = Read();
        return new EaseFigures(
            LatencyHistogram.Percentile(before, after, 0.99),
            (then - commits) / clock.GetElapsedTime(started).TotalSeconds);
    }

    private (long[] Counts, long Commits) Read()
    {
        var sum = new long[LatencyHistogram.Buckets];
        var one = new long[LatencyHistogram.Buckets];
        var commits = 0L;
        foreach (var campaign in way.All)
        {
            campaign.ReadTotal(Station.Journal, one);
            for (var i = 0; i < sum.Length; i++) sum[i] += one[i];
            commits += campaign.TotalCount(CounterColumn.Commits);
        }

        return (sum, commits);
    }
}

/// <param name="P99Milliseconds">Of making a batch durable; null: nothing was written.</param>
internal readonly record struct EaseFigures(double? P99Milliseconds, double CommitsPerSecond)
{
    public override string ToString()
    {
        var p99 = P99Milliseconds?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";
        return string.Create(
            CultureInfo.InvariantCulture, $"journal p99 {p99} ms, {CommitsPerSecond:0.0} commits/s");
    }
}
