using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class DetectionLoopTests : IDisposable
{
    private static readonly CampaignFacts Open = new(true, 100, 1_000);
    private readonly LoopFixture _loop = new();

    private static Detector StorageFails => Detectors.Threshold("storage.failures", limit: 0);

    /// <summary>Half of the crowd at each of two nodes is the whole crowd to the detectors of both.</summary>
    [Fact]
    public void Detector_SeesTheSumOfAllNodes_AndOnlyWhatCameSinceItListened()
    {
        using var other = new LoopFixture();
        var export = new SignalExport(other.Way, other.Tallies, other.Tills, other.Clock);
        _loop.Use(Detectors.Threshold("storage.failures", limit: 1));
        for (var i = 0; i < 50; i++) other.Tallies.StorageFailed();
        Take();
        Assert.Empty(_loop.Seconds(2));
        _loop.Tallies.StorageFailed();
        other.Tallies.StorageFailed();
        Take();
        Assert.Equal(["t:fired"], _loop.Seconds(1).Select(one => "t" + one[one.IndexOf(':')..]));

        void Take()
        {
            other.Clock.Advance(TimeSpan.FromSeconds(1));
            _loop.Way.Others.Take("b", SignalExport.Parse(export.Read())!);
        }
    }

    /// <summary>Whoever takes the lead up goes on with what fired, until it is seen to be good.</summary>
    [Fact]
    public void Detector_TakenUpFromTheLeadBefore_FiresUntilItIsSeenToBeGood()
    {
        _loop.Use(StorageFails);
        _loop.Seconds(3);
        var key = Finding.KeyOf(StorageFails.Id, null);
        _loop.Loop.TakeUp([new Finding(StorageFails.Id, null, true, default, default, 1, 0, key, "")]);
        Assert.Equal([key + ":cleared"], _loop.Seconds(400));
    }

    [Fact]
    public void Failure_OfAWrite_IsFoundInTheNextSecondAndClearedAfter()
    {
        _loop.Use(StorageFails);
        Assert.Empty(_loop.Seconds(3));
        _loop.Tallies.StorageFailed();
        Assert.Equal(["t:fired"], _loop.Seconds(1));
        Assert.Equal(["t:cleared"], _loop.Seconds(1));
    }

    [Fact]
    public void Finding_SaysWhatWasSeen()
    {
        _loop.Use(StorageFails with { Unit = "/s", WindowSeconds = 2 });
        _loop.Seconds(3);
        _loop.Tallies.StorageFailed();
        _loop.Clock.Advance(TimeSpan.FromSeconds(1));
        var finding = Assert.Single(_loop.Loop.Step());
        Assert.Equal(("t", null, true, 0.5m, 0m), (finding.Detector, finding.Campaign, finding.Firing, finding.Value,
            finding.Limit));
        Assert.Equal("storage.failures 0.5/s (> 0/s), 2 s", finding.Text);
        Assert.Equal((_loop.Clock.GetUtcNow(), finding.At), (finding.Since, finding.At));
    }

    [Fact]
    public void Signal_OfCampaigns_IsWatchedForEachByItself()
    {
        (_loop.Campaigns["a"], _loop.Campaigns["b"]) = (Open, Open);
        _loop.Use(Detectors.Threshold("claims.requests", limit: 5));
        _loop.Seconds(2);
        Assert.Equal(["t@b:fired"], _loop.Seconds(1, () => Requests("b", 10)));
        _loop.Campaigns["c"] = Open;
        Assert.Equal(["t@b:cleared"], _loop.Seconds(2));
        Assert.Equal(["t@c:fired"], _loop.Seconds(1, () => Requests("c", 10)));
        _loop.Campaigns.Remove("c");
        Assert.Equal(["t@c:cleared"], _loop.Seconds(1));
    }

    [Fact]
    public void Campaign_ThatPinnedAnotherPlan_HasItsOwnDetectors()
    {
        (_loop.Campaigns["a"], _loop.Campaigns["b"]) = (Open, Open);
        var strict = Detectors.Threshold("claims.requests", limit: 5);
        _loop.Loop.Use(DetectionPlan.Empty with
        {
            Detectors = [strict, StorageFails with { Id = "s" }],
            ByCampaign = new Dictionary<string, IReadOnlyList<Detector>> { ["b"] = [strict with { Limit = 50 }] },
        });
        _loop.Seconds(2);
        Assert.Equal(["t@a:fired"], _loop.Seconds(1, () =>
        {
            Requests("a", 10);
            Requests("b", 10);
        }));
    }

    [Fact]
    public void Plan_PutInForceAnew_LosesNoStateOfWhatDidNotChange()
    {
        var slow = StorageFails with { ForSeconds = 5, WindowSeconds = 10 };
        _loop.Use(slow);
        _loop.Seconds(2);
        Assert.Empty(_loop.Seconds(3, _loop.Tallies.StorageFailed));
        _loop.Use(slow with { Name = new BilingualText("新名", "new name"), Level = ResponseLevel.I },
            Detectors.Threshold("pages.failed", limit: 0, id: "more"));
        Assert.Equal(["t:fired"], _loop.Seconds(3, _loop.Tallies.StorageFailed));
    }

    [Fact]
    public void Plan_WithAnotherLimit_GoesOnFiringUntilItIsGoodUnderTheNew()
    {
        _loop.Use(StorageFails with { WindowSeconds = 2 });
        _loop.Seconds(2);
        _loop.Seconds(1, _loop.Tallies.StorageFailed);
        _loop.Use(StorageFails with { WindowSeconds = 3, ClearForSeconds = 2 });
        Assert.Equal(["t:cleared"], _loop.Seconds(5));
    }

    [Fact]
    public void Detector_TakenOutWhileFiring_IsCleared()
    {
        _loop.Use(StorageFails with { ClearForSeconds = 100 });
        _loop.Seconds(2);
        Assert.Equal(["t:fired"], _loop.Seconds(1, _loop.Tallies.StorageFailed));
        _loop.Use();
        Assert.Equal(["t:cleared"], _loop.Step());
    }

    [Fact]
    public void Restart_WhileFiring_ClearsWhenItIsGood()
    {
        _loop.Loop.Resume([
            new Finding("t", null, true, _loop.Clock.GetUtcNow(), _loop.Clock.GetUtcNow(), 1, 0, "t", ""),
            new Finding("gone", null, true, _loop.Clock.GetUtcNow(), _loop.Clock.GetUtcNow(), 1, 0, "gone", ""),
        ]);
        _loop.Use(StorageFails with { ClearForSeconds = 2 });
        Assert.Equal(["gone:cleared", "t:cleared"], _loop.Seconds(5));
    }

    [Fact]
    public void Firing_IsToldAgainEveryThirtySeconds()
    {
        _loop.Use(StorageFails);
        _loop.Seconds(2);
        Assert.Equal(["t:fired", "t:fired", "t:fired"], _loop.Seconds(90, _loop.Tallies.StorageFailed));
    }

    [Theory]
    [InlineData(3_600)]
    [InlineData(-3_600)]
    public void WallClock_WhenItJumps_FiresNothingAndLosesNothing(int seconds)
    {
        _loop.Campaigns["a"] = Open;
        _loop.Use(StorageFails with { ForSeconds = 5 }, Detectors.Heartbeat("floodgate") with { WindowSeconds = 5 },
            Detectors.Absence("claims.requests") with { WindowSeconds = 5 });
        _loop.Seconds(5, () => Requests("a", 1));
        Assert.Empty(_loop.Seconds(3, Busy));
        _loop.Clock.Jump(TimeSpan.FromSeconds(seconds));
        Assert.Empty(_loop.Seconds(2, Busy));
        Assert.Equal(["t:fired"], _loop.Seconds(1, Busy));

        void Busy()
        {
            Requests("a", 1);
            _loop.Tallies.StorageFailed();
        }
    }

    [Fact]
    public void Heartbeat_OfOurselves_NeverFallsSilent()
    {
        _loop.Use(Detectors.Heartbeat("floodgate") with { WindowSeconds = 2, MissingData = MissingData.Breach },
            Detectors.Heartbeat("other") with { Id = "o", WindowSeconds = 5, MissingData = MissingData.Breach });
        Assert.Equal(["o:fired"], _loop.Seconds(20));
        _loop.Heartbeats.Beat("other");
        Assert.Equal(["o:cleared"], _loop.Seconds(1));
    }

    [Fact]
    public void Absence_OfACampaignThatIsNotOpen_IsNormal()
    {
        _loop.Campaigns["a"] = Open with { IsOpen = false };
        _loop.Use(Detectors.Absence() with { WindowSeconds = 5 });
        Assert.Empty(_loop.Seconds(20));
        _loop.Campaigns["a"] = Open;
        Assert.Equal(["a@a:fired"], _loop.Seconds(10));
    }

    [Fact]
    public void Probe_ThatBeginsToFail_IsFoundBetweenTwoSeconds()
    {
        var works = true;
        using var asked = new AutoResetEvent(false);
        var storage = new ProbedStorage(null, () =>
        {
            asked.Set();
            if (!works) throw new IOException("gone");
        }, null);
        using var loop = new LoopFixture(storage: storage);
        using var woken = new AutoResetEvent(false);
        loop.Use(Detectors.Probing(new Probe { Kind = ProbeKind.Storage, Target = "journal" }));
        loop.Sources.Prober.Changed = () => woken.Set();
        loop.Seconds(1);
        Assert.True(woken.WaitOne(TimeSpan.FromMinutes(3)));
        works = false;
        Assert.Empty(loop.Seconds(1));
        Assert.True(woken.WaitOne(TimeSpan.FromMinutes(3)));
        var finding = Assert.Single(loop.Loop.Step());
        Assert.Equal(("probe", true), (finding.Key, finding.Firing));
        Assert.Contains("gone", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Watches_BeyondTheLimit_AreCounted()
    {
        using var loop = new LoopFixture(new DetectionOptions { WatchesMax = 10 });
        for (var i = 0; i < 20; i++) loop.Campaigns[$"c{i}"] = Open;
        loop.Use(Detectors.Threshold("claims.requests", limit: 5));
        Assert.Equal((10, 10), (loop.Loop.View().Detectors.Count, loop.Loop.View().NotWatched));
    }

    [Fact]
    public void Detector_ThatIsNotExecutable_IsNotWatched()
    {
        _loop.Use(StorageFails with { Executable = false, Signal = null });
        Assert.Empty(_loop.Loop.View().Detectors);
    }

    [Fact]
    public void View_HasTheLastMinute()
    {
        _loop.Use(StorageFails);
        _loop.Seconds(70, _loop.Tallies.StorageFailed);
        var one = Assert.Single(_loop.Loop.View().Detectors);
        Assert.Equal(("firing", 1m, 60), (one.State, one.Value, one.Recent.Count));
        Assert.All(one.Recent, value => Assert.Equal(1, value));
    }

    public void Dispose() => _loop.Dispose();

    private void Requests(string campaign, int count)
    {
        for (var i = 0; i < count; i++) _loop.Way.For(campaign).Request();
    }
}
