using System.CommandLine;
using System.Text.Json;
using Floodgate.Bench.Tills;

namespace Floodgate.Bench.Commands;

/// <summary>T1 and T2: tills beside an overload, and tills alone against an empty endpoint; lines of JSON.</summary>
internal static class TillsCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var host = new Option<string>("--host") { Description = "The built host, program or dll.", Required = true };
        var campaign = new Option<string>("--campaign")
        {
            Description = "A campaign whose batch 'open' is large.",
            DefaultValueFactory = _ => "bench/campaign.json",
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "Of each phase of T1.",
            DefaultValueFactory = _ => 20,
        };
        var repetitions = new Option<int>("--repetitions")
        {
            Description = "Of T2.",
            DefaultValueFactory = _ => 5,
        };
        var command = new Command("tills", "T1 and T2: redemptions beside an overload, and alone.")
        {
            host, campaign, seconds, repetitions,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var asked = new TillBench(
                parsed.GetValue(host)!, await File.ReadAllTextAsync(parsed.GetValue(campaign)!, stop));
            await foreach (var figure in asked.AloneAsync(parsed.GetValue(repetitions), stop)) Tell(figure);
            await foreach (var figure in asked.BesideAsync(parsed.GetValue(seconds), stop)) Tell(figure);
        });
        return command;
    }

    private static void Tell<T>(T figure) => Console.WriteLine(JsonSerializer.Serialize(figure, Json));
}
