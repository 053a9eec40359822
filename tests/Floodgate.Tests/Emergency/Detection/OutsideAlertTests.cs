using Floodgate.Emergency.Detection;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class OutsideAlertTests : IDisposable
{
    private readonly LoopFixture _loop = new();

    [Fact]
    public void Alert_ThatNoDetectorMatches_IsOneFindingAGroup()
    {
        _loop.Seconds(1);
        for (var i = 0; i < 50; i++) Take("g", $"f{i}", firing: true);
        Assert.Equal(["alert:s:g:fired"], _loop.Step());
        Assert.Empty(_loop.Seconds(20));
        for (var i = 0; i < 50; i++) Take("g", $"f{i}", firing: false);
        Assert.Empty(_loop.Seconds(50));
        Assert.Equal(["alert:s:g:cleared"], _loop.Seconds(15));
    }

    [Fact]
    public void Alert_ThatADetectorMatches_IsTheDetectors()
    {
        _loop.Use(Detectors.Alert("s") with { ClearForSeconds = 3 });
        _loop.Seconds(1);
        Take("g", "f", firing: true);
        Take("h", "f", firing: true);
        Assert.Equal(["alert:fired"], _loop.Step());
        Take("g", "f", firing: false);
        Assert.Empty(_loop.Seconds(10));
        Take("h", "f", firing: false);
        Assert.Equal(["alert:cleared"], _loop.Seconds(10));
    }

    [Fact]
    public void Group_ThatGoesOnAndOff_ChangesAtMostOnceAMinute()
    {
        _loop.Seconds(1);
        var round = 0;
        var found = _loop.Seconds(300, () => Take("g", "f", firing: round++ % 2 == 0));
        Assert.DoesNotContain("alert:s:g:cleared", found);
        // Told once, and then reminded of every half minute.
        Assert.InRange(found.Length, 1, 11);
    }

    /// <summary>E6: 10,000 alerts within a minute, all in groups of their own.</summary>
    [Fact]
    public void Storm_IsABoundedNumberOfFindings()
    {
        var number = 0;
        var found = _loop.Seconds(60, () =>
        {
            for (var i = 0; i < 167; i++) Take($"g{number}", $"f{number++}", firing: true);
        });
        Assert.Equal(new DetectionOptions().AlertGroupsMax + 1, found.Distinct().Count());
        Assert.All(found, one => Assert.EndsWith(":fired", one, StringComparison.Ordinal));
    }

    [Fact]
    public void Restart_WhileAGroupFires_EndsItWhenTheSourceSaysSo()
    {
        var now = _loop.Clock.GetUtcNow();
        _loop.Loop.Resume([new Finding("", null, true, now, now, 1, null, "alert:s:g", "")]);
        Assert.Empty(_loop.Seconds(20));
        Take("g", "f", firing: false);
        Assert.Equal(["alert:s:g:cleared"], _loop.Seconds(2));
    }

    public void Dispose() => _loop.Dispose();

    private void Take(string group, string fingerprint, bool firing) => _loop.Alerts.Take("s", new AlertDelivery(
        group, false, [new AlertTold(fingerprint, firing, new Dictionary<string, string>(), "", null)], 0));
}
