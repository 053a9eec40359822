using System.Diagnostics;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Floodgate.Bench.Inside;

/// <summary>
/// The part of E1 that is detection: from the instant the storage begins to fail, at any moment of the loop's second,
/// to the finding. The loop runs on its own thread in real time.
/// </summary>
internal static class BreachBench
{
    private static readonly BilingualText Words = new("测", "bench");

    /// <summary>Milliseconds from breach to finding, a trial each.</summary>
    public static IReadOnlyList<double> Measure(int trials)
    {
        var (clock, limits) = (TimeProvider.System, new DetectionOptions());
        using var way = new WaySignals(Options.Create(new SignalsOptions()));
        using var network = new NetworkProbes(clock);
        using var changed = new AutoResetEvent(false);
        var fails = false;
        var storage = new ProbedStorage(null, () =>
        {
            if (Volatile.Read(ref fails)) throw new IOException("the disk is gone");
        }, null);
        var probes = new ClockProbe(network, clock);
        var sources = new WatchSources(
            new SignalReader(
                way, new NodeTallies(), new TillSignals(way, Options.Create(new SignalsOptions()), clock),
                CampaignDirectory.None, clock),
            new Prober(new ProbeTargets(storage, network, probes), clock, limits.ProbesMax),
            new Heartbeats(limits.HeartbeatSourcesMax), new AlertBook(limits, clock));
        using var loop = new DetectionLoop(sources, probes, limits, clock, NullLogger.Instance, null);
        loop.Use(DetectionPlan.Empty with { Detectors = [Journal] });
        loop.Start(_ => changed.Set());
        var moments = new Random(7);
        var found = new List<double>(trials);
        changed.WaitOne(TimeSpan.FromSeconds(2));
        for (var trial = 0; trial < trials; trial++)
        {
            changed.WaitOne(moments.Next(1_000));
            var started = Stopwatch.GetTimestamp();
            Volatile.Write(ref fails, true);
            if (!changed.WaitOne(TimeSpan.FromSeconds(10))) throw new InvalidOperationException("no finding came");
            found.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Volatile.Write(ref fails, false);
            changed.WaitOne(TimeSpan.FromSeconds(10));
        }

        return found;
    }

    private static Detector Journal => new()
    {
        Id = "journal",
        Name = Words,
        Effect = Words,
        Risk = "bench",
        Kind = DetectorKind.Probe,
        Probe = new Probe { Kind = ProbeKind.Storage, Target = "journal" },
        WindowSeconds = 1,
        ForSeconds = 0,
        ClearForSeconds = 0,
        FlapMax = 100,
        MissingData = MissingData.Keep,
    };
}
