namespace Floodgate.Bench.Results;

/// <summary>One setting of a bench run: the same load for every contestant.</summary>
internal readonly record struct Setting(string Disk, string Mix, int Connections)
{
    public override string ToString() =>
        $"{(Mix == "few" ? "5 % succeed" : "every claim succeeds")}, {Connections} connections" +
        (Disk == "as-is" ? "" : $", disk {Disk}");
}

/// <summary>
/// One contestant in one setting. Ratios are taken within a repetition, where the contestants ran one after another
/// within
/// seconds, and the median of those is reported: a noisy machine moves rates, and ratios much less.
/// </summary>
internal sealed record Standing(
    string Contestant, Spread PerSecond, Spread P99, double? OfEmpty, double? FloodgateTimes, bool Counts);

internal static class Comparison
{
    public const string Floodgate = "floodgate";
    public const string Ceiling = "empty";

    public static IEnumerable<Setting> Settings(BenchResults results) =>
        results.Runs.Select(run => new Setting(run.Disk, run.Mix, run.Connections)).Distinct();

    public static IReadOnlyList<Standing> Standings(BenchResults results, Setting setting)
    {
        var runs = results.Runs
            .Where(run => new Setting(run.Disk, run.Mix, run.Connections) == setting).ToArray();
        return [.. runs.GroupBy(run => run.Contestant).Select(own => new Standing(
            own.Key, Spread.Of(own.Select(run => run.PerSecond)), Spread.Of(own.Select(run => run.P99)),
            Ratio(runs, own.Key, Ceiling), Ratio(runs, Floodgate, own.Key), own.All(run => run.Counts)))];
    }

    private static double? Ratio(HttpRun[] runs, string above, string below)
    {
        var ratios = from top in runs
                     join bottom in runs on top.Repetition equals bottom.Repetition
                     where top.Contestant == above && bottom.Contestant == below
                     select top.PerSecond / bottom.PerSecond;
        var all = ratios.ToArray();
        return all.Length == 0 ? null : Spread.Of(all).Median;
    }
}
