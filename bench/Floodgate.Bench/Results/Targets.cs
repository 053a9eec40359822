namespace Floodgate.Bench.Results;

/// <summary>A figure against what it was to reach.</summary>
internal sealed record Target(string Figure, string Name, string Measured, string ToReach, bool Holds);

/// <summary>The figures asked for, judged from the measurements alone. What was not measured is not judged.</summary>
internal static class Targets
{
    private static readonly (string Rival, double Times)[] _rivals =
        [("ef-sqlite", 25), ("postgres-row", 20), ("redis-lua", 1.5)];

    public static IEnumerable<Target> Judge(BenchResults results) =>
        [.. Ceilings(results), .. Paces(results), .. Rivals(results), .. FigureTargets.Judge(results.Figures)];

    private static IEnumerable<Target> Ceilings(BenchResults results)
    {
        foreach (var setting in Comparison.Settings(results))
        {
            var own = Comparison.Standings(results, setting)
                .FirstOrDefault(row => row.Contestant == Comparison.Floodgate);
            if (own?.OfEmpty is not { } share) continue;
            var (figure, least) = setting.Mix == "few" ? ("B2", 0.85) : ("B1", 0.55);
            yield return new Target(
                figure, setting.ToString(), $"{share:F3} of the empty endpoint", $">= {least:F2}",
                share >= least && own.Counts);
        }
    }

    private static IEnumerable<Target> Paces(BenchResults results)
    {
        var own = results.Paced.Where(run => run.Contestant == Comparison.Floodgate);
        foreach (var runs in own.GroupBy(run => (run.Disk, run.Connections)))
        {
            var p99 = Spread.Of(runs.Select(run => run.P99)).Median;
            yield return new Target(
                "B1", $"p99 at 80 % of the top rate, {runs.Key.Connections} connections, disk {runs.Key.Disk}",
                $"{p99:F1} ms", "<= 50 ms", p99 <= 50 && runs.All(run => run.Failed + run.Late == 0));
        }
    }

    private static IEnumerable<Target> Rivals(BenchResults results)
    {
        foreach (var setting in Comparison.Settings(results).Where(setting => setting.Mix == "all"))
        {
            var standings = Comparison.Standings(results, setting);
            foreach (var (rival, least) in _rivals)
            {
                var row = standings.FirstOrDefault(standing => standing.Contestant == rival);
                if (row?.FloodgateTimes is not { } times) continue;
                yield return new Target(
                    "B3", $"{rival}, {setting}", $"{times:F1} x", $">= {least:0.#} x", times >= least && row.Counts);
            }
        }
    }
}
