using System.CommandLine;
using Floodgate.Drills;
using Floodgate.Drills.Receipts;
using Floodgate.Drills.Targets;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary><c>floodgate check-receipts FILE</c>: every receipt in a client's own file is found, unchanged.</summary>
internal static class CheckReceiptsCommand
{
    private static readonly Argument<FileInfo> File =
        new("file") { Description = "The receipts file, one JSON object a line" };
    private static readonly Option<Uri?> Url = ServerUrl.Option("The server", ServerUrl.Default);

    private static readonly Option<DirectoryInfo?> Data =
        new("--data") { Description = "The server's data folder, if it is on this machine" };

    internal static Command Create()
    {
        var command = new Command("check-receipts", "Asks the server again for every receipt in a file.") { File, Url,
            Data };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult asked, CancellationToken stop)
    {
        var file = asked.GetRequiredValue(File);
        try
        {
            if (!file.Exists) throw new RushStopped(2, $"{file.FullName} does not exist");
            return await CheckAsync(file.FullName, asked.GetValue(Url) ?? ServerUrl.Default,
                asked.GetValue(Data)?.FullName);
        }
        catch (Exception fault) when (fault is RushStopped or InvalidDataException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{fault.Message}[/]");
            return (fault as RushStopped)?.Exit ?? 2;
        }
    }

    private static async Task<int> CheckAsync(string file, Uri url, string? data)
    {
        var receipts = new ReceiptSet(ReceiptFile.Read(file));
        using var citizens = new Citizens(url, data);
        var tokenOf = await citizens.ForAsync([.. receipts.Distinct
            .Select(receipt => receipt.Person).Distinct(StringComparer.Ordinal)]);
        var check = new ReceiptCheck(url, new DrillsOptions(), tokenOf, TimeProvider.System);
        var running = check.RunAsync(receipts.Distinct);
        await AnsiConsole.Progress().StartAsync(async screen =>
        {
            var bar = screen.AddTask("asking again", maxValue: Math.Max(1, receipts.Distinct.Count));
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            while (!running.IsCompleted)
            {
                bar.Value = check.Done;
                await Task.WhenAny(running, timer.WaitForNextTickAsync().AsTask());
            }

            bar.Value = check.Done;
        });
        return Say(receipts, await running);
    }

    private static int Say(ReceiptSet receipts, ReceiptCheckResult result)
    {
        Console.Out.WriteLine($"{receipts.Lines:N0} lines, {result.Asked:N0} receipts, found {result.Found:N0}, "
            + $"missing {result.Missing:N0}, changed {result.Changed:N0}, unreachable {result.Unreachable:N0}");
        var difference = receipts.TwoHolders.Concat(receipts.TwoAnswers).FirstOrDefault() ?? result.First;
        if (difference is not null)
        {
            Console.Out.WriteLine($"first difference: {difference}");
            return 1;
        }

        return result.Unreachable > 0 ? 3 : 0;
    }
}
