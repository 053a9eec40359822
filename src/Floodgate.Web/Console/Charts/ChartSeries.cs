namespace Floodgate.Web.Console.Charts;

/// <summary>
/// One line or layer. <paramref name="Tone"/> is a class of the style sheet: a colour and a dash that stay apart for
/// eyes
/// that do not tell the colours apart. Values run along the columns of the window; null leaves a gap.
/// </summary>
public sealed record ChartSeries(string Name, string Tone, IReadOnlyList<double?> Values)
{
    public double? Last => Values.Count == 0 ? null : Values[^1];

    public double Peak => Values.Max() ?? 0;
}
