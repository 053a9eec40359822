using System.Diagnostics;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// What the six stations report about one campaign. Counting is exact; nothing here allocates, locks on the way of a
/// request, or holds anything about a person. All times are <see cref="Stopwatch"/> ticks.
/// </summary>
internal sealed class CampaignSignals(
    string campaign, StationHistograms histograms, SignalsOptions options, OtherSignals others)
{
    private const int Columns = (int)CounterColumn.Refusals;

    private readonly Stripes _counts = new(Columns + (Stations.Names.Length * RefusalColumns.Codes.Length));
    private readonly StationTimes _times = new(campaign, histograms, options);
    private readonly CampaignGauges _gauges = new(options.BatchesMax);

    public string Campaign { get; } = campaign;

    public CampaignGauges Gauges => _gauges;

    /// <summary>A request arrived; counted before anything is known of it.</summary>
    public void Request() => _counts.Increment(Stripes.Row(), (int)CounterColumn.Requests);

    /// <summary>The request was let through; its histogram holds the time since arrival.</summary>
    public void Admission(long startedTicks)
    {
        var row = Stripes.Row();
        _counts.Increment(row, (int)CounterColumn.Admitted);
        _times.Record(Station.Admission, row, startedTicks, Stopwatch.GetTimestamp());
    }

    /// <summary>A station said no. An unlisted code counts as <c>other</c>.</summary>
    public void Refused(Station station, string code) => _counts.Increment(Stripes.Row(), RefusalColumn(station, code));

    /// <summary>Once a batch: what was taken from a shard's queue, the longest wait in it, and what stayed
    /// behind.</summary>
    public void Queue(int commands, long oldestWaitTicks, int depth, int shard = 0)
    {
        _counts.Add(Stripes.Row(), (int)CounterColumn.Queued, commands);
        _gauges.SetDepth(shard, depth);
        _times.RecordSpan(Station.Queue, oldestWaitTicks);
    }

    /// <summary>Once a batch: commands decided and the time it took.</summary>
    public void Decision(int commands, long ticks)
    {
        _counts.Add(Stripes.Row(), (int)CounterColumn.Decided, commands);
        _times.RecordSpan(Station.Decision, ticks);
    }

    /// <summary>Once a commit: bytes of the row and the time until it was durable.</summary>
    public void Journal(int bytes, long flushTicks)
    {
        var row = Stripes.Row();
        _counts.Increment(row, (int)CounterColumn.Commits);
        _counts.Add(row, (int)CounterColumn.JournalBytes, bytes);
        _times.RecordSpan(Station.Journal, flushTicks);
    }

    /// <summary>A receipt was given: 201, or 200 where it was <paramref name="repeated"/>. It counts as the answer too
    /// (one reading of the clock for both), so <see cref="Answered"/> is not called for it.</summary>
    public void Receipt(bool repeated, long startedTicks)
    {
        var row = Stripes.Row();
        var now = Stopwatch.GetTimestamp();
        _counts.Increment(row, (int)(repeated ? CounterColumn.Repeated : CounterColumn.Issued));
        _times.Record(Station.Receipt, row, startedTicks, now);
        Answer(row, startedTicks, now);
    }

    /// <summary>Any other answer left: the whole time from arrival. This is the histogram of Request.</summary>
    public void Answered(long startedTicks) => Answer(Stripes.Row(), startedTicks, Stopwatch.GetTimestamp());

    /// <summary>What is left of a batch, in the order of the campaign's batches.</summary>
    public void SetRemaining(int batch, long remaining) => _gauges.SetRemaining(batch, remaining);

    public long Count(CounterColumn column) => _counts.Sum((int)column);

    public long RefusedCount(Station station, int code) => _counts.Sum(RefusalColumn(station, code));

    public LatencyHistogram Times(Station station) => _times[station];

    /// <summary>Of all nodes, as far as they have said.</summary>
    public long TotalCount(CounterColumn column) =>
        Count(column) + others.Count(NodeSignals.Counts(Campaign), (int)column);

    /// <summary>Of all nodes, as far as they have said.</summary>
    public long TotalRefused(Station station, int code) =>
        RefusedCount(station, code) + others.Count(NodeSignals.Counts(Campaign), RefusalColumn(station, code));

    /// <summary>Of all nodes: commands that wait.</summary>
    public long TotalDepth => _gauges.Depth + (long)others.Sum(NodeSignals.Depth(Campaign));

    /// <summary>Durations at a station on all nodes, bucket by bucket.</summary>
    public void ReadTotal(Station station, Span<long> target)
    {
        _times[station].Read(target);
        others.AddTo(NodeSignals.Times(Campaign, station), target);
    }

    /// <summary>Every counter of this node, column by column.</summary>
    public void ReadCounts(Span<long> target)
    {
        for (var column = 0; column < target.Length; column++) target[column] = _counts.Sum(column);
    }

    public int ColumnCount => _counts.Columns;

    private void Answer(int row, long startedTicks, long nowTicks)
    {
        _counts.Increment(row, (int)CounterColumn.Answered);
        _times.Record(Station.Request, row, startedTicks, nowTicks);
    }

    private static int RefusalColumn(Station station, string code) => RefusalColumn(station, RefusalColumns.Of(code));

    private static int RefusalColumn(Station station, int code) =>
        Columns + ((int)station * RefusalColumns.Codes.Length) + code;
}

/// <summary>The plain counters of a campaign; refusals stand behind them, one a station and code.</summary>
internal enum CounterColumn
{
    Requests, Admitted, Queued, Decided, Commits, JournalBytes, Issued, Repeated, Answered, Refusals,
}
