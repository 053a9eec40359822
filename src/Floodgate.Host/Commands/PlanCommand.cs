using System.CommandLine;

namespace Floodgate.Host.Commands;

/// <summary><c>plan check|apply|approve|compare|print</c>: emergency plans as files and on a server.</summary>
internal static class PlanCommand
{
    public static Command Create() => new("plan", "Checks, applies, approves, compares and prints emergency plans.")
    {
        Check(),
    };

    private static Command Check()
    {
        var file = FileArgument("file");
        var contacts = new Option<string?>("--contacts") { Description = "The people behind the plan's ids." };
        var command = new Command("check", "Checks a plan without a server: coverage, references, people.")
        {
            file, contacts,
        };
        command.SetAction(asked => PlanFile.Check(asked.GetRequiredValue(file), asked.GetValue(contacts)));
        return command;
    }

    private static Argument<string> FileArgument(string name) =>
        new(name) { Description = "A plan, .yaml or .json." };
}
