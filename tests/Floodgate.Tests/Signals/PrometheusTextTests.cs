using System.Diagnostics;
using System.Globalization;
using Floodgate.Foundation.Signals;

namespace Floodgate.Tests.Signals;

public sealed class PrometheusTextTests : IDisposable
{
    private readonly WaySignals _way = SignalsFixture.Create();

    public void Dispose() => _way.Dispose();

    [Fact]
    public void Text_AfterClaims_HoldsCountersOfTheStationsExactly()
    {
        var signals = _way.For("autumn");
        for (var i = 0; i < 5; i++)
            signals.Request();
        signals.Receipt(repeated: true, Stopwatch.GetTimestamp());
        signals.Refused(Station.Decision, "sold-out");
        signals.SetRemaining(1, 41);
        var text = new PrometheusText(_way).Write();

        Assert.Contains("# TYPE floodgate_request_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("floodgate_request_total{campaign=\"autumn\"} 5\n", text, StringComparison.Ordinal);
        Assert.Contains("{campaign=\"autumn\",repeated=\"true\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("station=\"decision\",code=\"sold-out\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE floodgate_stock_remaining gauge\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "floodgate_stock_remaining{campaign=\"autumn\",batch=\"1\"} 41\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Histogram_OfManyDurations_CountsEachOnceAndAddsUp()
    {
        var signals = _way.For("autumn");
        for (var i = 1; i <= 1000; i++)
            signals.Journal(1, Stopwatch.Frequency * i / 100_000);
        var text = new PrometheusText(_way).Write();
        var values = text.Split('\n')
            .Where(line => line.StartsWith("floodgate_journal_duration", StringComparison.Ordinal))
            .Where(line => line.Contains("autumn", StringComparison.Ordinal))
            .ToDictionary(
                line => line[..line.LastIndexOf(' ')],
                line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

        Assert.Equal(1000, values["floodgate_journal_duration_seconds_count{campaign=\"autumn\"}"]);
        Assert.InRange(values["floodgate_journal_duration_seconds_sum{campaign=\"autumn\"}"], 4.9, 5.1);
        Assert.InRange(values["floodgate_journal_duration_seconds_bucket{campaign=\"autumn\",le=\"0.005\"}"], 485, 515);
        Assert.Equal(1000, values["floodgate_journal_duration_seconds_bucket{campaign=\"autumn\",le=\"+Inf\"}"]);
        var buckets = values.Where(one => one.Key.Contains("_bucket", StringComparison.Ordinal))
            .Select(one => one.Value);
        Assert.Equal(buckets.Order(), buckets);
    }

    [Fact]
    public void Names_InTheText_AreThoseTheFormatAllows()
    {
        _way.For("a \"quoted\" \\ name");
        foreach (var line in new PrometheusText(_way).Write().Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Matches("^(# (HELP|TYPE) [a-z_]+ .*|[a-z_]+({.+})? [0-9.E+-]+)$", line);
    }
}
