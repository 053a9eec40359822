using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Detection;

public sealed class AlertBookTests
{
    private static readonly Dictionary<string, string> NoLabels = [];
    private readonly FakeTimeProvider _clock = new();
    private readonly DetectionOptions _options = new() { AlertGroupsMax = 4, AlertsPerGroupMax = 3 };
    private readonly AlertBook _book;

    public AlertBookTests() => _book = new AlertBook(_options, _clock);

    [Fact]
    public void Alert_ToldTwice_IsOne()
    {
        Take("g", Firing("a"));
        Take("g", Firing("a"));
        Assert.Equal(1, Group("g").Active);
    }

    [Fact]
    public void Group_EndsWithItsLastAlertOrByTheSourcesWord()
    {
        Take("g", Firing("a"), Firing("b"));
        Take("g", Resolved("a"));
        Assert.Equal(1, Group("g").Active);
        Take("g", Resolved("b"));
        Assert.Equal(0, Group("g").Active);
        Take("g", Firing("a"), Firing("b"));
        _book.Take("s", new AlertDelivery("g", true, [Resolved("a")], 0));
        Assert.Equal(0, Group("g").Active);
    }

    [Fact]
    public void Alerts_BeyondTheLimit_AreCountedAndEndWithTheRest()
    {
        Take("g", [.. Enumerable.Range(0, 10).Select(i => Firing($"f{i}"))]);
        Assert.Equal(10, Group("g").Active);
        Take("g", Resolved("f0"), Resolved("f1"), Resolved("f2"));
        Assert.Equal(0, Group("g").Active);
    }

    [Fact]
    public void Groups_BeyondTheLimit_TakeThePlaceOfOneThatIsOver()
    {
        for (var i = 0; i < 4; i++) Take($"g{i}", Firing("a"));
        Take("g1", Resolved("a"));
        Take("new", Firing("a"));
        Assert.Equal(["g0", "g2", "g3", "new"], Groups().Select(one => one.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Groups_WhenAllAreActive_ShareOne()
    {
        for (var i = 0; i < 20; i++) Take($"g{i}", Firing($"a{i}"));
        Assert.Equal(["g0", "g1", "g2", "g3", "more"], Groups().Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal(16, Group("more").Active);
        // One of those that share it ends; the others do not.
        _book.Take("s", new AlertDelivery("g5", true, [Resolved("a5")], 0));
        Assert.True(Group("more").Active > 0);
    }

    [Fact]
    public void Group_ThatTheSourceForgot_EndsAfterADay()
    {
        Take("g", Firing("a"));
        _clock.Advance(TimeSpan.FromSeconds(_options.AlertStaleSeconds - 1));
        Assert.Equal(1, Group("g").Active);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Group("g").Active);
    }

    [Fact]
    public void Matching_AsksForEveryLabel()
    {
        Take("g", Firing("a", ("job", "db"), ("severity", "page")), Firing("b", ("job", "web")));
        Assert.Equal(2, _book.Matching(Detectors.Alert("s").Alert!).Value);
        Assert.Equal(1, _book.Matching(Detectors.Alert("s", ("job", "db"), ("severity", "page")).Alert!).Value);
        Assert.Equal(0, _book.Matching(Detectors.Alert("s", ("job", "db"), ("severity", "low")).Alert!).Value);
        Assert.Equal(0, _book.Matching(Detectors.Alert("other").Alert!).Value);
    }

    [Fact]
    public void Unmatched_AreThoseNoDetectorTakes()
    {
        Take("g", Firing("a", ("job", "db")), Firing("b", ("job", "web")));
        AlertMatch[] db = [Detectors.Alert("s", ("job", "db")).Alert!];
        Assert.Equal(1, Assert.Single(_book.Unmatched(db)).Unmatched);
        Assert.Equal(0, Assert.Single(_book.Unmatched([Detectors.Alert("s").Alert!])).Unmatched);
    }

    /// <summary>E6: ten thousand alerts, all different, leave what ten leave.</summary>
    [Fact]
    public void Storm_OfDifferentAlertsAndGroups_HoldsNoMoreThanTheLimits()
    {
        for (var i = 0; i < 10_000; i++) Take($"g{i}", Firing($"f{i}"));
        Assert.Equal(_options.AlertGroupsMax + 1, Groups().Count);
        Assert.Equal(10_000, Groups().Sum(one => one.Active));
    }

    private void Take(string group, params AlertTold[] alerts) =>
        _book.Take("s", new AlertDelivery(group, false, alerts, 0));

    private IReadOnlyList<AlertGroupView> Groups() => _book.Unmatched([]);

    private AlertGroupView Group(string key) => Groups().Single(one => one.Key == key);

    private static AlertTold Firing(string fingerprint, params (string Name, string Value)[] labels) => new(
        fingerprint, true, labels.ToDictionary(one => one.Name, one => one.Value, StringComparer.Ordinal), "", null);

    private static AlertTold Resolved(string fingerprint) => new(fingerprint, false, NoLabels, "", null);
}
