using System.CommandLine;
using Floodgate.Foundation.Keys;

namespace Floodgate.Host.Commands;

/// <summary><c>keys export|import</c>: a node's signing keys for the other nodes, and for the safe.</summary>
internal static class KeysTransfer
{
    private const int FileBytesMax = 16 << 20;

    public static Command Export(Option<string> data)
    {
        var file = new Argument<string>("FILE") { Description = "Where to; never overwritten." };
        var command = new Command("export",
            "Seals this node's signing keys into a file that only a passphrase opens: for the next node, and the safe.")
        {
            file,
        };
        command.SetAction(asked => Run(asked, data, file, (keys, path, words) =>
        {
            if (!File.Exists(Path.Combine(keys, "keys.json"))) throw new IOException($"there are no keys in {keys}.");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            var content = SealedKeys.Seal(keys, words);
            using var to = new FileStream(path, options);
            to.Write(content);
            Console.Out.WriteLine($"{path}: give it to the next node with `floodgate keys import`.");
        }, again: true));
        return command;
    }

    public static Command Import(Option<string> data)
    {
        var file = new Argument<string>("FILE") { Description = "A file of `keys export`." };
        var command = new Command("import",
            "Takes over the signing keys of a cluster before this node's first start; keys that are there stay.")
        {
            file,
        };
        command.SetAction(asked => Run(asked, data, file, (keys, path, words) =>
        {
            if (new FileInfo(path).Length > FileBytesMax)
                throw new InvalidDataException("this is no file of `keys export`.");
            SealedKeys.Open(File.ReadAllBytes(path), words, keys);
            Console.Out.WriteLine($"{keys}: the keys are there.");
        }));
        return command;
    }

    private static int Run(
        ParseResult asked, Option<string> data, Argument<string> file, Action<string, string, string> work,
        bool again = false)
    {
        var (folder, path) = (asked.GetRequiredValue(data), asked.GetRequiredValue(file));
        if (Passphrase.Ask(again) is not { } words) return Exit.Usage;
        try
        {
            work(Path.Combine(folder, "keys"), path, words);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"floodgate: {fault.Message}");
            return 3;
        }
    }
}
