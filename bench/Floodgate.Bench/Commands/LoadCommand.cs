using System.CommandLine;
using System.Globalization;
using Floodgate.Bench.Load;

namespace Floodgate.Bench.Commands;

/// <summary>
/// The open-loop generator: a fixed rate for some seconds; prints one line of JSON that begins with the label.
/// </summary>
internal static class LoadCommand
{
    private const int Threads = 2;

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "The server, by IP address.", Required = true };
        var file = new Option<string>("--file") { Description = "Prepared requests.", Required = true };
        var start = new Option<long>("--start") { Description = "First line to use." };
        var rate = new Option<double>("--rate") { Description = "Requests a second.", Required = true };
        var seconds = new Option<int>("--seconds") { Description = "How long.", DefaultValueFactory = _ => 5 };
        var connections = new Option<int>("--connections") { Description = "At once.", DefaultValueFactory = _ => 64 };
        var mix = new Option<string>("--mix") { Description = "all | few", DefaultValueFactory = _ => "all" };
        var label = new Option<string>("--label") { Description = "JSON members to begin with.", Required = true };
        var command = new Command("load", "Sends prepared requests at a fixed rate.")
        {
            url, file, start, rate, seconds, connections, mix, label,
        };
        command.SetAction(parsed =>
        {
            var server = new Uri(parsed.GetRequiredValue(url));
            var perSecond = parsed.GetRequiredValue(rate);
            var count = (int)(perSecond * parsed.GetValue(seconds));
            var requests = RequestFile.Read(
                parsed.GetRequiredValue(file), server, ClaimMix.Parse(parsed.GetValue(mix)!), parsed.GetValue(start),
                count);
            var result = OpenLoop.Run(server, requests, perSecond, parsed.GetValue(connections), Threads);
            Console.WriteLine(Line(parsed.GetRequiredValue(label), perSecond, result));
            return result.Failed > 0 ? 1 : 0;
        });
        return command;
    }

    private static string Line(string label, double rate, OpenLoopResult found) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{{label},\"rate\":{rate:F0},\"requests\":{found.Requests},\"issued\":{found.Issued}," +
        $"\"refused\":{found.Refused},\"failed\":{found.Failed},\"late\":{found.Late}," +
        $"\"seconds\":{found.Seconds:F3},\"p50\":{found.P50:F3},\"p99\":{found.P99:F3},\"p999\":{found.P999:F3}}}");
}
