using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Signals;

namespace Floodgate.Emergency.Detection;

/// <summary>How to read one signal: given the second, what is seen in it.</summary>
internal delegate Observation SignalReading(long second);

/// <summary>What is seen of the nodes of a cluster.</summary>
/// <param name="Lost">How many went without a word; the text names them.</param>
/// <param name="Unreachable">How many live and do not answer; the text names them.</param>
/// <param name="CapacityUsed">Percent of all processors; null where no node can be added: it would forecast what nobody
/// can do anything about.</param>
/// <param name="StandbyAway">1 while commits do not reach the standby; null where none was promised.</param>
internal sealed record ClusterReadings(
    Func<Observation> Lost, Func<Observation> Unreachable, Func<double?>? CapacityUsed, Func<double?>? StandbyAway);

/// <summary>
/// Reads the signals of <see cref="SignalCatalogue"/> out of the program's own meters, with what the other nodes have
/// said of theirs: counts are those of all nodes, a process's load is that of the node that has most. Nothing waits:
/// what needs a disk is a probe's.
/// </summary>
internal sealed class SignalReader(
    WaySignals way, NodeTallies tallies, TillSignals tills, CampaignDirectory campaigns, TimeProvider clock)
{
    /// <summary>Overload is none: it has a risk and a detector of its own, and another runbook.</summary>
    private static readonly int[] OurFaults =
        [.. new[] { "storage-unavailable", "campaign-damaged" }.Select(RefusalColumns.Of)];

    private readonly Dictionary<(string Campaign, Station Station), HistogramSeconds> _histograms = [];
    private readonly HistogramSeconds _tillTimes = new(counts =>
    {
        tills.Times.Read(counts);
        way.Others.AddTo(SignalExport.TillTimes, counts);
    });
    private readonly ProcessSignals _process = new(clock);

    /// <summary>What a server sees of its cluster; null: it has no sight of one.</summary>
    public ClusterReadings? Cluster { get; init; }

    public IReadOnlyList<string> Campaigns => campaigns.Ids();

    /// <summary>Null when this program has no such signal.</summary>
    /// <param name="campaign">For signals that are per campaign.</param>
    public SignalReading? Bind(SignalChoice choice, string? campaign)
    {
        if (SignalCatalogue.Find(choice.Name) is not { } entry) return null;
        if (!entry.PerCampaign)
            return OfNode(entry.Name) ?? OfTills(entry.Name, choice.Code) ?? OfCluster(entry.Name);
        return campaign is null ? null : OfCampaign(choice.Name, choice.Code, campaign);
    }

    /// <summary>For a signal whose silence is normal outside the opening hours: a gap then.</summary>
    public SignalReading WhileOpen(SignalReading reading, string campaign) =>
        second => campaigns.Of(campaign) is { IsOpen: true } ? reading(second) : Observation.Gap;

    private SignalReading? OfCampaign(string name, string? code, string campaign)
    {
        var signals = way.For(campaign);
        return name switch
        {
            "claims.requests" => Count(signals, CounterColumn.Requests),
            "claims.admitted" => Count(signals, CounterColumn.Admitted),
            "claims.issued" => Count(signals, CounterColumn.Issued),
            "claims.repeated" => Count(signals, CounterColumn.Repeated),
            "claims.answered" => Count(signals, CounterColumn.Answered),
            "claims.refused" => code is null ? AllRefusals(signals) : Refusals(signals, [RefusalColumns.Of(code)]),
            "claims.failed" => Refusals(signals, OurFaults),
            "journal.commits" => Count(signals, CounterColumn.Commits),
            "request.duration" => Times(signals, Station.Request),
            "admission.duration" => Times(signals, Station.Admission),
            "queue.duration" => Times(signals, Station.Queue),
            "decision.duration" => Times(signals, Station.Decision),
            "journal.duration" => Times(signals, Station.Journal),
            "receipt.duration" => Times(signals, Station.Receipt),
            "queue.depth" => _ => new Observation(signals.TotalDepth),
            "stock.remaining" => _ => new Observation(campaigns.Of(campaign)?.Remaining),
            "stock.remaining-share" => _ => new Observation(ShareLeft(campaigns.Of(campaign))),
            "service.calls" => _ => new Observation(
                tallies.Calls(campaign, code) + way.Others.CountOf(NodeSignals.Calls(campaign), code)),
            _ => null,
        };
    }

    private SignalReading? OfNode(string name) => name switch
    {
        "storage.failures" => _ => new Observation(tallies.StorageFailures + OfOthers(NodeColumn.StorageFailures)),
        "pages.failed" => _ => new Observation(tallies.PagesFailed + OfOthers(NodeColumn.PagesFailed)),
        "alerts.refused" => _ => new Observation(tallies.AlertsRefused + OfOthers(NodeColumn.AlertsRefused)),
        "process.cpu" => second => new Observation(Most(name, ReadProcess(second).Cpu)),
        "process.memory" => second => new Observation(Most(name, ReadProcess(second).MemoryMegabytes)),
        "process.pool-queue" => _ => new Observation(Most(name, ThreadPool.PendingWorkItemCount)),
        _ => null,
    };

    private SignalReading? OfTills(string name, string? code) => name switch
    {
        "tills.requests" => OfTills(TillColumn.Requests),
        "tills.taken" => OfTills(TillColumn.Taken),
        "tills.failed" => OfTills(TillColumn.Failed),
        "tills.refused" => _ => new Observation(
            tills.Refused(code) + way.Others.CountOf(SignalExport.TillRefusals, code)),
        "tills.conflicts" => OfTills(TillColumn.Conflicts),
        "tills.duration" => _tillTimes.At,
        "tills.store-trouble" => _ => InTrouble(Worse(tills.Stores.Worst(), way.Others.Worst())),
        _ => null,
    };

    private SignalReading? OfCluster(string name) => (name, Cluster) switch
    {
        ("cluster.nodes-lost", { } cluster) => _ => cluster.Lost(),
        ("cluster.nodes-unreachable", { } cluster) => _ => cluster.Unreachable(),
        ("database.standby-away", { StandbyAway: { } away }) => _ => new Observation(away()),
        ("capacity.used", { CapacityUsed: { } used }) => _ => new Observation(used()),
        _ => null,
    };

    private SignalReading OfTills(TillColumn column) =>
        _ => new Observation(tills.Count(column) + way.Others.Count(SignalExport.Tills, (int)column));

    private long OfOthers(NodeColumn column) => way.Others.Count(SignalExport.Node, (int)column);

    /// <summary>One node that is at its end is enough to be told of.</summary>
    private double? Most(string gauge, double? own) =>
        way.Others.Most(gauge) is { } most && !(own >= most) ? most : own;

    private static StoreTrouble? Worse(StoreTrouble? one, StoreTrouble? other) =>
        one is null || other?.Percent > one.Value.Percent ? other : one;

    /// <summary>Which store it is goes into the incident, so that the right people are rung up.</summary>
    private static Observation InTrouble(StoreTrouble? worst) => worst is { } store
        ? new Observation(store.Percent, Text: $"{store.Store}: {store.Troubled}/{store.Asked} {store.Code}")
        : Observation.Gap;

    private ProcessSignals ReadProcess(long second)
    {
        _process.Read(second);
        return _process;
    }

    private static SignalReading Count(CampaignSignals signals, CounterColumn column) =>
        _ => new Observation(signals.TotalCount(column));

    private static SignalReading Refusals(CampaignSignals signals, int[] codes) =>
        _ => new Observation(Refused(signals, codes));

    private static SignalReading AllRefusals(CampaignSignals signals) =>
        Refusals(signals, [.. Enumerable.Range(0, RefusalColumns.Codes.Length)]);

    private static long Refused(CampaignSignals signals, int[] codes)
    {
        var sum = 0L;
        foreach (var code in codes)
            for (var station = Station.Request; station <= Station.Receipt; station++)
                sum += signals.TotalRefused(station, code);
        return sum;
    }

    private SignalReading Times(CampaignSignals signals, Station station)
    {
        var key = (signals.Campaign, station);
        if (!_histograms.TryGetValue(key, out var histogram))
            _histograms.Add(key, histogram = new HistogramSeconds(
                counts => signals.ReadTotal(station, counts)));
        return histogram.At;
    }

    private static double? ShareLeft(CampaignFacts? facts) =>
        facts is { Remaining: { } left, Stock: > 0 } ? 100.0 * left / facts.Stock : null;
}
