using System.CommandLine;
using Floodgate.Storage;
using Floodgate.Storage.Backups;
using Microsoft.Data.Sqlite;
using Spectre.Console;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>backup</c> and <c>restore</c>: a data folder copied while its node runs, and made of a copy again.
/// </summary>
internal static class BackupCommand
{
    public static Command CreateBackup()
    {
        var data = DataOption("The data folder; a node may be running on it.");
        var folder = new Argument<string>("DIR") { Description = "The copy; must not be there yet." };
        var command = new Command("backup",
            "Copies a data folder, as it is at one moment, with its keys sealed by a passphrase.")
        {
            folder, data,
        };
        command.SetAction(asked => Run(asked, folder, data, again: true, (path, from, words, working) =>
            BackupFolder.Make(from, path, words, TimeProvider.System, working), (path, _, made) =>
        {
            Console.Out.WriteLine($"{path}: {made.Files.Count} files, {made.Files.Sum(file => file.Bytes):N0} bytes.");
            if (made.Has(BackupFolder.JournalFile))
                Console.Out.WriteLine($"Now try it: floodgate restore {path} --data DIR");
            else
                Console.Out.WriteLine("There is no journal in it: this node's is in PostgreSQL, which has its own.");
            return Exit.Good;
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var data = DataOption("The data folder to make; must not be there yet.");
        var folder = new Argument<string>("DIR") { Description = "A copy that `backup` has made." };
        var command = new Command("restore",
            "Makes a data folder of a backup once every file is as it was written, and verifies its journal.")
        {
            folder, data,
        };
        command.SetAction(asked => Run(asked, folder, data, again: false, (path, to, words, working) =>
            BackupFolder.Restore(path, to, words, working), (_, to, made) =>
        {
            Console.Out.WriteLine($"{to.Path}: as it was at {made.MadeAt:u}. What was given out later is not in it.");
            return made.Has(BackupFolder.JournalFile) ? VerifyCommand.Run(to, postgres: null) : Exit.Good;
        }));
        return command;
    }

    private static int Run(
        ParseResult asked, Argument<string> folder, Option<string> data, bool again,
        Func<string, DataFolder, string, Action<string>, BackupManifest> work,
        Func<string, DataFolder, BackupManifest, int> say)
    {
        if (Passphrase.Ask(again) is not { } words) return Exit.Usage;
        try
        {
            var path = asked.GetRequiredValue(folder);
            using var place = new DataFolder(asked.GetRequiredValue(data));
            var made = AnsiConsole.Status().Start("Working", status => work(
                path, place, words, name => status.Status(Markup.Escape(name))));
            return say(path, place, made);
        }
        catch (InvalidDataException fault)
        {
            Console.Error.WriteLine($"floodgate: {fault.Message}");
            return Exit.DoesNotHold;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SqliteException)
        {
            Console.Error.WriteLine($"floodgate: {fault.Message}");
            return Exit.Unreachable;
        }
    }

    private static Option<string> DataOption(string description) => new("--data")
    {
        Description = description,
        DefaultValueFactory = _ => NodeArguments.DefaultData,
    };
}
