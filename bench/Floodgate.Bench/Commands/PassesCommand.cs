using System.CommandLine;
using Floodgate.Bench.Load;

namespace Floodgate.Bench.Commands;

/// <summary>Writes the file of prepared requests, one new person a line.</summary>
internal static class PassesCommand
{
    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "Persons.", Required = true };
        var file = new Option<string>("--file") { Description = "The file to write.", Required = true };
        var command = new Command("passes", "Writes a file of prepared requests.") { count, file };
        command.SetAction(parsed =>
            RequestFile.Write(parsed.GetRequiredValue(file), RequestFile.DummyTokens(parsed.GetRequiredValue(count))));
        return command;
    }
}
