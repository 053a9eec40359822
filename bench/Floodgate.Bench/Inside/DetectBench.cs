using System.Diagnostics;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Floodgate.Bench.Inside;

/// <summary>
/// E8: what a second of detection costs: 500 detectors of all kinds over the meters of a campaign that is being rushed.
/// E6: what is held after a storm of alerts.
/// </summary>
internal static class DetectBench
{
    private const int Detectors = 500;
    private const int WarmSeconds = 400;
    private static readonly BilingualText Words = new("测", "bench");

    /// <summary>Percent of one core that a round a second takes.</summary>
    public static double CorePercent(int seconds)
    {
        using var way = new WaySignals(Options.Create(new SignalsOptions()));
        var clock = new SecondsClock();
        using var network = new NetworkProbes(clock);
        var limits = new DetectionOptions();
        var facts = new CampaignFacts(true, 500, 1_000);
        var probes = new ClockProbe(network, clock);
        var sources = new WatchSources(
            new SignalReader(
                way, new NodeTallies(), new TillSignals(way, Options.Create(new SignalsOptions()), clock),
                new CampaignDirectory(() => ["rush"], _ => facts), clock),
            new Prober(new ProbeTargets(ProbedStorage.None, network, probes), clock, limits.ProbesMax),
            new Heartbeats(limits.HeartbeatSourcesMax), new AlertBook(limits, clock));
        using var loop = new DetectionLoop(sources, probes, limits, clock, NullLogger.Instance, null);
        loop.Use(DetectionPlan.Empty with { Detectors = [.. Enumerable.Range(0, Detectors).Select(New)] });
        var campaign = way.For("rush");
        Run(loop, clock, campaign, WarmSeconds);
        return 100 * Run(loop, clock, campaign, seconds).TotalSeconds / seconds;
    }

    /// <summary>Bytes more that are held after so many different alerts than after a tenth of them.</summary>
    public static double StormBytes(int alerts)
    {
        var book = new AlertBook(new DetectionOptions(), TimeProvider.System);
        Storm(book, 0, alerts / 10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Storm(book, alerts / 10, alerts);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(book);
        return Math.Max(0, grown);
    }

    private static TimeSpan Run(DetectionLoop loop, SecondsClock clock, CampaignSignals campaign, int seconds)
    {
        var spent = TimeSpan.Zero;
        for (var second = 0; second < seconds; second++)
        {
            for (var i = 0; i < 200; i++)
            {
                campaign.Request();
                campaign.Receipt(repeated: false, Stopwatch.GetTimestamp() - (i * 10_000));
                campaign.Journal(100, i * 1_000);
            }

            clock.Second++;
            var started = Stopwatch.GetTimestamp();
            loop.Step();
            spent += Stopwatch.GetElapsedTime(started);
        }

        return spent;
    }

    private static void Storm(AlertBook book, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["instance"] = $"host-{i}" };
            book.Take("bench", new AlertDelivery(
                $"group-{i % 100}", false, [new AlertTold($"f{i}", true, labels, "storm", null)], 0));
        }
    }

    private static Detector New(int number)
    {
        var bare = new Detector
        {
            Id = $"d-{number}",
            Name = Words,
            Effect = Words,
            Risk = "bench",
            Kind = DetectorKind.Threshold,
            Signal = new SignalChoice { Name = number % 2 == 0 ? "claims.requests" : "process.cpu" },
            Comparison = Comparison.Above,
            Limit = 1_000_000,
            WindowSeconds = 30 + (number % 8 * 40),
            ForSeconds = 5,
            ClearForSeconds = 30,
            MissingData = MissingData.Ignore,
        };
        return (number % 8) switch
        {
            0 or 1 => bare,
            2 => bare with
            {
                Kind = DetectorKind.Ratio,
                Signal = new SignalChoice { Name = "claims.refused" },
                Over = new SignalChoice { Name = "claims.requests" },
            },
            3 or 4 => bare with
            {
                Kind = DetectorKind.Percentile,
                Percentile = 99,
                Signal = new SignalChoice { Name = "request.duration" },
            },
            5 => bare with { Kind = DetectorKind.Absence, Signal = new SignalChoice { Name = "claims.issued" } },
            6 => bare with { Kind = DetectorKind.Forecast, HorizonSeconds = 60 },
            _ => bare with { Kind = DetectorKind.Heartbeat, Signal = null, Heartbeat = "bench" },
        };
    }

    private sealed class SecondsClock : TimeProvider
    {
        public long Second { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Second;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(Second);
    }
}
