using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Signals;
using Floodgate.Tests.Signals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>A loop over real meters and a clock that a test moves.</summary>
internal sealed class LoopFixture : IDisposable
{
    private readonly NetworkProbes _network;

    public LoopFixture(DetectionOptions? options = null, ProbedStorage? storage = null)
    {
        var limits = options ?? new DetectionOptions();
        _network = new NetworkProbes(Clock);
        var clocks = new ClockProbe(_network, Clock);
        Alerts = new AlertBook(limits, Clock);
        Heartbeats = new Heartbeats(limits.HeartbeatSourcesMax);
        Tills = new TillSignals(Way, Options.Create(new SignalsOptions()), Clock);
        var campaigns = new CampaignDirectory(() => [.. Campaigns.Keys], id => Campaigns.GetValueOrDefault(id));
        Sources = new WatchSources(
            new SignalReader(Way, Tallies, Tills, campaigns, Clock) { Cluster = Cluster },
            new Prober(new ProbeTargets(storage ?? ProbedStorage.None, _network, clocks), Clock, limits.ProbesMax),
            Heartbeats, Alerts);
        Loop = new DetectionLoop(Sources, clocks, limits, Clock, NullLogger.Instance, "floodgate");
    }

    public JumpingClock Clock { get; } = new();

    public WaySignals Way { get; } = SignalsFixture.Create();

    public NodeTallies Tallies { get; } = new();

    public TillSignals Tills { get; }

    public SortedDictionary<string, CampaignFacts> Campaigns { get; } = new(StringComparer.Ordinal);

    public AlertBook Alerts { get; }

    public Heartbeats Heartbeats { get; }

    /// <summary>A cluster that has everything, of which nothing is known.</summary>
    private static ClusterReadings Cluster { get; } = new(
        static () => Observation.Gap, static () => Observation.Gap, static () => null, static () => null);

    public WatchSources Sources { get; }

    public DetectionLoop Loop { get; }

    public void Use(params Detector[] detectors) => Loop.Use(DetectionPlan.Empty with { Detectors = detectors });

    /// <summary>So many seconds on, a round in each; what was found: <c>key:fired</c> or <c>key:cleared</c>.</summary>
    public string[] Seconds(int count, Action? each = null)
    {
        var found = new List<string>();
        for (var i = 0; i < count; i++)
        {
            each?.Invoke();
            Clock.Advance(TimeSpan.FromSeconds(1));
            found.AddRange(Step());
        }

        return [.. found];
    }

    public string[] Step() => [.. Loop.Step().Select(one => $"{one.Key}:{(one.Firing ? "fired" : "cleared")}")];

    public void Dispose()
    {
        Loop.Dispose();
        _network.Dispose();
        Way.Dispose();
    }
}
