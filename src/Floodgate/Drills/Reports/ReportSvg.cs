using System.Globalization;
using System.Text;

namespace Floodgate.Drills.Reports;

/// <summary>
/// A chart as inline SVG: it scales, prints, follows the page's light or dark colours and needs no script.
/// </summary>
internal static class ReportSvg
{
    private const double Left = 56;
    private const double Top = 10;
    private const double Bottom = 30;
    private const double Right = 12;

    /// <param name="chart">What to draw.</param>
    /// <param name="width">Units across; a narrow drawing keeps its letters readable on a phone.</param>
    /// <param name="height">Units down.</param>
    public static string Draw(RushChart chart, int width, int height)
    {
        var seconds = chart.Series.Count == 0 ? 1 : Math.Max(2, chart.Series[0].Values.Count);
        var (step, top) = Scale(ReportPictures.Top(chart), height < 260 ? 4 : 5);
        var area = new Area(width, height, seconds, top);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{chart.Title.En}\">");
        for (var value = 0.0; value <= top + (step / 2); value += step)
            svg.Append(CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" x2=\"{width - Right}\" y1=\"{area.Y(value):0.#}\" "
                    + $"y2=\"{area.Y(value):0.#}\"/>"
                + $"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 8}\" "
                + $"y=\"{area.Y(value) + 4:0.#}\">{Short(value)}</text>");
        Seconds(svg, chart, area, width);
        if (chart.Kind == ChartKind.Stacked) Stack(svg, chart, area);
        else
            foreach (var series in chart.Series) Line(svg, series, area);
        Opening(svg, chart, area);
        return svg.Append("</svg>").ToString();
    }

    private static void Seconds(StringBuilder svg, RushChart chart, Area area, int width)
    {
        var (step, _) = Scale(area.Seconds, width < 500 ? 5 : 10);
        step = Math.Max(1, step);
        var first = Math.Ceiling(-chart.OpeningSecond / step) * step;
        for (var second = first; second < area.Seconds - chart.OpeningSecond; second += step)
            svg.Append(CultureInfo.InvariantCulture,
                $"<text class=\"tick\" text-anchor=\"middle\" x=\"{area.X(second + chart.OpeningSecond):0.#}\" "
                + $"y=\"{area.Height - 10}\">{second:+0;-0;0} s</text>");
    }

    private static void Line(StringBuilder svg, ChartSeries series, Area area)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"{(series.Broad ? "line broad" : "line")}\" stroke=\"{series.Colour}\" d=\"");
        var pen = 'M';
        for (var i = 0; i < series.Values.Count; i++)
        {
            if (series.Values[i] is { } value)
                svg.Append(CultureInfo.InvariantCulture, $"{pen}{area.X(i + 0.5):0.#} {area.Y(value):0.#}");
            pen = series.Values[i] is null ? 'M' : 'L';
        }

        svg.Append("\"/>");
    }

    private static void Stack(StringBuilder svg, RushChart chart, Area area)
    {
        var below = new double[area.Seconds];
        foreach (var series in chart.Series)
        {
            var above = below.Select((value, i) => value + (i < series.Values.Count ? series.Values[i] ?? 0 : 0))
                .ToArray();
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"{series.Colour}\" d=\"M");
            svg.AppendJoin('L', above.Select((value, i) => Point(area, i, value)));
            svg.Append('L').AppendJoin('L', below.Select((value, i) => Point(area, i, value)).Reverse())
                .Append("Z\"/>");
            below = above;
        }
    }

    private static string Point(Area area, int second, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{area.X(second + 0.5):0.#} {area.Y(value):0.#}");

    private static void Opening(StringBuilder svg, RushChart chart, Area area) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<line class=\"opening\" x1=\"{area.X(chart.OpeningSecond):0.#}\" "
                + $"x2=\"{area.X(chart.OpeningSecond):0.#}\" "
            + $"y1=\"{Top}\" y2=\"{area.Height - Bottom}\"/>");

    /// <summary>A step of 1, 2 or 5 times a power of ten, and the first multiple that covers everything.</summary>
    private static (double Step, double Top) Scale(double highest, int steps)
    {
        var raw = Math.Max(highest, 1e-9) / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        return (step, Math.Max(step, Math.Ceiling((highest / step) - 1e-9) * step));
    }

    private static string Short(double value) => value switch
    {
        >= 10_000 => $"{value / 1_000:0.#}k",
        >= 1 or 0 => $"{value:#,0.##}",
        _ => $"{value:0.###}",
    };

    private readonly record struct Area(int Width, int Height, int Seconds, double Highest)
    {
        public double X(double second) => Left + (second / Seconds * (Width - Left - Right));

        public double Y(double value) => Height - Bottom - (value / Highest * (Height - Top - Bottom));
    }
}
