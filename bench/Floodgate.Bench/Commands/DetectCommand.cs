using System.CommandLine;
using System.Text.Json;
using Floodgate.Bench.Inside;
using Floodgate.Bench.Results;

namespace Floodgate.Bench.Commands;

/// <summary>E1 (its part), E6 and E8: detection by itself; figures as lines of JSON.</summary>
internal static class DetectCommand
{
    private const int StormAlerts = 100_000;

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds")
        {
            Description = "Seconds to go through, as fast as possible.",
            DefaultValueFactory = _ => 2_000,
        };
        var trials = new Option<int>("--trials") { Description = "Breaches.", DefaultValueFactory = _ => 8 };
        var command = new Command("detect", "E8: 500 detectors, share of a core; E6: memory after a storm; E1.")
        {
            seconds, trials,
        };
        command.SetAction(parsed =>
        {
            Print("E8", "500 detectors every second", "% of a core", DetectBench.CorePercent(parsed.GetValue(seconds)));
            Print("E6", "held more after 100,000 alerts than after 10,000", "bytes",
                DetectBench.StormBytes(StormAlerts));
            var breaches = BreachBench.Measure(parsed.GetValue(trials));
            Print("E1", "storage fails to finding, longest", "ms", breaches.Max());
        });
        return command;
    }

    private static void Print(string figure, string name, string unit, double value) => Console.WriteLine(
        JsonSerializer.Serialize(new FigureRun(figure, name, unit, "as-is", value), ResultsJson.Default.FigureRun));
}
