using System.CommandLine;
using System.Data.Common;
using Floodgate.Storage;
using Floodgate.Vouchers.Verification;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>verify</c>: replays the journal from its first row; exit 1 and the first difference if there is one.
/// </summary>
internal static class VerifyCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "Data folder, or a copy of one; a server may be running on it.",
        DefaultValueFactory = _ => NodeArguments.DefaultData,
    };

    private static readonly Option<string?> Postgres = StorageChoice.PostgresOption();

    public static Command Create()
    {
        var command = new Command("verify", "Replays the journal and compares everything with it.") { Data, Postgres };
        command.SetAction(parsed =>
        {
            // A folder that is named is meant, whatever the environment says.
            var named = parsed.GetResult(Data) is { Implicit: false } && parsed.GetValue(Postgres) is null;
            return Run(
                new DataFolder(parsed.GetValue(Data)!), named ? null : StorageChoice.Postgres(parsed, Postgres));
        });
        return command;
    }

    /// <summary>Says what it has found; answers the exit code.</summary>
    public static int Run(DataFolder folder, string? postgres)
    {
        if (postgres is null && !File.Exists(folder.Journal))
        {
            Console.Error.WriteLine($"floodgate: there is no journal at {folder.Journal}.");
            return 3;
        }

        try
        {
            using var engine = StorageChoice.Open(folder, postgres);
            using var snapshot = engine.OpenSnapshot();
            var report = AnsiConsole.Status().Start("Replaying the journal", status => Verifier.Verify(
                snapshot, rows => status.Status($"Replaying the journal: {rows:N0} rows")));
            return Print(report);
        }
        catch (Exception fault) when (fault is JournalUnavailableException or DbException or InvalidDataException)
        {
            Console.Error.WriteLine($"floodgate: {fault.Message}");
            return 3;
        }
    }

    private static int Print(VerificationReport report)
    {
        var projected = report.Projected is { } count ? $"{count:N0} of them compared with the projection"
            : "no projection to compare";
        Console.Out.WriteLine(
            $"{report.Campaigns} campaigns, {report.Chains} chains, {report.Rows:N0} rows, " +
            $"{report.Vouchers:N0} vouchers, {projected}.");
        if (report.First is not { } first)
        {
            Console.Out.WriteLine("Everything holds: chain, I1, I2, I3, I4, I6, I7, I10.");
            return 0;
        }

        Console.Out.WriteLine($"DIFFERENCE  {first.Invariant}  {first.Where}: {first.What}");
        return 1;
    }
}
