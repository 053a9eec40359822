using System.CommandLine;
using System.CommandLine.Help;
using Floodgate.Host.Commands;

namespace Floodgate.Host;

/// <summary>
/// The table of contents: one line a command. Exit codes: 0 good, 1 does not hold, 2 usage, 3 cannot reach or open.
/// </summary>
internal static class Program
{
    /// <summary>
    /// How long a command may take to end after SIGTERM or Ctrl+C: a node answers what it has taken first, on a slow
    /// disk too. Two seconds, the library's default, cut claims off.
    /// </summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(40);

    private static async Task<int> Main(string[] args)
    {
        var asked = Root().Parse(args);
        var exit = await asked.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopMax });
        return asked.Errors.Count > 0 ? 2 : exit;
    }

    /// <summary>
    /// Named as people call it: the library's own root takes its name from the file it was started from.
    /// </summary>
    internal static Command Root()
    {
        Command[] commands =
        [
            ServeCommand.Create(),
            RushCommand.Create(),
            VerifyCommand.Create(),
            CheckReceiptsCommand.Create(),
            BackupCommand.CreateBackup(),
            BackupCommand.CreateRestore(),
            KeysCommand.Create(),
            CitizenTokenCommand.Create(),
            CampaignCommand.Create(),
            MerchantsCommand.Create(),
            PlanCommand.Create(),
            NodeCommand.Create(),
            DatabaseCommand.Create(),
            WatchCommand.Create(),
            DrillCommand.Create(),
            AuditCommand.Create(),
        ];
        var root = new Command("floodgate", "Floodgate issues consumer vouchers to very large crowds.")
        {
            new HelpOption(), new VersionOption(),
        };
        foreach (var command in commands) root.Subcommands.Add(command);

        // A bare 'floodgate' is the embedded default with the demo.
        root.SetAction((_, cancel) => ServeCommand.RunDefaultAsync(cancel));
        return root;
    }
}
