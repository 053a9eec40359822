using System.Diagnostics;

namespace Floodgate.Bench.Inside;

/// <summary>B4: durable claims a second of decision and journal alone, a thousand callers waiting.</summary>
internal static class DecideBench
{
    private const int Lanes = 8;
    private const int ClaimsPerCommand = 128;
    private const long Stock = 20_000_000;

    public static double Measure(string folder, TimeSpan duration)
    {
        using var bench = new BookBench(folder, Stock);
        bench.Start();
        Run(bench, duration / 4);
        return Run(bench, duration);
    }

    private static double Run(BookBench bench, TimeSpan duration)
    {
        var start = Stopwatch.GetTimestamp();
        var lanes = Enumerable.Range(0, Lanes).Select(_ => Task.Run(() => LaneAsync(bench, start, duration))).ToArray();
        var claims = Task.WhenAll(lanes).GetAwaiter().GetResult().Sum();
        return claims / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<long> LaneAsync(BookBench bench, long start, TimeSpan duration)
    {
        var claims = 0L;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            BookBench.Demand(await bench.Enqueue(ClaimsPerCommand).Answers);
            claims += ClaimsPerCommand;
        }

        return claims;
    }
}
