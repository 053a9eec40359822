using System.CommandLine;
using System.Text.Json;
using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Host.Commands;

/// <summary>
/// <c>audit export|verify|key</c>: the trail as one file, and its check on any machine with the public key alone.
/// </summary>
internal static class AuditCommand
{
    private const long FileBytesMax = 8L * 1024 * 1024 * 1024;

    private static readonly Option<string> Data = new("--data")
    {
        Description = "The data folder; a server may be running on it.",
        DefaultValueFactory = _ => NodeArguments.DefaultData,
    };

    private static readonly Argument<string> FileName = new("file") { Description = "The export." };

    public static Command Create()
    {
        var command = new Command("audit", "The audit trail: export it, verify an export, show the public key.");
        command.Subcommands.Add(Export());
        command.Subcommands.Add(Verify());
        command.Subcommands.Add(Key());
        return command;
    }

    /// <summary>Leaves an entry for the trail of a data folder, whether a server runs on it or not.</summary>
    public static void Leave(string data, string what, string on)
    {
        using var folder = new DataFolder(data);
        var kept = new WaitingEntries(folder.Spool, NullLogger.Instance).TryKeep(new AuditEntry
        {
            What = what,
            Outcome = AuditOutcome.Done,
            Who = Who.AtTheMachine,
            On = on,
            At = UnixTime.ToTime(TimeProvider.System.NowMicros()),
        });
        if (!kept) Console.Error.WriteLine($"The audit entry could not be kept in {folder.Spool}.");
    }

    private static Command Export()
    {
        var command = new Command("export", "Writes the whole trail to a file, with a signed checkpoint over it.")
        {
            FileName, Data,
        };
        command.SetAction(async (asked, cancel) =>
        {
            using var folder = new DataFolder(asked.GetRequiredValue(Data));
            var trail = AuditSlice.FolderIn(folder.Path);
            if (TrailFiles.In(trail).Length == 0) return Fail(Exit.Unreachable, $"there is no audit trail in {trail}.");
            try
            {
                var path = asked.GetRequiredValue(FileName);
                await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
                var signed = await AuditExport.WriteAsync(
                    file, trail, AuditKey.Open(folder.Keys), UnixTime.ToTime(TimeProvider.System.NowMicros()), cancel);
                Console.Out.WriteLine($"{signed.Entries:N0} entries, head {signed.Head}, key {signed.Key}: {path}");
                return Exit.Good;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                return Fail(Exit.Unreachable, fault.Message);
            }
        });
        return command;
    }

    private static Command Verify()
    {
        var key = new Option<string>("--key")
        {
            Description = "The public key, or a file with it: from /api/v1/audit/key or 'floodgate audit key'.",
            Required = true,
        };
        var known = new Option<string?>("--checkpoint")
        {
            Description = "A checkpoint kept elsewhere (/api/v1/audit/checkpoint): it must be in the export.",
        };
        var command = new Command("verify", "Checks an export offline: nothing is needed but the file and the key.")
        {
            FileName, key, known,
        };
        command.SetAction(asked =>
        {
            try
            {
                var given = asked.GetRequiredValue(key);
                var text = KeyText(File.Exists(given) ? File.ReadAllText(given) : given);
                if (AuditPublicKey.TryParse(text) is not { } parsed)
                    return Fail(Exit.Usage, "--key is no public key: 43 characters of base64url, or a file with them.");
                var checkpoint = asked.GetValue(known) is { } path ? ReadCheckpoint(path) : null;
                var file = asked.GetRequiredValue(FileName);
                if (new FileInfo(file).Length > FileBytesMax) return Fail(Exit.Unreachable, $"{file} is too long.");
                return Say(AuditVerifier.Verify(File.ReadAllBytes(file), parsed, checkpoint), parsed);
            }
            catch (JsonException fault)
            {
                return Fail(Exit.Usage, $"--checkpoint is no checkpoint: {fault.Message}");
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return Fail(Exit.Unreachable, fault.Message);
            }
        });
        return command;
    }

    private static Command Key()
    {
        var command = new Command("key", "Prints the public key alone on the last line.") { Data };
        command.SetAction(asked =>
        {
            using var folder = new DataFolder(asked.GetRequiredValue(Data));
            if (!File.Exists(Path.Combine(folder.Keys, AuditKey.FileName)))
                return Fail(Exit.Unreachable, $"there is no audit key in {folder.Keys}.");
            Console.Out.WriteLine(AuditKey.Open(folder.Keys).Public.Text);
            return Exit.Good;
        });
        return command;
    }

    private static int Say(AuditVerdict verdict, AuditPublicKey key)
    {
        if (verdict.Fault is { } fault)
        {
            Console.Out.WriteLine($"DOES NOT HOLD  {fault}");
            Console.Out.WriteLine($"{verdict.Entries:N0} entries before it hold.");
            return Exit.DoesNotHold;
        }

        var span = verdict is { From: { } from, Until: { } until }
            ? $", {Rfc3339.Text(from)} to {Rfc3339.Text(until)}" : "";
        Console.Out.WriteLine(
            $"Everything holds: {verdict.Entries:N0} entries{span}, {verdict.Checkpoints:N0} signatures by {key.Id}.");
        return Exit.Good;
    }

    /// <summary>The key by itself, or the answer of the address it is published at.</summary>
    private static string KeyText(string text)
    {
        if (!text.TrimStart().StartsWith('{')) return text;
        try
        {
            return JsonSerializer.Deserialize(text, AuditAnswerJson.Default.AuditKeyBody)?.PublicKey ?? "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static Checkpoint ReadCheckpoint(string path)
    {
        var body = JsonSerializer.Deserialize(File.ReadAllText(path), AuditAnswerJson.Default.CheckpointBody)
            ?? throw new JsonException("it is empty");
        return new Checkpoint(body.Entries, body.Head, body.At, body.Key, body.Signature);
    }

    private static int Fail(int exit, string why)
    {
        Console.Error.WriteLine($"floodgate: {why}");
        return exit;
    }
}
