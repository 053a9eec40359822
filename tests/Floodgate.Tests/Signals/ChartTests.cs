using Floodgate.Vouchers.Board;
using Floodgate.Web.Console;
using Floodgate.Web.Console.Charts;

namespace Floodgate.Tests.Signals;

public sealed class ChartTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-22T02:20:00Z");

    [Theory]
    [InlineData(0, 10, 10)]
    [InlineData(9, 1, 10)]
    [InlineData(10, 1, 10)]
    [InlineData(10.1, 1, 15)]
    [InlineData(3958, 1, 4000)]
    [InlineData(0.3, 0.1, 0.3)]
    public void Axis_EndsAtARoundNumberAboveTheHighest(double highest, double smallest, double top)
    {
        var axis = AxisScale.For(highest, smallest);
        Assert.Equal(top, axis.Top, 6);
        Assert.InRange(axis.Marks().Count(), 4, 7);
    }

    [Fact]
    public void Window_OfAShortPeak_KeepsItsHeightAndItsPlaceInTime()
    {
        var points = Enumerable.Range(0, 600).Select(second => new BoardPoint
        {
            At = Now.AddSeconds(second - 599),
            Arrivals = second == 300 ? 900 : 1,
        }).ToList();
        var series = new SecondsWindow(points, Now, 600).Series("", "", point => point.Arrivals);
        var later = new SecondsWindow(points, Now.AddSeconds(4), 600).Series("", "", point => point.Arrivals);
        Assert.Equal(150, series.Values.Count);
        Assert.Equal(900, series.Peak);
        Assert.Equal(1, series.Now);
        Assert.Equal(series.Values.ToList().IndexOf(900) - 1, later.Values.ToList().IndexOf(900));
        Assert.Null(later.Values[^1]);
    }

    [Fact]
    public void Line_WhereNothingWasMeasured_IsBroken() =>
        Assert.Equal("M0 200L150 100M450 0L600 200", ChartPath.Line([0, 5, null, 10, 0], 10));

    [Fact]
    public void Stack_OfLayers_AddsUp()
    {
        var edges = ChartPath.Stack([new("a", "", [1, 2], 2), new("b", "", [10, null], null)]);
        Assert.Equal([11, 2], edges[1]);
    }

    [Theory]
    [InlineData(0, 10, "0%")]
    [InlineData(10, 10, "100%")]
    [InlineData(1, 100_000, "0.1%")]
    [InlineData(99_999, 100_000, "99.9%")]
    [InlineData(54, 100, "54%")]
    public void Percent_IsWholeOnlyWhenItIs(long part, long whole, string shown) =>
        Assert.Equal(shown, Figures.Percent(part, whole));

    [Fact]
    public void LocalTime_TheZoneSkips_IsNoTime()
    {
        Assert.Null(new ZoneClock("Europe/Berlin").FromLocal("2026-03-29T02:30"));
        Assert.Equal(
            DateTimeOffset.Parse("2026-03-29T01:30:00Z"), new ZoneClock("Europe/Berlin").FromLocal("2026-03-29T03:30"));
    }
}
