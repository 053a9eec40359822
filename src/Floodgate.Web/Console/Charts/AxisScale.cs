namespace Floodgate.Web.Console.Charts;

/// <summary>A vertical axis from zero to a round number above the highest value, in three to six even steps.</summary>
internal readonly record struct AxisScale(double Top, double Step)
{
    private static readonly double[] Rounds = [1, 2, 2.5, 5, 10];

    public static AxisScale For(double highest, double smallestTop)
    {
        var wanted = Math.Max(highest, smallestTop);
        var rough = wanted / 4;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Rounds.First(round => round * magnitude >= rough * 0.999) * magnitude;
        return new AxisScale(Math.Ceiling((wanted / step) - 1e-9) * step, step);
    }

    public IEnumerable<double> Marks()
    {
        var count = (int)Math.Round(Top / Step);
        for (var i = 0; i <= count; i++)
            yield return i * Step;
    }
}
