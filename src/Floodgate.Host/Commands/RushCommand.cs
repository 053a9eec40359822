using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Floodgate.Drills;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Scenarios;
using Floodgate.Drills.Targets;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary><c>floodgate rush SCENARIO</c>: replays a crowd against a server and judges what came of it.</summary>
internal static class RushCommand
{
    private static readonly Argument<FileInfo> File =
        new("scenario") { Description = "The scenario file, such as scenarios/nagasaki.yaml" };
    private static readonly Option<Uri?> Url =
        ServerUrl.Option("The server; without it one is started for this replay");
    private static readonly Option<int?> People =
        new("--people") { Description = "How many people; the stock keeps its ratio to them" };
    private static readonly Option<int?> Seconds =
        new("--seconds") { Description = "Seconds from the opening to the end" };
    private static readonly Option<DirectoryInfo?> Report =
        new("--report") { Description = "Where the report goes (default rush-report-NAME)" };
    private static readonly Option<ulong?> Seed =
        new("--seed") { Description = "Repeats the crowd of an earlier replay" };
    private static readonly Option<string?> ApiKey =
        new("--api-key") { Description = "A key of role operator (or FLOODGATE_API_KEY)" };
    private static readonly Option<DirectoryInfo?> Data =
        new("--data") { Description = "The server's data folder, if it is on this machine" };
    private static readonly Option<double?> KillAfter = new("--kill-after")
    {
        Description = "Kill the started server this many seconds after the opening, and start it again",
    };

    private static readonly Option<bool> Mine =
        new("--i-own-this-server") { Description = "Allow a server on another machine" };

    internal static Command Create()
    {
        var command = new Command("rush", "Replays a crowd against a server, with live progress, then a report.")
        {
            File, Url, People, Seconds, Report, Seed, ApiKey, Data, KillAfter, Mine,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult asked, CancellationToken stop)
    {
        try
        {
            return await ReplayAsync(asked, stop);
        }
        catch (RushStopped stopped)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{stopped.Message}[/]");
            return stopped.Exit;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            AnsiConsole.WriteLine("stopped before the end: there is no report");
            return 1;
        }
    }

    private static async Task<int> ReplayAsync(ParseResult asked, CancellationToken stop)
    {
        var scenario = Read(asked.GetRequiredValue(File));
        var url = asked.GetValue(Url);
        var (people, duration) = Size(asked, scenario);
        if (url is { IsLoopback: false } && !asked.GetValue(Mine))
            throw new RushStopped(2,
                $"{url.Host} is not this machine: a replay is an attack on a server that is not yours. "
                + "If it is yours, add --i-own-this-server.");
        if (url is not null && asked.GetValue(KillAfter) is not null)
            throw new RushStopped(2, "--kill-after needs a server started by this replay: leave out --url");
        var seed = asked.GetValue(Seed) ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        var directory = asked.GetValue(Report)?.FullName ?? Path.GetFullPath($"rush-report-{scenario.Id}");
        AnsiConsole.MarkupLineInterpolated($"[bold]{scenario.Name.En}[/] · {scenario.Name.Zh}");
        AnsiConsole.WriteLine($"{people:N0} people, {duration.TotalSeconds:0} s from the opening, seed {seed}");

        var options = new DrillsOptions();
        await using var own = url is null ? await StartAsync(directory, options) : null;
        var data = own?.Data ?? asked.GetValue(Data)?.FullName;
        var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY")
            ?? await MintAsync(data);
        var order = new RushOrder(scenario, own?.Url ?? url!, data, key, people, duration, seed, directory);
        var rush = new Rush(order, options, TimeProvider.System);
        var running = rush.RunAsync(stop);
        var killing = own is null || asked.GetValue(KillAfter) is not { } after ? Task.CompletedTask
            : KillAsync(rush, own, after, running);
        await RushScreen.WatchAsync(rush, running, TimeProvider.System);
        var report = await running;
        await killing;
        ReportFolder.Write(report, directory);
        RushScreen.Verdict(report, directory);
        return report.Holds ? 0 : 1;
    }

    private static RushScenario Read(FileInfo file)
    {
        if (!file.Exists) throw new RushStopped(2, $"{file.FullName} does not exist");
        if (ScenarioFile.Read(file.FullName, out var faults) is { } scenario) return scenario;
        throw new RushStopped(2, string.Join('\n', faults));
    }

    private static (int People, TimeSpan Duration) Size(ParseResult asked, RushScenario scenario)
    {
        var people = asked.GetValue(People) ?? scenario.Crowd.PeopleHere;
        var seconds = asked.GetValue(Seconds) ?? scenario.Crowd.Duration.TotalSeconds;
        if (people is < 1 or > ScenarioReader.PeopleMax)
            throw new RushStopped(2, $"--people must be from 1 to {ScenarioReader.PeopleMax}");
        if (seconds is < 1 or > 86_400) throw new RushStopped(2, "--seconds must be from 1 to 86400");
        return (people, TimeSpan.FromSeconds(seconds));
    }

    private static async Task<OwnServer> StartAsync(string directory, DrillsOptions options)
    {
        var name = $"server-{TimeProvider.System.GetUtcNow().ToString("HHmmss", CultureInfo.InvariantCulture)}";
        var server = await OwnServer.StartAsync(Path.Combine(directory, name), options, TimeProvider.System);
        AnsiConsole.WriteLine($"started a server: {server.Url} (process {server.ProcessId}, data {server.Data})");
        return server;
    }

    private static async Task<string> MintAsync(string? data)
    {
        if (data is null)
            throw new RushStopped(2,
                "the campaign needs a key of role operator: --api-key, FLOODGATE_API_KEY, or --data DIR");
        var lines = await OwnBinary.LinesAsync("keys", "create", "--role", "operator", "--name", "rush", "--data",
            data);
        return lines.Count > 0 ? lines[^1].Trim() : throw new RushStopped(3, "`keys create` printed no key");
    }

    private static async Task KillAsync(Rush rush, OwnServer server, double after, Task running)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!running.IsCompleted && (rush.Stage < RushStage.Running || rush.SecondsFromOpening < after))
            await timer.WaitForNextTickAsync(CancellationToken.None);
        if (running.IsCompleted) return;
        rush.Note($"the server (process {server.ProcessId}) was killed with SIGKILL", interrupts: true);
        await server.KillAndRestartAsync();
        rush.Note($"it answers again (process {server.ProcessId}), on the same data folder");
    }
}
