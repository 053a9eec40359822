namespace Floodgate.Bench.Results;

/// <summary>B4 to B7: the names the in-process measurements report under, with what they are to reach.</summary>
internal static class FigureTargets
{
    private static readonly (string Figure, string Name, double Bound, bool AtLeast)[] _bounds =
    [
        ("B4", "decision and journal alone", 500_000, true),
        ("B5", "opening 1 M vouchers from the journal", 1, false),
        ("B5", "opening 1 M vouchers from a snapshot", 1, false),
        ("B5", "opening 10 M vouchers from the journal", 10, false),
        ("B5", "opening 10 M vouchers from a snapshot", 10, false),
        ("B5", "memory at 1 M vouchers", 100, false),
        ("B5", "memory at 10 M vouchers", 100, false),
        ("B6", "start to first served request", 3, false),
        ("B6", "idle memory", 250, false),
        ("B7", "cost at 10 M over cost at 10 k vouchers", 1.2, false),
        ("E1", "storage fails to finding, longest", 2_000, false),
        ("E8", "500 detectors every second", 2, false),
        ("E6", "held more after 100,000 alerts than after 10,000", 1_048_576, false),
    ];

    public static IEnumerable<Target> Judge(IReadOnlyList<FigureRun> figures)
    {
        foreach (var (figure, name, bound, atLeast) in _bounds)
        {
            var named = figures.Where(run => run.Figure == figure && run.Name == name);
            foreach (var runs in named.GroupBy(run => (run.Unit, run.Disk)))
            {
                var median = Spread.Of(runs.Select(run => run.Value)).Median;
                var disk = runs.Key.Disk == "as-is" ? "" : $", disk {runs.Key.Disk}";
                yield return new Target(
                    figure, name + disk, $"{median:#,0.###} {runs.Key.Unit}",
                    $"{(atLeast ? ">=" : "<=")} {bound:#,0.##}",
                    atLeast ? median >= bound : median <= bound);
            }
        }
    }
}
