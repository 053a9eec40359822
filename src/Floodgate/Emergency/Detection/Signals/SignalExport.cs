using System.Security.Cryptography;
using System.Text.Json;
using Floodgate.Foundation.Signals;

namespace Floodgate.Emergency.Detection;

/// <summary>The counters of a node that are no campaign's.</summary>
internal enum NodeColumn
{
    StorageFailures, PagesFailed, AlertsRefused, End,
}

/// <summary>What this node tells the others of its signals: made once in half a second, however many ask.</summary>
internal sealed class SignalExport(WaySignals way, NodeTallies tallies, TillSignals tills, TimeProvider clock)
{
    public const string Node = "node";
    public const string Tills = "tills";
    public const string TillRefusals = "till-refusals|";
    public const string TillTimes = "till-times";
    private const int CampaignsMax = 256;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(500);
    private readonly string _process = RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly Lock _gate = new();
    private readonly ProcessSignals _load = new(clock);
    private byte[]? _made;
    private long _madeAt, _second;

    /// <summary>A <see cref="NodeSignals"/> as JSON.</summary>
    public byte[] Read()
    {
        lock (_gate)
        {
            if (_made is { } made && clock.GetElapsedTime(_madeAt) < GoodFor) return made;
            _madeAt = clock.GetTimestamp();
            return _made = JsonSerializer.SerializeToUtf8Bytes(Make(), JsonSerializerOptions.Web);
        }
    }

    /// <returns>Null: not what this program says.</returns>
    public static NodeSignals? Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeSignals>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private NodeSignals Make()
    {
        var rows = new Dictionary<string, long[]>(StringComparer.Ordinal);
        var gauges = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var campaign in way.All.Take(CampaignsMax)) AddCampaign(campaign, rows, gauges);
        foreach (var (kind, count) in tallies.AllCalls)
            rows[NodeSignals.Calls(kind.Campaign) + kind.Reason] = [0, count];
        var node = new long[(int)NodeColumn.End];
        node[(int)NodeColumn.StorageFailures] = tallies.StorageFailures;
        node[(int)NodeColumn.PagesFailed] = tallies.PagesFailed;
        node[(int)NodeColumn.AlertsRefused] = tallies.AlertsRefused;
        rows[Node] = NodeSignals.Pairs(node);
        AddTills(rows);
        _load.Read(_second++);
        if (_load.Cpu is { } cpu) gauges["process.cpu"] = cpu;
        gauges["process.memory"] = _load.MemoryMegabytes;
        gauges["process.pool-queue"] = ThreadPool.PendingWorkItemCount;
        return new NodeSignals(_process, rows, gauges, tills.Stores.Worst());
    }

    private static void AddCampaign(
        CampaignSignals campaign, Dictionary<string, long[]> rows, Dictionary<string, double> gauges)
    {
        var counts = new long[campaign.ColumnCount];
        campaign.ReadCounts(counts);
        rows[NodeSignals.Counts(campaign.Campaign)] = NodeSignals.Pairs(counts);
        var times = new long[LatencyHistogram.Buckets];
        for (var station = Station.Request; station <= Station.Receipt; station++)
        {
            campaign.Times(station).Read(times);
            if (NodeSignals.Pairs(times) is { Length: > 0 } pairs)
                rows[NodeSignals.Times(campaign.Campaign, station)] = pairs;
        }

        if (campaign.Gauges.Depth is > 0 and var depth) gauges[NodeSignals.Depth(campaign.Campaign)] = depth;
    }

    private void AddTills(Dictionary<string, long[]> rows)
    {
        var counts = new long[(int)TillColumn.Refusals];
        for (var column = 0; column < counts.Length; column++) counts[column] = tills.Count((TillColumn)column);
        rows[Tills] = NodeSignals.Pairs(counts);
        foreach (var code in RefusalColumns.Codes)
            if (tills.Refused(code) is > 0 and var refused) rows[TillRefusals + code] = [0, refused];
        var times = new long[LatencyHistogram.Buckets];
        tills.Times.Read(times);
        rows[TillTimes] = NodeSignals.Pairs(times);
    }
}
