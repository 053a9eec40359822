using System.Text;

namespace Floodgate.Bench.Results;

/// <summary>
/// The README's chart: requests a second of each contestant where every claim succeeds, one group a disk. Plain SVG,
/// so that
/// it scales and can be read as text. Bars are linear from zero.
/// </summary>
internal static class BarChart
{
    private const int Width = 760;
    private const int Left = 150;
    private const int BarHeight = 24;
    private const int Row = 32;
    private const int LabelRoom = 215;

    private static readonly (string Contestant, string Name)[] _names =
    [
        (Comparison.Ceiling, "empty endpoint"), (Comparison.Floodgate, "Floodgate"), ("redis-lua", "Redis + Lua"),
        ("postgres-row", "PostgreSQL"), ("ef-sqlite", "EF Core + SQLite"),
    ];

    public static string Write(BenchResults results)
    {
        var groups = Comparison.Settings(results).Where(setting => setting.Mix == "all")
            .GroupBy(setting => setting.Disk).Select(disk => disk.MaxBy(setting => setting.Connections)).ToArray();
        var body = new StringBuilder();
        var y = 56;
        foreach (var setting in groups) y = WriteGroup(body, Comparison.Standings(results, setting), setting, y);
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {y}\" ");
        svg.Append($"width=\"{Width}\" height=\"{y}\" ");
        svg.Append("font-family=\"system-ui, sans-serif\" font-size=\"14\" role=\"img\">\n");
        svg.Append("<title>Durable claims a second over HTTP, by contestant</title>\n");
        svg.Append($"<rect width=\"{Width}\" height=\"{y}\" fill=\"#ffffff\"/>\n");
        svg.Append("<text x=\"16\" y=\"28\" font-size=\"17\" font-weight=\"600\" fill=\"#1a1a1a\">");
        svg.Append("Claims a second over HTTP, each on disk before its answer</text>\n");
        return svg.Append(body).Append("</svg>\n").ToString();
    }

    private static int WriteGroup(StringBuilder svg, IReadOnlyList<Standing> standings, Setting setting, int y)
    {
        svg.Append($"<text x=\"16\" y=\"{y + 4}\" fill=\"#555555\">{Heading(setting)}</text>\n");
        y += 16;
        var longest = standings.Max(standing => standing.PerSecond.Median);
        foreach (var (contestant, name) in _names)
        {
            if (standings.FirstOrDefault(standing => standing.Contestant == contestant) is not { } standing) continue;
            WriteBar(svg, name, standing, longest, y);
            y += Row;
        }

        return y + 24;
    }

    private static string Heading(Setting setting) =>
        $"{setting.Connections} connections, " +
        (setting.Disk == "as-is" ? "this machine's disk" : $"a disk with {setting.Disk[1..]} added to every sync");

    private static void WriteBar(StringBuilder svg, string name, Standing standing, double longest, int y)
    {
        var room = Width - Left - LabelRoom;
        var rate = standing.PerSecond.Median;
        var length = Math.Max(1, (int)(room * rate / longest));
        var colour = standing.Contestant == Comparison.Floodgate ? "#0b7285"
            : standing.Contestant == Comparison.Ceiling ? "#c9ced3" : "#868e96";
        var beside = standing.Contestant == Comparison.Ceiling ? " (ceiling, no disk)"
            : standing.Contestant == Comparison.Floodgate ? $" ({standing.OfEmpty:P0} of the ceiling)"
            : standing.FloodgateTimes is { } times ? $" (Floodgate: {times:0.#} x)" : "";
        svg.Append($"<text x=\"{Left - 10}\" y=\"{y + 17}\" text-anchor=\"end\" fill=\"#1a1a1a\">{name}</text>\n");
        svg.Append($"<rect x=\"{Left}\" y=\"{y}\" width=\"{length}\" height=\"{BarHeight}\" ");
        svg.Append($"rx=\"2\" fill=\"{colour}\"/>\n");
        svg.Append($"<text x=\"{Left + length + 8}\" y=\"{y + 17}\" fill=\"#1a1a1a\">{rate:N0}{beside}</text>\n");
    }
}
