using Floodgate.Drills;
using Floodgate.Drills.Crowds;
using Floodgate.Drills.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Floodgate.Host.Commands;

/// <summary>
/// What the person at the terminal sees of a replay: a live table, or a plain line a second where there is none.
/// </summary>
internal static class RushScreen
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static async Task WatchAsync(Rush rush, Task running, TimeProvider clock)
    {
        if (AnsiConsole.Profile.Capabilities.Interactive && AnsiConsole.Profile.Out.IsTerminal)
        {
            await AnsiConsole.Live(Text.Empty).StartAsync(live => EachSecondAsync(running, clock, () =>
            {
                live.UpdateTarget(Table(rush));
                live.Refresh();
            }));
            return;
        }

        await EachSecondAsync(running, clock, () => Console.Out.WriteLine(Plain(rush)));
    }

    public static void Verdict(RushReport report, string directory)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("", "promise", "holds", "numbers");
        foreach (var finding in report.Findings)
            table.AddRow(finding.Id, Markup.Escape(finding.Claim.En),
                finding.Holds ? "[green]yes[/]" : finding.Decides ? "[red]NO[/]" : "[yellow]no[/]",
                Markup.Escape(finding.Numbers.En));
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"claim p50 {Millis(report.Tally.Claims, 0.5)}, p99 {Millis(report.Tally.Claims, 0.99)}, "
            + $"last voucher {RushFigures.LastIssueSecond(report):0} s after the opening, {report.Tally.Requests:N0} "
            + $"requests");
        if (report.Tills is { } tills)
            AnsiConsole.WriteLine($"tills: {tills.Redeemed:N0} of {tills.Requests:N0} redeemed, p50 "
                + $"{Millis(tills.Times, 0.5)}, p99 {Millis(tills.Times, 0.99)}");
        AnsiConsole.WriteLine($"receipts: {Path.Combine(directory, "receipts.jsonl")}");
        AnsiConsole.WriteLine($"report:   {Path.Combine(directory, "report.html")}");
    }

    private static async Task EachSecondAsync(Task running, TimeProvider clock, Action show)
    {
        using var timer = new PeriodicTimer(Second, clock);
        while (!running.IsCompleted)
        {
            show();
            await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
        }
    }

    private static string Plain(Rush rush)
    {
        if (rush.Tally?.Snapshot() is not { } now) return Phase(rush);
        return $"{rush.SecondsFromOpening,6:+0.0;-0.0} s  {Phase(rush),-22} arrivals/s {now.ArrivalsLastSecond,6}  "
            + $"issued {now.Issued,7}  in flight {now.InFlight,4}  p50 {Millis(now.ClaimP50Micros),7}  "
            + $"p99 {Millis(now.ClaimP99Micros),7}  {Refused(now)}";
    }

    private static IRenderable Table(Rush rush)
    {
        if (rush.Tally?.Snapshot() is not { } now) return new Text(Phase(rush));
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.AddRow("phase", $"[bold]{Phase(rush)}[/]  {rush.SecondsFromOpening:+0.0;-0.0} s from the opening");
        table.AddRow("arrivals", $"{now.Arrived:N0}  ({now.ArrivalsLastSecond:N0} last second)");
        table.AddRow("admitted", $"{now.Admitted:N0}");
        table.AddRow("issued", $"[green]{now.Issued:N0}[/]");
        table.AddRow("refused", Markup.Escape(Refused(now)));
        table.AddRow("in flight", $"{now.InFlight:N0} of {now.Requests:N0} requests so far");
        table.AddRow("claims", $"p50 {Millis(now.ClaimP50Micros)}  p99 {Millis(now.ClaimP99Micros)}");
        return table;
    }

    private static string Phase(Rush rush) => rush.Stage switch
    {
        RushStage.Preparing => "preparing the crowd",
        RushStage.Running => rush.SecondsFromOpening < 0 ? "waiting for the opening" : "open",
        RushStage.AskingAgain => "asking for receipts",
        _ => "done",
    };

    private static string Refused(RushSnapshot now)
    {
        var reasons = now.Refused.OrderByDescending(pair => pair.Value).Take(5)
            .Select(pair => $"{pair.Key} {pair.Value:N0}");
        return string.Join("  ", now.NoAnswer > 0 ? reasons.Append($"no answer {now.NoAnswer:N0}") : reasons);
    }

    private static string Millis(Latencies times, double share) => Millis(times.PercentileMicros(share));

    private static string Millis(long micros) => $"{micros / 1_000.0:0.0} ms";
}
