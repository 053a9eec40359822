using System.Globalization;
using System.Net;
using System.Text;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>
/// The signals over the incident with its timeline on them, as inline SVG: one strip a signal under one clock, numbered
/// marks above. It needs no script and prints.
/// </summary>
internal sealed class ReviewChart
{
    private const int Width = 900;
    private const int Left = 58;
    private const int Right = 14;
    private const int StripHeight = 128;
    private const int StripsMax = 6;
    private const int MarkRows = 6;
    private const int MarkWidth = 20;

    /// <summary>Seconds between two ticks of the clock.</summary>
    private static readonly double[] Ticks =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200];

    private readonly bool _english;
    private readonly ReviewDraft _draft;
    private readonly SignalSeries[] _series;
    private readonly DateTimeOffset _from;
    private readonly DateTimeOffset _until;
    private readonly StringBuilder _svg = new(16 * 1024);
    private readonly int _lane;

    private ReviewChart(ReviewDraft draft, bool english)
    {
        (_draft, _english) = (draft, english);
        _series = [.. draft.Series.Where(one => one.Points.Count > 0).Take(StripsMax)];
        var times = draft.Marks.Select(mark => mark.At).Append(draft.Since)
            .Concat(_series.SelectMany(one => new[] { one.Points[0].At, one.Points[^1].At })).ToArray();
        var span = times.Max() - times.Min();
        var air = TimeSpan.FromSeconds(Math.Max(5, span.TotalSeconds * 0.03));
        (_from, _until) = (times.Min() - air, times.Max() + air);
        _lane = 10 + (Rows().Max(row => (int?)row.Row) ?? 0) * 22 + 24;
    }

    public static string Draw(ReviewDraft draft, bool english) => new ReviewChart(draft, english).Write();

    private string Write()
    {
        var height = _lane + (_series.Length * StripHeight) + 34;
        var label = _english ? "Signals and timeline of the incident" : "事件期间的信号与时间线";
        _svg.Append(CultureInfo.InvariantCulture,
            $"<svg class=chart viewBox=\"0 0 {Width} {height}\" role=img aria-label=\"{label}\">");
        Impaired(height);
        for (var i = 0; i < _series.Length; i++) Strip(_series[i], _lane + (i * StripHeight));
        Clock(height - 30);
        foreach (var (mark, row) in Rows()) Mark(mark, row, height - 30);
        return _svg.Append("</svg>").ToString();
    }

    /// <summary>From the breach to the recovery.</summary>
    private void Impaired(int height)
    {
        var (from, until) = (X(_draft.Since), X(_draft.RestoredAt ?? _until));
        Line($"<rect class=impaired x={from:0.#} y={_lane - 4} width={Math.Max(1, until - from):0.#}");
        Line($" height={height - 30 - _lane + 4} />");
    }

    private void Strip(SignalSeries series, int top)
    {
        var values = series.Points.Where(point => point.Value is not null).Select(point => (double)point.Value!.Value);
        var highest = values.Append((double)(series.Limit ?? 0)).Max();
        var lowest = Math.Min(0, values.Append(0).Min());
        var (bottom, roof) = (top + StripHeight - 12, top + 26);
        var most = highest > lowest ? highest + ((highest - lowest) * 0.08) : lowest + 1;
        double Y(double value) => bottom - ((value - lowest) / (most - lowest) * (bottom - roof));
        Line($"<line class=base x1={Left} x2={Width - Right} y1={Y(lowest):0.#} y2={Y(lowest):0.#} />");
        Text("name", Left, top + 16, Say(series.Name) + (series.Unit.Length > 0 ? $" ({series.Unit})" : ""), "start");
        Text("tick", Left - 8, Y(lowest) + 4, Short(lowest), "end");
        Text("tick", Left - 8, Y(highest) + 4, Short(highest), "end");
        if (series.Limit is { } limit)
        {
            var y = Y((double)limit);
            Line($"<line class=limit x1={Left} x2={Width - Right} y1={y:0.#} y2={y:0.#} />");
            Text("limit", Width - Right, y - 5, $"{(_english ? "limit" : "阈值")} {Short((double)limit)}", "end");
        }

        Path(series, Y);
    }

    private void Path(SignalSeries series, Func<double, double> y)
    {
        _svg.Append("<path class=line d=\"");
        var pen = 'M';
        foreach (var point in series.Points)
        {
            if (point.Value is { } value) Line($"{pen}{X(point.At):0.#} {y((double)value):0.#}");
            pen = point.Value is null ? 'M' : 'L';
        }

        _svg.Append("\"/>");
        if (series.Points.Count > 24) return;
        foreach (var point in series.Points.Where(point => point.Value is not null))
            Line($"<circle class=dot r=3 cx={X(point.At):0.#} cy={y((double)point.Value!.Value):0.#} />");
    }

    private void Mark(ReviewMark mark, int row, int bottom)
    {
        var (x, y) = (X(mark.At), 12 + (row * 22));
        Line($"<line class=mark x1={x:0.#} x2={x:0.#} y1={y + 9} y2={bottom} />");
        Line($"<circle class=mark cx={x:0.#} cy={y} r=9 />");
        Text("mark", x, y + 4, mark.Number.ToString(CultureInfo.InvariantCulture), "middle");
    }

    /// <summary>Marks that would cover each other stand one row lower.</summary>
    private List<(ReviewMark Mark, int Row)> Rows()
    {
        var ends = new double[MarkRows];
        Array.Fill(ends, double.NegativeInfinity);
        var rows = new List<(ReviewMark, int)>();
        foreach (var mark in _draft.Marks)
        {
            var x = X(mark.At);
            var row = Array.FindIndex(ends, end => x - end >= MarkWidth);
            if (row < 0) row = MarkRows - 1;
            ends[row] = x;
            rows.Add((mark, row));
        }

        return rows;
    }

    private void Clock(int y)
    {
        Line($"<line class=base x1={Left} x2={Width - Right} y1={y} y2={y} />");
        var step = Step((_until - _from).TotalSeconds / 7);
        var seconds = step < 60;
        var first = Math.Ceiling(ReviewWords.Local(_from).DateTime.Ticks / (step * TimeSpan.TicksPerSecond));
        for (var tick = first; ; tick++)
        {
            var local = new DateTimeOffset((long)(tick * step * TimeSpan.TicksPerSecond), TimeSpan.FromHours(8));
            if (local > _until) return;
            Text("tick", X(local), y + 18,
                local.ToString(seconds ? "HH:mm:ss" : step >= 86_400 ? "MM-dd" : "HH:mm", CultureInfo.InvariantCulture),
                "middle");
        }
    }

    private static double Step(double least)
    {
        foreach (var step in Ticks)
            if (step >= least) return step;
        return Math.Ceiling(least / 86_400) * 86_400;
    }

    private double X(DateTimeOffset at) =>
        Left + ((at - _from).TotalSeconds / (_until - _from).TotalSeconds * (Width - Left - Right));

    private void Line(FormattableString markup) => _svg.Append(markup.ToString(CultureInfo.InvariantCulture));

    private void Text(string kind, double x, double y, string text, string anchor) =>
        Line($"<text class={kind} x={x:0.#} y={y:0.#} text-anchor={anchor}>{WebUtility.HtmlEncode(text)}</text>");

    private string Say(BilingualText text) => _english ? text.En : text.Zh;

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 1e6 => $"{value / 1e6:0.##}M",
        >= 1e4 => $"{value / 1e3:0.#}k",
        >= 100 => $"{value:0}",
        _ => $"{value:0.##}",
    };
}
