using System.Globalization;
using Floodgate.Drills;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Results;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary>A drill on the console: a line for all that happens, then the scorecard.</summary>
internal static class DrillScreen
{
    /// <summary>Prints what is new until the drill is over.</summary>
    public static async Task WatchAsync(DrillRun run, Task running, TimeProvider clock)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var stage = (DrillStage)(-1);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250), clock);
        while (!running.IsCompleted)
        {
            if (run.Stage != stage) Stage(run, stage = run.Stage);
            Tell(run, told);
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
        }

        Tell(run, told);
    }

    public static void Scorecard(DrillResult result)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("expected", "target", "seen", "");
        foreach (var one in result.Judged)
        {
            table.AddRow(
                Markup.Escape(one.Expected.Title.En), Markup.Escape(Proposals.Target(one.Expected).En),
                Markup.Escape(one.Verdict.Evidence.En), one.Met ? "[green]met[/]" : "[red]MISSED[/]");
        }

        AnsiConsole.Write(table);
        foreach (var one in result.Troubles)
            AnsiConsole.MarkupLineInterpolated($"[yellow]{one.Subject}: {one.Detail}[/]");
        foreach (var one in result.Rollback.Where(one => !one.Good))
            AnsiConsole.MarkupLineInterpolated($"[red]not put right: {one.Step}[/]");
        var colour = result.Full ? "green" : "red";
        AnsiConsole.MarkupLine($"[{colour}]{result.Met} of {result.All}[/] ({result.When.Ending})");
        AnsiConsole.WriteLine($"plan:   {result.When.PlanVersion}");
        AnsiConsole.WriteLine($"report: {Path.Combine(result.Order.Directory, "report.html")}");
    }

    private static void Stage(DrillRun run, DrillStage stage) => AnsiConsole.WriteLine(stage switch
    {
        DrillStage.Preparing when run.IsServed => "  asking the server whether it may be drilled ...",
        DrillStage.Preparing => "  making a system of its own: server, plan, people ...",
        DrillStage.Running when run.IsServed => "  running",
        DrillStage.Running => $"  running; the server is process {run.ServerProcess}",
        DrillStage.RollingBack => $"{At(run.Seconds)} putting everything right",
        _ => "  done",
    });

    private static void Tell(DrillRun run, HashSet<string> told)
    {
        foreach (var one in run.Seen)
            if (one.Kind == SightKind.Inject && told.Add(one.Subject))
                AnsiConsole.MarkupLineInterpolated($"{At(one.At)} [yellow]{one.Subject}[/]");
        foreach (var one in run.Judged)
        {
            if (one.Verdict.State == VerdictState.Waiting || !told.Add(one.Expected.Id)) continue;
            var (colour, word) = one.Met ? ("green", "met") : ("red", "missed");
            AnsiConsole.MarkupLine(
                $"{At(run.Seconds)} [{colour}]{word}[/] {Markup.Escape(one.Expected.Title.En)}: "
                + Markup.Escape(one.Verdict.Evidence.En));
        }
    }

    private static string At(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture).PadLeft(6) + " s";
}
