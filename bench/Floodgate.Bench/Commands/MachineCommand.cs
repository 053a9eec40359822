using System.CommandLine;
using System.Text.Json;
using Floodgate.Bench.Results;

namespace Floodgate.Bench.Commands;

/// <summary>What the figures were measured on: asked from the machine, never typed in.</summary>
internal static class MachineCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder") { Description = "Where contestants keep data.", Required = true };
        var command = new Command("machine", "Prints the hardware, its sync time and versions as JSON.") { folder };
        command.SetAction(parsed => Console.WriteLine(JsonSerializer.Serialize(
            Machine.Ask(parsed.GetRequiredValue(folder)), ResultsJson.Default.Machine)));
        return command;
    }
}
