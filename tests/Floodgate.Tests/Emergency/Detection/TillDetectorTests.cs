using Floodgate.Emergency.Plans;
using Floodgate.Foundation;

namespace Floodgate.Tests.Emergency.Detection;

/// <summary>The default plan's own detectors of tills, over meters fed as a till's request feeds them.</summary>
public sealed class TillDetectorTests : IDisposable
{
    private static readonly string[] Watched =
        ["tills-failing", "tills-slow", "store-failing", "duplicates-synced", "used-elsewhere"];

    private readonly LoopFixture _loop = new();

    public TillDetectorTests()
    {
        _loop.Use([.. DefaultPlan.Plan.Detectors.Where(one => Watched.Contains(one.Id))]);
        _loop.Seconds(2, Good);
    }

    public void Dispose() => _loop.Dispose();

    [Fact]
    public void Detectors_OfTills_AreAllCarriedOut() => Assert.All(
        Watched, id => Assert.True(DefaultPlan.Plan.Detectors.Single(one => one.Id == id).Executable));

    [Fact]
    public void OrdinaryDay_FindsNothing() => Assert.Empty(_loop.Seconds(120, () =>
    {
        Good();
        Ended("a", Refusals.BelowThreshold);
    }));

    [Fact]
    public void Failures_OfEveryStore_AreTillsFailing_NotOneStore()
    {
        var found = _loop.Seconds(20, () =>
        {
            Good();
            for (var i = 0; i < 3; i++) Ended(i % 2 == 0 ? "a" : "b", Refusals.TillUnavailable);
        });
        Assert.Contains("tills-failing:fired", found);
        Assert.Contains("tills-failing:cleared", _loop.Seconds(60, Good));
    }

    [Fact]
    public void NoRoomAtTheEdge_IsTillsFailingToo() => Assert.Equal(["tills-failing:fired"], _loop.Seconds(20, () =>
    {
        Good();
        _loop.Tills.TurnedAway();
    }));

    [Fact]
    public void Suspension_OfOneStore_IsThatStores_AndIsNamed()
    {
        var found = _loop.Seconds(60, () =>
        {
            Good();
            Ended("c", Refusals.StoreSuspended);
        });
        Assert.Equal(["store-failing:fired"], found.Distinct());
        var told = _loop.Sources.Bind(
            DefaultPlan.Plan.Detectors.Single(one => one.Id == "store-failing"), null)!(0).Text;
        Assert.StartsWith("c: ", told, StringComparison.Ordinal);
        Assert.EndsWith("store-suspended", told, StringComparison.Ordinal);
        Assert.Equal("store-failing:cleared", _loop.Seconds(150, Good)[^1]);
    }

    [Fact]
    public void Conflicts_AreFoundAtOnce_OneAloneIsNot()
    {
        _loop.Seconds(60, Good);
        _loop.Tills.Conflicted();
        Assert.Empty(_loop.Seconds(30, Good));
        _loop.Tills.Conflicted();
        Assert.Equal(["duplicates-synced:fired"], _loop.Seconds(1, Good));
    }

    [Fact]
    public void UsedVouchers_ShownAgainAndAgain_AreFound() =>
        Assert.Equal(["used-elsewhere:fired"], _loop.Seconds(60, () =>
        {
            Good();
            for (var i = 0; i < 2; i++) Ended("a", Refusals.AlreadyRedeemed);
        }).Distinct());

    [Fact]
    public void SlowRedemptions_AreFound() => Assert.Contains("tills-slow:fired", _loop.Seconds(30, () =>
        _loop.Tills.Ended(
            "a", null, System.Diagnostics.Stopwatch.GetTimestamp() - (2 * System.Diagnostics.Stopwatch.Frequency))));

    private void Good()
    {
        for (var i = 0; i < 4; i++) Ended(i % 2 == 0 ? "a" : "b", null);
    }

    private void Ended(string store, Refusal? refusal) =>
        _loop.Tills.Ended(store, refusal, System.Diagnostics.Stopwatch.GetTimestamp());
}
