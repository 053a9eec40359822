namespace Floodgate.Web.Console.Charts;

/// <summary>
/// One line or layer. <paramref name="Tone"/> is a class of the style sheet: a colour and a dash that stay apart for
/// eyes
/// that do not tell the colours apart. Values run along the columns of the window; null leaves a gap.
/// <paramref name="Now"/> is the newest second itself.
/// </summary>
public sealed record ChartSeries(string Name, string Tone, IReadOnlyList<double?> Values, double? Now)
{
    public double Peak => Values.Max() ?? 0;
}
