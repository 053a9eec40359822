using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Floodgate.Drills;
using Floodgate.Drills.Results;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Served;
using Floodgate.Drills.Targets;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary><c>drill run|list|check|schema</c>: tries the plan out on a system that nobody depends on.</summary>
internal static class DrillCommand
{
    private static readonly Argument<string> Which =
        new("drill") { Description = "The id of a drill the program brings with it, or a file." };

    private static readonly Option<DirectoryInfo?> Report =
        new("--report") { Description = "Where report and logs go (default drill-report-ID)." };

    private static readonly Option<FileInfo?> Plan =
        new("--plan") { Description = "The plan to run under (default: the one the program brings with it)." };

    private static readonly Option<ulong?> Seed =
        new("--seed") { Description = "Repeats the draws of an earlier run." };

    private static readonly Option<bool> Keep =
        new("--keep-data") { Description = "Keeps the drill's data folder, for looking into it." };

    private static readonly Option<Uri?> Server = ServerUrl.Option(
        "A running server, started with 'serve --demo --drill', to drill on; its people are called.",
        name: "--server");

    private static readonly Option<Uri?> Record =
        ServerUrl.Option("A server that keeps the result, for its readiness board.", name: "--record");

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "For --record a key of role operator, for --server of admin; else FLOODGATE_API_KEY.",
    };

    private static readonly Option<string?> RecordKey = new("--record-key")
    {
        Description = "A key of role operator for --record, where that is another server; "
            + "else FLOODGATE_RECORD_KEY, else what --api-key says.",
    };

    private static readonly Option<string?> SecondKey = new("--second-key")
    {
        Description = "With --server: another person's key, operator or commander, which approves at the end what "
            + "needs two people (claims are opened again under a level I incident); else FLOODGATE_SECOND_KEY.",
    };

    public static Command Create() => new("drill", "Runs drills and scores them.") { Run(), List(), Check(), Schema() };

    private static Command Run()
    {
        var command = new Command("run", "Runs a drill, scores it, and puts everything right.")
        {
            Which, Report, Plan, Seed, Keep, Server, Record, ApiKey, RecordKey, SecondKey,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "The drills the program brings with it.");
        command.SetAction(_ =>
        {
            var table = new Table().Border(TableBorder.Simple).AddColumns("id", "drill", "risks", "seconds", "expects");
            foreach (var id in DrillShelf.Ids)
            {
                if (DrillShelf.Find(id)?.Script is not { } script) continue;
                table.AddRow(
                    id, Markup.Escape($"{script.Title.En} · {script.Title.Zh}"), string.Join(", ", script.Risks),
                    $"{script.Stop.TimeLimitSeconds}", $"{script.Expectations.Count}");
            }

            AnsiConsole.Write(table);
            return Exit.Good;
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("file") { Description = "A drill, .yaml or .json." };
        var command = new Command("check", "Checks a drill without running it.") { file };
        command.SetAction(asked =>
        {
            var path = asked.GetRequiredValue(file);
            if (!path.Exists) return Fail(Exit.Unreachable, $"{path}: cannot be read: there is no such file");
            var reading = Read(path);
            foreach (var fault in reading.Faults) Console.Error.WriteLine(fault.Sentence(path.ToString()));
            if (reading.Script is not { } script) return Exit.DoesNotHold;
            Console.WriteLine($"{path}: good, drill '{script.Id}': {script.Injects.Count} injects, "
                + $"{script.Expectations.Count} expectations, at most {script.Stop.TimeLimitSeconds} s");
            Console.WriteLine($"  hash {reading.Hash}");
            return Exit.Good;
        });
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Prints the JSON Schema of drills, for editors.");
        command.SetAction(_ =>
        {
            Console.WriteLine(System.Text.Encoding.UTF8.GetString(DrillDocument.Schema));
            return Exit.Good;
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult asked, CancellationToken stop)
    {
        try
        {
            var result = await PlayAsync(asked, stop);
            if (result is null) return Exit.DoesNotHold;
            var recorded = asked.GetValue(Record) is not { } server
                || await DrillRecord.SubmitAsync(server, KeyOfRecord(asked), result, stop);
            return !recorded ? Exit.Unreachable : result.Full ? Exit.Good : Exit.DoesNotHold;
        }
        catch (RushStopped stopped)
        {
            return Fail(stopped.Exit, stopped.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Fail(Exit.DoesNotHold, "stopped before the drill began; everything was put right");
        }
    }

    /// <summary>Null: the drill has faults, which are printed.</summary>
    private static async Task<DrillResult?> PlayAsync(ParseResult asked, CancellationToken stop)
    {
        var reading = Find(asked.GetRequiredValue(Which));
        foreach (var fault in reading.Faults) Console.Error.WriteLine(fault.Sentence(fault.File ?? ""));
        if (reading.Script is not { } script) return null;
        var server = ServerOf(asked);
        var plan = server is null ? PlanFor(asked.GetValue(Plan)) : await ServedPlan.ReadAsync(server, stop);
        if (plan.Id != script.Plan)
            throw new RushStopped(2, $"the drill is written for the plan '{script.Plan}', not for '{plan.Id}'");
        var directory = asked.GetValue(Report)?.FullName ?? Path.GetFullPath($"drill-report-{script.Id}");
        var seed = asked.GetValue(Seed) ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(4));
        var order = new DrillOrder(script, reading.Hash, plan, directory, seed, asked.GetValue(Keep), server);
        var run = new DrillRun(order, new DrillsOptions(), TimeProvider.System);
        AnsiConsole.MarkupLineInterpolated($"[bold]{script.Title.En}[/] · {script.Title.Zh}");
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"at most {script.Stop.TimeLimitSeconds} s, seed {seed}; ")
            + (server is null ? "nothing leaves this machine" : $"on {server.Url}: its people are called for real"));
        var running = run.RunAsync(stop);
        await DrillScreen.WatchAsync(run, running, TimeProvider.System);
        var result = await running;
        ResultFolder.Write(result);
        DrillScreen.Scorecard(result);
        return result;
    }

    /// <summary>Null: a system of its own is made.</summary>
    private static RunningServer? ServerOf(ParseResult asked)
    {
        if (asked.GetValue(Server) is not { } url) return null;
        if (asked.GetValue(Plan) is not null)
            throw new RushStopped(2, "--plan is for a system of its own; a running server has its plan in force");
        var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        if (string.IsNullOrEmpty(key))
            throw new RushStopped(2, "--api-key KEY, or FLOODGATE_API_KEY in the environment, is needed for --server");
        return new RunningServer(
            url, key, asked.GetValue(SecondKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_SECOND_KEY"),
            Environment.GetEnvironmentVariable("FLOODGATE_SECRET_ALERTS_ALERTMANAGER"));
    }

    private static string? KeyOfRecord(ParseResult asked) => asked.GetValue(RecordKey)
        ?? Environment.GetEnvironmentVariable("FLOODGATE_RECORD_KEY") ?? asked.GetValue(ApiKey);

    private static DrillReading Find(string which)
    {
        if (File.Exists(which)) return Read(new FileInfo(which));
        return DrillShelf.Find(which) ?? throw new RushStopped(2,
            $"there is no drill '{which}' and no such file; there are: {string.Join(", ", DrillShelf.Ids)}");
    }

    private static DrillReading Read(FileInfo file)
    {
        using var stream = file.OpenRead();
        var bytes = new byte[Math.Min(stream.Length, DrillDocument.BytesMax + 1L)];
        stream.ReadExactly(bytes);
        return DrillDocument.Read(bytes, file.ToString());
    }

    private static SandboxPlan PlanFor(FileInfo? file)
    {
        if (file is null)
            return SandboxPlan.Read(DrillShelf.Text("plans/default.yaml")!, "default.yaml");
        return file.Exists
            ? SandboxPlan.Read(File.ReadAllText(file.FullName), file.Name)
            : throw new RushStopped(3, $"{file}: there is no such file");
    }

    private static int Fail(int exit, string why)
    {
        Console.Error.WriteLine($"floodgate: {why}");
        return exit;
    }
}
