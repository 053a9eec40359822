using System.CommandLine;
using Floodgate.Access.Staff;
using Floodgate.Storage;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>serve</c>: runs a node until it is told to stop. Without any argument: the embedded default with the demo.
/// </summary>
internal static class ServeCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Data folder; made when missing.",
        DefaultValueFactory = _ => NodeArguments.DefaultData,
    };

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';'.",
        DefaultValueFactory = _ => NodeArguments.DefaultUrl,
    };

    private static readonly Option<string?> ConsoleUrls = new("--console-urls")
    {
        Description = "Addresses of their own for console and /api/v1/ops, apart from the crowd's entrance.",
    };

    private static readonly Option<string> Engine = new("--storage")
    {
        Description = "sqlite: the data folder's own files. postgres: a database, which several nodes may share.",
        DefaultValueFactory = _ => "sqlite",
    };

    private static readonly Option<string?> Postgres = StorageChoice.PostgresOption();

    private static readonly Option<bool> Cluster = new("--cluster")
    {
        Description = "One of several nodes on one PostgreSQL; settings in Floodgate__Cluster__Node and its like.",
    };

    private static readonly Option<bool> Demo =
        new("--demo") { Description = "With the demo issuer and a demo campaign." };

    private static readonly Option<bool> Drill = new("--drill")
    {
        Description = "For drills only: the storage can be made to fail on demand. Never for the public.",
    };

    private static readonly Option<bool> UntilInputEnds = new("--until-input-ends")
    {
        Description = "Stops when the standard input ends, that is with the program that started it.",
    };

    private static readonly Option<bool> ShowLimits =
        new("--show-limits") { Description = "Prints every limit and ends." };

    public static Command Create()
    {
        var command = new Command("serve", "Runs a node.") { Data, Urls, ConsoleUrls, Engine, Postgres, Demo,
            Cluster, Drill, UntilInputEnds, ShowLimits };
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(ShowLimits)) return Task.FromResult(Limits.Show());
            if (Fault(parsed) is { } fault) return Task.FromResult(Fail(2, fault));
            var postgres = parsed.GetValue(Engine) == "postgres" ? StorageChoice.Postgres(parsed, Postgres) : null;
            return RunAsync(
                new NodeArguments(parsed.GetValue(Data)!, parsed.GetValue(Urls)!, parsed.GetValue(ConsoleUrls),
                parsed.GetValue(Demo), parsed.GetValue(Drill), parsed.GetValue(UntilInputEnds),
                postgres, parsed.GetValue(Cluster)),
                cancel);
        });
        return command;
    }

    private static string? Fault(ParseResult parsed)
    {
        var (engine, named) = (parsed.GetValue(Engine), parsed.GetValue(Postgres) is not null);
        if (engine is not ("sqlite" or "postgres")) return $"--storage {engine} is not known: sqlite or postgres.";
        if (engine == "sqlite" && named) return "--postgres is for --storage postgres.";
        if (engine == "sqlite" && parsed.GetValue(Cluster)) return "--cluster needs --storage postgres.";
        return engine == "postgres" && StorageChoice.Postgres(parsed, Postgres) is null
            ? $"--storage postgres needs --postgres, or {StorageChoice.Variable}." : null;
    }

    /// <summary>What a bare <c>floodgate</c> does.</summary>
    public static Task<int> RunDefaultAsync(CancellationToken cancel) =>
        RunAsync(new NodeArguments(NodeArguments.DefaultData, NodeArguments.DefaultUrl, null, Demo: true), cancel);

    private static async Task<int> RunAsync(NodeArguments arguments, CancellationToken cancel)
    {
        foreach (var url in arguments.AllUrls)
            if (!Uri.TryCreate(NodeArguments.Concrete(url), UriKind.Absolute, out _))
                return Fail(2, $"'{url}' is not an address.");
        using var leash = Leash.Hold(arguments.UntilInputEnds, cancel);
        using var folder = new DataFolder(arguments.Data);
        if (folder.TryTake() is { } taken) return Fail(3, taken);
        try
        {
            await using var app = Node.Build(arguments, folder);
            await Start.PrepareAsync(app.Services, cancel);
            await app.StartAsync(cancel);
            if (arguments.Demo) await DemoCampaign.ApplyAsync(app.Services);
            var till = arguments.Demo ? await DemoTill.OpenAsync(app.Services, folder) : null;
            await GreetAsync(app, arguments);
            if (till is not null) Console.Out.WriteLine($"  {till}");
            Console.Out.WriteLine("  Stop with Ctrl+C.");
            await app.WaitForShutdownAsync(leash.Ended);
            return 0;
        }
        catch (JournalUnavailableException fault)
        {
            return Fail(3, arguments.Postgres is null
                ? $"The journal in {folder.Path} cannot be opened: {fault.Message}"
                : $"The journal in the database cannot be opened: {fault.Message}");
        }
        catch (System.Data.Common.DbException fault)
        {
            return Fail(3, $"The database cannot be used: {fault.Message}");
        }
        catch (Exception fault) when (
            fault is IOException or InvalidDataException or System.ComponentModel.DataAnnotations.ValidationException
                                          or Microsoft.Extensions.Options.OptionsValidationException)
        {
            return Fail(3, fault.Message);
        }
    }

    private static async Task GreetAsync(WebApplication app, NodeArguments arguments)
    {
        // What it listens on is not what was asked for where the port was left to the system (0).
        string[] listens = [.. app.Urls.Select(one => NodeArguments.Concrete(one).TrimEnd('/'))];
        var url = listens[0];
        // What follows is for a balancer.
        var console = listens[arguments.ConsoleUrls is null
            ? 0 : arguments.AllUrls.Length - arguments.ConsolePorts.Length];
        Console.Out.WriteLine();
        Console.Out.WriteLine("Floodgate is open. 稳券已就绪。");
        if (arguments.Drill) Console.Out.WriteLine("  FOR DRILLS ONLY 仅供演练：存储可被置为故障");
        if (arguments.Demo) Console.Out.WriteLine($"  Claim a voucher     {url}/?campaign={DemoCampaign.Id}");
        Console.Out.WriteLine($"  Operations console  {console}/console");
        Console.Out.WriteLine($"  API                 {url}/api");
        Console.Out.WriteLine($"  Data folder         {Path.GetFullPath(arguments.Data)}");
        if (await app.Services.GetRequiredService<SetupLinks>().CreateFirstAsync() is { } token)
            Console.Out.WriteLine(
                $"  First sign-in: set up the administrator at {console}/setup?token={token} (once, within 24 hours)");
    }

    private static int Fail(int exit, string why)
    {
        Console.Error.WriteLine($"floodgate: {why}");
        return exit;
    }
}
