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
        page.Append($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB; {machine.System}; {machine.Runtime}. ");
        page.Append($"A 4 KiB append with sync takes {machine.SyncMicrosMedian:F0} µs (p99 {machine.SyncMicrosP99:F0} µs). ");
        page.Append("The load generator runs on the same machine. ");
        page.Append(string.Join(", ", results.Versions.Select(version => $"{version.Key} {version.Value}"))).Append(".\n");
        page.Append("Medians of the repetitions, range in brackets; contestants take turns within a repetition.\n");
    }

    private static void WriteSetting(StringBuilder page, BenchResults results, Setting setting)
    {
        page.Append($"\n## {setting}\n\n| contestant | requests/s | of the empty endpoint | Floodgate is | p99 at full speed, ms |\n");
        page.Append("|---|---|---|---|---|\n");
        foreach (var standing in Comparison.Standings(results, setting))
        {
            var times = standing.Contestant is Comparison.Floodgate or Comparison.Ceiling ? "" : Times(standing.FloodgateTimes);
            page.Append($"| {standing.Contestant}{(standing.Counts ? "" : " (does not count)")} | {standing.PerSecond.Text("N0")} ");
            page.Append($"| {(standing.OfEmpty is { } share ? share.ToString("F3") : "-")} | {times} | {standing.P99.Text("F1")} |\n");
        }
    }

    private static void WritePaced(StringBuilder page, BenchResults results)
    {
        if (results.Paced.Count == 0) return;
        page.Append("\n## At 80 % of the top rate, open loop, every claim succeeds\n\n");
        page.Append("| contestant | connections | disk | rate/s | p50 ms | p99 ms | p99.9 ms | late or failed |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var runs in results.Paced.GroupBy(run => (run.Contestant, run.Connections, run.Disk)))
        {
            page.Append($"| {runs.Key.Contestant} | {runs.Key.Connections} | {runs.Key.Disk} | {runs.Average(run => run.Rate):N0} ");
            page.Append($"| {Spread.Of(runs.Select(run => run.P50)).Text("F2")} | {Spread.Of(runs.Select(run => run.P99)).Text("F1")} ");
            page.Append($"| {Spread.Of(runs.Select(run => run.P999)).Text("F1")} | {runs.Sum(run => run.Late + run.Failed)} |\n");
        }
    }

    private static void WriteFigures(StringBuilder page, BenchResults results)
    {
        if (results.Figures.Count == 0) return;
        page.Append("\n## Inside the process, start and memory\n\n| figure | what | disk | value |\n|---|---|---|---|\n");
        foreach (var runs in results.Figures.GroupBy(run => (run.Figure, run.Name, run.Unit, run.Disk)))
        {
            var spread = Spread.Of(runs.Select(run => run.Value));
            var format = spread.Median >= 1000 ? "N0" : "G4";
            page.Append($"| {runs.Key.Figure} | {runs.Key.Name} | {runs.Key.Disk} | {spread.Text(format)} {runs.Key.Unit} |\n");
        }
    }

    private static void WriteTargets(StringBuilder page, BenchResults results)
    {
        var targets = Targets.Judge(results).ToArray();
        if (targets.Length == 0) return;
        page.Append("\n## What was to be reached\n\n| figure | measured | to reach | |\n|---|---|---|---|\n");
        foreach (var target in targets)
            page.Append($"| {target.Figure} {target.Name} | {target.Measured} | {target.ToReach} | {(target.Holds ? "reached" : "missed")} |\n");
    }

    private static string Times(double? ratio) => ratio is { } value ? $"{value:F1} x" : "-";
}
