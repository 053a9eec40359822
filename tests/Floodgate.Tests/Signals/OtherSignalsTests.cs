using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class OtherSignalsTests
{
    private static readonly Dictionary<string, double> NoGauges = [];
    private readonly OtherSignals _others = new();

    [Fact]
    public void Sum_NeverFalls_WhichEverNodeDiesOrBeginsAnew()
    {
        Take("b", "1", 100);
        Assert.Equal(0, _others.Count("row", 3));
        Take("b", "1", 110);
        Take("c", "9", 7);
        Take("c", "9", 9);
        Assert.Equal(12, _others.Count("row", 3));
        // Another process: all it says is new.
        Take("b", "2", 4);
        Assert.Equal(16, _others.Count("row", 3));
        _others.RetainGauges([]);
        Assert.Equal(16, _others.Count("row", 3));
        Take("b", "2", 5);
        Assert.Equal(17, _others.Count("row", 3));
    }

    [Fact]
    public void Word_ThatIsNotOurs_CountsNothing()
    {
        _others.Take("b", new NodeSignals("1", new Dictionary<string, long[]> { ["row"] = [1, 5] }, NoGauges, null));
        _others.Take("b", new NodeSignals(
            "1", new Dictionary<string, long[]> { ["row"] = [-1, 5, 9_999, 5, 1] }, NoGauges, null));
        Assert.Equal(0, _others.Count("row", 1));
        Assert.Equal(0, _others.Count("row", 9_999));
    }

    [Fact]
    public void Gauge_IsThatOfTheNodesThatSpeak()
    {
        _others.Take("b", Gauge(70));
        _others.Take("c", Gauge(90));
        Assert.Equal((90, 160), (_others.Most("cpu"), _others.Sum("cpu")));
        _others.RetainGauges(["b"]);
        Assert.Equal((70, 70), (_others.Most("cpu"), _others.Sum("cpu")));
    }

    private static NodeSignals Gauge(double value) => new(
        "1", new Dictionary<string, long[]>(), new Dictionary<string, double> { ["cpu"] = value }, null);

    private void Take(string node, string process, long count) => _others.Take(node, new NodeSignals(
        process, new Dictionary<string, long[]> { ["row"] = [3, count] }, NoGauges, null));
}
