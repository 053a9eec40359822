using System.CommandLine;
using Floodgate.Host.Watch;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>floodgate watch</c>: a small process, best on another machine, with its own copy of plan and contacts. When the
/// server is silent it calls people itself, takes acknowledgements, escalates and shows the status page.
/// </summary>
internal static class WatchCommand
{
    private static readonly Option<string> Server = new("--server")
    {
        Description = "The server that is watched.",
        DefaultValueFactory = _ => NodeArguments.DefaultUrl,
    };

    private static readonly Option<string> Urls = new("--urls")
    {
        Description = "Addresses to listen on, separated by ';'.",
        DefaultValueFactory = _ => "http://127.0.0.1:5090",
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Folder of the watch: contacts.yaml, plan.yaml, keys and spool. Not the server's.",
        DefaultValueFactory = _ => "floodgate-watch",
    };

    private static readonly Option<bool> UntilInputEnds = new("--until-input-ends")
    {
        Description = "Stops when the standard input ends, that is with the program that started it.",
    };

    public static Command Create()
    {
        var command = new Command("watch", "Watches a server from outside and carries on the plan when it is silent.")
        {
            Server, Urls, Data, UntilInputEnds,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var leash = Leash.Hold(parsed.GetValue(UntilInputEnds), cancel);
            if (Uri.TryCreate(parsed.GetValue(Server), UriKind.Absolute, out var server))
                return await WatchNode.RunAsync(
                    server, parsed.GetValue(Urls)!, Path.GetFullPath(parsed.GetValue(Data)!), leash.Ended);
            await Console.Error.WriteLineAsync($"floodgate: '{parsed.GetValue(Server)}' is not an address.");
            return 2;
        });
        return command;
    }
}
