using System.Diagnostics;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class CampaignSignalsTests
{
    [Fact]
    public void Counts_UnderEightThreads_AreExact()
    {
        const int Threads = 8, Each = 20_000;
        using var way = SignalsFixture.Create();
        var signals = way.For("autumn");
        using var start = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            start.SignalAndWait();
            for (var i = 0; i < Each; i++)
                PassOnce(signals);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Threads * Each, signals.Count(CounterColumn.Requests));
        Assert.Equal(Threads * Each, signals.Count(CounterColumn.Admitted));
        Assert.Equal(Threads * Each, signals.Count(CounterColumn.Issued));
        Assert.Equal(Threads * Each, signals.Count(CounterColumn.Answered));
        Assert.Equal(Threads * Each, signals.RefusedCount(Station.Admission, RefusalColumns.Of("paused")));
        Assert.Equal(Threads * Each, Total(signals.Times(Station.Request)));
        Assert.Equal(0, signals.Count(CounterColumn.Repeated));
        Assert.Equal(0, signals.RefusedCount(Station.Decision, RefusalColumns.Of("paused")));
    }

    [Fact]
    public void Refused_ForAnUnlistedCode_CountsAsOther()
    {
        using var way = SignalsFixture.Create();
        var signals = way.For("autumn");
        signals.Refused(Station.Request, "13800138000");
        Assert.Equal(1, signals.RefusedCount(Station.Request, 0));
        Assert.Equal("other", RefusalColumns.Codes[0]);
    }

    [Fact]
    public void For_BeyondTheLimit_SharesOneSetOfCounters()
    {
        using var way = SignalsFixture.Create(options => options.CampaignsMax = 2);
        var first = way.For("a");
        way.For("b");
        Assert.Same(way.Unknown, way.For("c"));
        Assert.Same(first, way.For("a"));
        Assert.Equal(3, way.All.Count());
    }

    [Fact]
    public void Depth_WithSeveralShards_IsTheirSum()
    {
        using var way = SignalsFixture.Create();
        var signals = way.For("autumn");
        signals.Queue(10, 5, depth: 7, shard: 0);
        signals.Queue(10, 5, depth: 4, shard: 3);
        signals.Queue(10, 5, depth: 1, shard: 0);
        Assert.Equal(5, signals.Gauges.Depth);
        Assert.Equal(30, signals.Count(CounterColumn.Queued));
    }

    [Fact]
    public void Counting_OnTheWayOfARequest_AllocatesNothing()
    {
        using var way = SignalsFixture.Create();
        var signals = way.For("autumn");
        PassOnce(signals);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            PassOnce(signals);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void PassOnce(CampaignSignals signals)
    {
        var started = Stopwatch.GetTimestamp();
        signals.Request();
        signals.Admission(started);
        signals.Refused(Station.Admission, "paused");
        signals.Receipt(repeated: false, started);
    }

    private static long Total(LatencyHistogram histogram)
    {
        var counts = new long[LatencyHistogram.Buckets];
        histogram.Read(counts);
        return counts.Sum();
    }
}
