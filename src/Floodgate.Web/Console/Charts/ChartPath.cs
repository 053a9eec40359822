using System.Globalization;
using System.Text;

namespace Floodgate.Web.Console.Charts;

/// <summary>
/// Paths in a box of whole units; the browser stretches it, so the text sent each second stays short.
/// </summary>
internal static class ChartPath
{
    public const int Width = 600;
    public const int Height = 200;

    public static string Line(IReadOnlyList<double?> values, double top)
    {
        var path = new StringBuilder();
        var open = false;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value)
                Append(path, open ? 'L' : 'M', X(i, values.Count), Y(value, top));
            open = values[i] is not null;
        }

        return path.ToString();
    }

    /// <summary>The area between two edges; a gap counts as zero.</summary>
    public static string Area(IReadOnlyList<double?> lower, IReadOnlyList<double?> upper, double top)
    {
        var path = new StringBuilder();
        var first = Enumerable.Range(0, upper.Count).FirstOrDefault(i => upper[i] is not null, -1);
        if (first < 0)
            return "";
        for (var i = first; i < upper.Count; i++)
            Append(path, i == first ? 'M' : 'L', X(i, upper.Count), Y(upper[i] ?? 0, top));
        for (var i = upper.Count - 1; i >= first; i--)
            Append(path, 'L', X(i, upper.Count), Y(lower[i] ?? 0, top));
        return path.Append('Z').ToString();
    }

    /// <summary>Layers laid on each other: the upper edge of each.</summary>
    public static IReadOnlyList<double?[]> Stack(IReadOnlyList<ChartSeries> layers)
    {
        var edges = new List<double?[]>(layers.Count);
        foreach (var layer in layers)
        {
            var below = edges.Count == 0 ? null : edges[^1];
            edges.Add([.. layer.Values.Select((value, i) => value is null ? below?[i] : value + (below?[i] ?? 0))]);
        }

        return edges;
    }

    private static int X(int i, int count) => count < 2 ? Width : (int)Math.Round((double)i * Width / (count - 1));

    private static int Y(double value, double top) =>
        Height - (int)Math.Round(Math.Clamp(value / top, 0, 1) * Height);

    private static void Append(StringBuilder path, char command, int x, int y) =>
        path.Append(command).Append(x.ToString(CultureInfo.InvariantCulture)).Append(' ')
            .Append(y.ToString(CultureInfo.InvariantCulture));
}
