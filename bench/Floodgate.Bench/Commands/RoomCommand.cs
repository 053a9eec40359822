using System.CommandLine;
using System.Text.Json;
using Floodgate.Bench.Results;
using Floodgate.Bench.Room;

namespace Floodgate.Bench.Commands;

/// <summary>E2 to E6: the control room, with real processes; figures as lines of JSON.</summary>
internal static class RoomCommand
{
    private static readonly Option<int> Timers = new("--timers")
    {
        Description = "Escalation timers.",
        DefaultValueFactory = _ => 1_000,
    };

    private static readonly Option<int> DeputyAfter = new("--deputy-after")
    {
        Description = "Seconds until a deputy is called.",
        DefaultValueFactory = _ => 15,
    };

    public static Command Pages()
    {
        var command = new Command("pages", "E3: escalation timers with a SIGKILL in the middle.")
        {
            Timers, DeputyAfter,
        };
        command.SetAction((parsed, _) => PagesAsync(parsed.GetValue(Timers), parsed.GetValue(DeputyAfter)));
        return command;
    }

    /// <summary>What <c>pages</c> starts and kills.</summary>
    public static Command Child()
    {
        var folder = new Option<string>("--folder") { Required = true };
        var declare = new Option<int>("--declare") { Required = true };
        var command = new Command("page-child", "The process that 'pages' kills.")
        {
            folder, declare, DeputyAfter,
        };
        command.Hidden = true;
        command.SetAction((parsed, _) => PageChild.RunAsync(
            parsed.GetValue(folder)!, parsed.GetValue(declare), parsed.GetValue(DeputyAfter)));
        return command;
    }

    public static Command Whole()
    {
        var host = new Option<string>("--host") { Description = "The built host, program or dll.", Required = true };
        var plan = new Option<string>("--plan")
        {
            Description = "The plan.",
            DefaultValueFactory = _ => "plans/default.yaml",
        };
        var campaign = new Option<string>("--campaign")
        {
            Description = "A campaign whose batch 'open' is large.",
            DefaultValueFactory = _ => "bench/campaign.json",
        };
        var alerts = new Option<int>("--alerts") { Description = "Of the storm.", DefaultValueFactory = _ => 10_000 };
        var command = new Command("room", "E2 to E6: pages, pause, notice and storm under the default plan.")
        {
            host, plan, campaign, alerts, Timers, DeputyAfter,
        };
        command.SetAction(async (parsed, _) =>
        {
            var (program, text) = (parsed.GetValue(host)!, parsed.GetValue(plan)!);
            await InFolderAsync(async folder => Tell(await PauseFigures.MeasureAsync(
                program, folder, text, parsed.GetValue(campaign)!)));
            await InFolderAsync(async folder => Tell(
                await StormFigures.MeasureAsync(program, folder, text, parsed.GetValue(alerts))));
            await PagesAsync(parsed.GetValue(Timers), parsed.GetValue(DeputyAfter));
        });
        return command;
    }

    private static Task PagesAsync(int timers, int deputyAfter) => InFolderAsync(async folder =>
    {
        var figures = await PageBench.MeasureAsync(timers, deputyAfter, folder);
        var name = $"{figures.Timers:N0} escalation timers, SIGKILL in the middle";
        Print("E3", name + ", longest error", "ms", figures.WorstErrorMilliseconds);
        Print("E3", name + ", error p99", "ms", figures.P99ErrorMilliseconds);
        Print("E3", name + ", no process ran for", "ms", figures.DeadMilliseconds);
        Print("E3", name + ", due while none ran", "timers", figures.DueWhileDead);
        Print("E3", name + ", calls that never went out", "calls", figures.Missing);
        Print("E3", name + ", calls made again unmarked", "calls", figures.Unmarked);
        Print("E3", name + ", calls repeated and marked", "calls", figures.Repeated);
    });

    private static void Tell(PauseTimes times)
    {
        Print("E2", "incident to first send to all teams", "s", times.SendSeconds);
        Print("E4", $"pause by plan to last of {times.Issued:N0} issued", "s", times.PauseSeconds);
        Print("E5", "incident to notice on the public page", "s", times.NoticeSeconds);
    }

    private static void Tell(StormTimes storm)
    {
        var name = $"storm of {storm.Alerts:N0} alerts in {storm.Seconds:0.0} s";
        Print("E6", name + ", incidents", "incidents", storm.Incidents);
        Print("E6", name + ", most pages a person", "pages", storm.PagesAPerson);
        Print("E6", name + ", resident memory grown after the first fifth", "MiB", storm.GrownMiB);
    }

    private static async Task InFolderAsync(Func<string, Task> work)
    {
        var root = Directory.CreateTempSubdirectory("floodgate-bench-").FullName;
        try
        {
            await work(Path.Combine(root, "data"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Print(string figure, string name, string unit, double value) => Console.WriteLine(
        JsonSerializer.Serialize(new FigureRun(figure, name, unit, "as-is", value), ResultsJson.Default.FigureRun));
}
