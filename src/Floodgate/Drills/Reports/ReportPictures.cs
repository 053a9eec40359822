using ScottPlot;

namespace Floodgate.Drills.Reports;

/// <summary>The charts as PNG files, for slides and messages. In English: a server seldom has a Chinese font.</summary>
internal static class ReportPictures
{
    private const int Width = 1_200;
    private const int Height = 560;

    public static void Write(IEnumerable<RushChart> charts, string directory)
    {
        foreach (var chart in charts)
        {
            using var plot = Draw(chart);
            plot.SavePng(Path.Combine(directory, $"{chart.Id}.png"), Width, Height);
        }
    }

    private static Plot Draw(RushChart chart)
    {
        var plot = new Plot();
        plot.Title(chart.Title.En);
        plot.XLabel("seconds from the opening");
        plot.YLabel(chart.Unit.En);
        plot.FigureBackground.Color = Colors.White;
        plot.Grid.MajorLineColor = Color.FromHex("#e6e9ee");
        if (chart.Kind == ChartKind.Stacked) Stack(plot, chart);
        else Lines(plot, chart);
        var opening = plot.Add.VerticalLine(0, 1, Color.FromHex("#22303f"), LinePattern.Dotted);
        opening.LegendText = "opening";
        plot.Axes.SetLimitsY(0, Math.Max(1, Top(chart) * 1.08));
        plot.ShowLegend(Alignment.UpperRight);
        return plot;
    }

    private static void Lines(Plot plot, RushChart chart)
    {
        foreach (var series in chart.Series)
        {
            var points = series.Values.Select((value, i) => (X: i + 0.5 - chart.OpeningSecond, Y: value))
                .Where(point => point.Y is not null).ToArray();
            var line = plot.Add.ScatterLine(points.Select(p => p.X).ToArray(),
                points.Select(p => p.Y!.Value).ToArray());
            (line.Color, line.LineWidth, line.LegendText) = (Color.FromHex(series.Colour),
                series.Broad ? 8 : 2.5f, series.Name.En);
        }
    }

    private static void Stack(Plot plot, RushChart chart)
    {
        var below = new double[chart.Series.Count == 0 ? 0 : chart.Series[0].Values.Count];
        var x = below.Select((_, i) => i + 0.5 - chart.OpeningSecond).ToArray();
        foreach (var series in chart.Series)
        {
            var above = below.Select((value, i) => value + (series.Values[i] ?? 0)).ToArray();
            var layer = plot.Add.FillY(x, below, above);
            (layer.FillColor, layer.LineWidth, layer.LegendText) = (Color.FromHex(series.Colour), 0, series.Name.En);
            below = above;
        }
    }

    /// <summary>The highest point of a chart: of a single line, or of the pile.</summary>
    public static double Top(RushChart chart) => chart.Series.Count == 0 ? 0
        : chart.Kind == ChartKind.Lines ? chart.Series.Max(series => series.Values.Max() ?? 0)
        : Enumerable.Range(0, chart.Series[0].Values.Count).Max(i => chart.Series.Sum(series => series.Values[i] ?? 0));
}
