using System.Text;

namespace Floodgate.Bench.Results;

/// <summary>The page a person reads: where it was measured, the tables, and what each figure was to reach.</summary>
internal static class MarkdownReport
{
    public static string Write(BenchResults results)
    {
        var page = new StringBuilder();
        page.Append($"# Bench, {results.At}\n\nCommand: `{results.Asked}`\n\n");
        WriteMachine(page, results);
        foreach (var setting in Comparison.Settings(results)) WriteSetting(page, results, setting);
        WritePaced(page, results);
        WriteFigures(page, results);
        WriteTargets(page, results);
        return page.ToString();
    }

    private static void WriteMachine(StringBuilder page, BenchResults results)
    {
        var machine = results.Machine;
        var versions = results.Versions.Select(version => $"{version.Key} {version.Value}");
        page.Append($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB; ");
        page.Append($"{machine.System}; {machine.Runtime}; {string.Join(", ", versions)}. ");
        page.Append($"A 4 KiB append with sync takes {machine.SyncMicrosMedian:F0} µs ");
        page.Append($"(p99 {machine.SyncMicrosP99:F0} µs). The load generator runs on the same machine. ");
        page.Append("Medians of the repetitions, range in brackets; contestants take turns within a repetition.\n");
    }

    private static void WriteSetting(StringBuilder page, BenchResults results, Setting setting)
    {
        page.Append($"\n## {setting}\n\n");
        Head(page, "contestant", "requests/s", "of the empty endpoint", "Floodgate is", "p99 at full speed, ms");
        foreach (var standing in Comparison.Standings(results, setting))
        {
            var rival = standing.Contestant is not (Comparison.Floodgate or Comparison.Ceiling);
            Row(
                page, standing.Contestant + (standing.Counts ? "" : " (does not count)"),
                standing.PerSecond.Text("N0"), standing.OfEmpty?.ToString("F3") ?? "-",
                rival && standing.FloodgateTimes is { } times ? $"{times:F1} x" : "", standing.P99.Text("F1"));
        }
    }

    private static void WritePaced(StringBuilder page, BenchResults results)
    {
        if (results.Paced.Count == 0) return;
        page.Append("\n## At 80 % of the top rate, open loop, every claim succeeds\n\n");
        Head(page, "contestant", "connections", "disk", "rate/s", "p50 ms", "p99 ms", "p99.9 ms", "late or failed");
        foreach (var runs in results.Paced.GroupBy(run => (run.Contestant, run.Connections, run.Disk)))
        {
            Row(
                page, runs.Key.Contestant, $"{runs.Key.Connections}", runs.Key.Disk,
                $"{runs.Average(run => run.Rate):N0}", Spread.Of(runs.Select(run => run.P50)).Text("F2"),
                Spread.Of(runs.Select(run => run.P99)).Text("F1"), Spread.Of(runs.Select(run => run.P999)).Text("F1"),
                $"{runs.Sum(run => run.Late + run.Failed)}");
        }
    }

    private static void WriteFigures(StringBuilder page, BenchResults results)
    {
        if (results.Figures.Count == 0) return;
        page.Append("\n## Inside the process, start and memory\n\n");
        Head(page, "figure", "what", "disk", "value");
        foreach (var runs in results.Figures.GroupBy(run => (run.Figure, run.Name, run.Unit, run.Disk)))
        {
            var spread = Spread.Of(runs.Select(run => run.Value));
            var value = spread.Text(spread.Median >= 1000 ? "N0" : "G4");
            Row(page, runs.Key.Figure, runs.Key.Name, runs.Key.Disk, $"{value} {runs.Key.Unit}");
        }
    }

    private static void WriteTargets(StringBuilder page, BenchResults results)
    {
        var targets = Targets.Judge(results).ToArray();
        if (targets.Length == 0) return;
        page.Append("\n## What was to be reached\n\n");
        Head(page, "figure", "what", "measured", "to reach", "");
        foreach (var target in targets)
        {
            var verdict = target.Holds ? "reached" : "missed";
            Row(page, target.Figure, target.Name, target.Measured, target.ToReach, verdict);
        }
    }

    private static void Head(StringBuilder page, params string[] names)
    {
        Row(page, names);
        Row(page, [.. names.Select(_ => "---")]);
    }

    private static void Row(StringBuilder page, params string[] cells) =>
        page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
