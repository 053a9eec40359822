using System.Globalization;

namespace Floodgate.Audit.Trail;

/// <summary>
/// The files of the trail in their order, each named by the number of its first entry; readable beside a running
/// server. What stands after the last newline is still being written, and is left out.
/// </summary>
internal static class TrailFiles
{
    public const string Ending = ".trail";

    public static string NameOf(long first) => first.ToString("D12", CultureInfo.InvariantCulture) + Ending;

    /// <summary>Oldest first.</summary>
    public static string[] In(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*" + Ending).Order(StringComparer.Ordinal)] : [];

    /// <summary>The whole lines of a file, without their newlines.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return Split(bytes, out _);
    }

    public static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes, out int whole)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        whole = 0;
        for (var end = bytes.Span.IndexOf((byte)'\n'); end >= 0; end = bytes.Span[whole..].IndexOf((byte)'\n'))
        {
            lines.Add(bytes.Slice(whole, end));
            whole += end + 1;
        }

        return lines;
    }
}
