using System.Globalization;
using System.Net;
using System.Text;
using Floodgate.Drills.Judging;

namespace Floodgate.Drills.Results;

/// <summary>
/// The drill as one picture: injects on top, below each expectation from where its time is counted, the time it had,
/// and when it came true. Inline SVG: it scales, prints and follows the page's colours.
/// </summary>
internal sealed class DrillPicture(DrillResult result, bool english)
{
    private const double Left = 300, Right = 24, Width = 1000, Row = 24, Head = 18;
    private readonly StringBuilder _svg = new();
    private readonly double _end = Math.Max(5, Math.Ceiling(Last(result)));

    public string Draw()
    {
        var injects = result.Script.Injects.Count;
        var height = Head + ((injects + result.Judged.Count) * Row) + 34;
        Add($"<svg viewBox=\"0 0 {Width} {height:0}\" role=\"img\" aria-label=\"{Label()}\">");
        Grid(height);
        for (var i = 0; i < injects; i++)
        {
            var inject = result.Script.Injects[i];
            var y = Head + (i * Row);
            Name(english ? inject.Title.En : inject.Title.Zh, y, "inj");
            if (result.BegunAt(inject) is not { } at) continue;
            Add($"<path class=\"inj\" d=\"M{X(at):0.0} {y + 3:0.0}l6 7-6 7-6-7z\"/>");
            Line("fall", X(at), X(at), y + 17, height - 28);
        }

        for (var i = 0; i < result.Judged.Count; i++) Expectation(result.Judged[i], Head + ((injects + i) * Row));
        Add($"</svg>");
        return _svg.ToString();
    }

    private void Expectation(Judged one, double y)
    {
        var state = one.Met ? "met" : "miss";
        Name(english ? one.Expected.Title.En : one.Expected.Title.Zh, y, state);
        if (one.From is not { } from) return;
        var expected = one.Expected;
        var (begin, due) = expected.ToleranceSeconds is { } tolerance
            ? (from + (double)(expected.AtSeconds - tolerance)!, from + (double)(expected.AtSeconds + tolerance)!)
            : (from, from + (double)(expected.WithinSeconds ?? 0));
        if (due > begin)
        {
            Add($"<rect class=\"due\" x=\"{X(begin):0.0}\" y=\"{y + 4:0.0}\" ");
            Add($"width=\"{X(due) - X(begin):0.0}\" height=\"12\" rx=\"3\"/>");
        }


        if (one.Verdict.At is not { } at) return;
        Line("took " + state, X(from), X(at), y + 10, y + 10);
        Add($"<circle class=\"{state}\" cx=\"{X(at):0.0}\" cy=\"{y + 10:0.0}\" r=\"5\"/>");
        if (one.Verdict.Seconds is { } seconds)
            Add($"<text class=\"took\" x=\"{X(at) + 9:0.0}\" y=\"{y + 14:0.0}\">{seconds:0.00} s</text>");
    }

    private void Grid(double height)
    {
        var step = _end <= 12 ? 1 : _end <= 30 ? 5 : _end <= 120 ? 10 : 60;
        for (var second = 0.0; second <= _end; second += step)
        {
            Line("grid", X(second), X(second), 6, height - 28);
            Add($"<text class=\"tick\" x=\"{X(second):0.0}\" y=\"{height - 12:0}\">{second:0} s</text>");
        }
    }

    private void Name(string text, double y, string kind)
    {
        var cut = text.Length <= (english ? 44 : 24) ? text : text[..(english ? 43 : 23)] + "…";
        Add($"<text class=\"name {kind}\" x=\"0\" y=\"{y + 14:0.0}\">{WebUtility.HtmlEncode(cut)}</text>");
    }

    private void Line(string kind, double x1, double x2, double y1, double y2) =>
        Add($"<line class=\"{kind}\" x1=\"{x1:0.0}\" x2=\"{x2:0.0}\" y1=\"{y1:0.0}\" y2=\"{y2:0.0}\"/>");

    private string Label() => WebUtility.HtmlEncode(english ? result.Script.Title.En : result.Script.Title.Zh);

    private double X(double second) => Left + (Math.Min(second, _end) / _end * (Width - Left - Right));

    private void Add(FormattableString text) => _svg.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static double Last(DrillResult result) => result.Judged.Select(one => one.Verdict.At ?? 0)
        .Concat(result.Script.Injects.Select(one => result.BegunAt(one) ?? 0)).DefaultIfEmpty().Max() + 3;
}
