using System.CommandLine;
using Floodgate.Bench.Results;

namespace Floodgate.Bench.Commands;

/// <summary>A share of a contestant's median top rate, for the paced runs.</summary>
internal static class RateCommand
{
    public static Command Create()
    {
        var runs = new Option<string>("--runs") { Description = "File of runs, one JSON a line.", Required = true };
        var contestant = new Option<string>("--contestant") { Description = "Whose.", Required = true };
        var disk = new Option<string>("--disk") { Description = "On which disk.", DefaultValueFactory = _ => "as-is" };
        var connections = new Option<int>("--connections") { Description = "How many.", Required = true };
        var share = new Option<double>("--share") { Description = "0 to 1.", DefaultValueFactory = _ => 0.8 };
        var command = new Command("rate", "Prints a share of a top rate measured before.")
        {
            runs, contestant, disk, connections, share,
        };
        command.SetAction(parsed =>
        {
            var rates = ResultFiles.ReadLines(parsed.GetRequiredValue(runs), ResultsJson.Default.HttpRun)
                .Where(run => run.Mix == "all" && run.Contestant == parsed.GetRequiredValue(contestant) &&
                              run.Disk == parsed.GetValue(disk) && run.Connections == parsed.GetValue(connections))
                .Select(run => run.PerSecond).ToArray();
            if (rates.Length == 0) return 1;
            Console.WriteLine((long)(Spread.Of(rates).Median * parsed.GetValue(share)));
            return 0;
        });
        return command;
    }
}
