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
        var data = new Option<string?>("--data")
        {
            Description = "A server's data folder, whose keys seal real passes; without it tokens nobody checks.",
        };
        var command = new Command("passes", "Writes a file of prepared requests.") { count, file, data };
        command.SetAction(parsed =>
        {
            var persons = parsed.GetRequiredValue(count);
            var tokens = parsed.GetValue(data) is { } folder
                ? PassMint.Mint(folder, ClaimMix.Campaign, persons)
                : RequestFile.DummyTokens(persons);
            RequestFile.Write(parsed.GetRequiredValue(file), tokens);
        });
        return command;
    }
}
