using System.Diagnostics;
using System.Net;
using Floodgate.Foundation.Signals;

namespace Floodgate.Bench.Load;

/// <summary>
/// What an open-loop run found. Late: never answered before the drain ended; they count with their latency so far.
/// </summary>
internal sealed record OpenLoopResult(
    long Requests, long Issued, long Refused, long Failed, long Late, double Seconds,
    double P50, double P99, double P999);

/// <summary>
/// Sends at a fixed rate whether or not the server keeps up: every request has an instant it is meant for and its
/// latency
/// counts from there, so that a stall is seen by all requests that would have come during it (no co-ordinated
/// omission).
/// HTTP/1.1 keep-alive, no pipelining; a request takes the first idle connection, or waits for one and the wait counts.
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan _drainMax = TimeSpan.FromSeconds(5);

    public static OpenLoopResult Run(
        Uri server, IReadOnlyList<byte[]> requests, double ratePerSecond, int connections, int threads)
    {
        var endPoint = new IPEndPoint(IPAddress.Parse(server.Host), server.Port);
        var start = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 10);
        var latencies = new LatencyHistogram();
        var lanes = Enumerable.Range(0, threads).Select(lane => new OpenLoopLane(
            endPoint, requests, latencies, lane, threads, Math.Max(1, connections / threads), start, ratePerSecond,
            _drainMax)).ToArray();
        var workers = lanes.Select(lane => new Thread(lane.Run) { Name = "open loop" }).ToArray();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();

        var none = new long[LatencyHistogram.Buckets];
        var counts = new long[LatencyHistogram.Buckets];
        latencies.Read(counts);
        double Milliseconds(double share) => LatencyHistogram.Percentile(none, counts, share) ?? 0;
        return new OpenLoopResult(
            lanes.Sum(lane => lane.Sent), lanes.Sum(lane => lane.Issued), lanes.Sum(lane => lane.Refused),
            lanes.Sum(lane => lane.Failed), lanes.Sum(lane => lane.Late), Stopwatch.GetElapsedTime(start).TotalSeconds,
            Milliseconds(0.5), Milliseconds(0.99), Milliseconds(0.999));
    }
}
