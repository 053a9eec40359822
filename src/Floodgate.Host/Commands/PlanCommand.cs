using System.CommandLine;

namespace Floodgate.Host.Commands;

/// <summary><c>plan check|apply|approve|compare|print|schema</c>: emergency plans as files and on a server.</summary>
internal static class PlanCommand
{
    private static readonly Option<Uri?> Url = ServerUrl.Option("The server.", ServerUrl.Default);

    private static readonly Option<string?> ApiKey = new("--api-key")
    {
        Description = "A key of role commander; else the environment's FLOODGATE_API_KEY.",
    };

    private static readonly Option<string?> Note = new("--note") { Description = "Why; kept beside the version." };

    private static readonly Option<string?> Contacts = new("--contacts")
    {
        Description = "The people behind the plan's ids.",
    };

    public static Command Create() => new("plan", "Checks, applies, approves, compares and prints emergency plans.")
    {
        Check(), Apply(), Approve(), Compare(), Print(), Schema(),
    };

    private static Command Check()
    {
        var file = FileArgument("file");
        var command = new Command("check", "Checks a plan without a server: coverage, references, people.")
        {
            file, Contacts,
        };
        command.SetAction(asked => PlanFile.Check(asked.GetRequiredValue(file), asked.GetValue(Contacts)));
        return command;
    }

    private static Command Apply()
    {
        var file = FileArgument("file");
        var command = new Command("apply", "Checks a plan and gives it to a server as a new version.")
        {
            file, Note, Url, ApiKey,
        };
        command.SetAction((asked, cancellation) => WithClientAsync(asked, client =>
            PlanApply.ApplyAsync(client, asked.GetRequiredValue(file), asked.GetValue(Note), cancellation)));
        return command;
    }

    private static Command Approve()
    {
        var plan = new Argument<string>("id") { Description = "The plan's id." };
        var version = new Argument<int>("version") { Description = "The version's number." };
        var command = new Command("approve", "Approves a version that somebody else applied.")
        {
            plan, version, Note, Url, ApiKey,
        };
        command.SetAction((asked, cancellation) => WithClientAsync(asked, client => PlanApply.ApproveAsync(
            client, asked.GetRequiredValue(plan), asked.GetRequiredValue(version), asked.GetValue(Note),
            cancellation)));
        return command;
    }

    private static Command Compare()
    {
        var (before, after) = (FileArgument("before"), FileArgument("after"));
        var command = new Command("compare", "Says in words where two plans differ; exit 1 if they do.")
        {
            before, after,
        };
        command.SetAction(asked => PlanPaper.Compare(asked.GetRequiredValue(before), asked.GetRequiredValue(after)));
        return command;
    }

    private static Command Print()
    {
        var file = FileArgument("file");
        var html = new Option<string>("--html") { Description = "The page to write.", Required = true };
        var language = new Option<string>("--lang") { DefaultValueFactory = _ => "zh" };
        language.AcceptOnlyFromAmong("zh", "en");
        var command = new Command("print", "Writes a plan as one page of HTML to print and hand out.")
        {
            file, html, language, Contacts,
        };
        command.SetAction(asked => PlanPaper.Print(
            asked.GetRequiredValue(file), asked.GetRequiredValue(html), asked.GetValue(language) == "en",
            asked.GetValue(Contacts)));
        return command;
    }

    private static Command Schema()
    {
        var command = new Command("schema", "Prints the JSON Schema of plans, for editors.");
        command.SetAction(_ => PlanPaper.Schema());
        return command;
    }

    private static Argument<string> FileArgument(string name) =>
        new(name) { Description = "A plan, .yaml or .json." };

    // Not a default value of the option: the help text would print the key.
    private static async Task<int> WithClientAsync(ParseResult asked, Func<OpsClient, Task<int>> act)
    {
        var key = asked.GetValue(ApiKey) ?? Environment.GetEnvironmentVariable("FLOODGATE_API_KEY");
        if (string.IsNullOrEmpty(key))
        {
            await Console.Error.WriteLineAsync(
                "An API key is needed: --api-key KEY, or FLOODGATE_API_KEY in the environment.");
            return Exit.Usage;
        }

        using var client = new OpsClient(asked.GetValue(Url)!, key);
        return await client.GuardAsync(() => act(client));
    }
}
