using System.Text.Json;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Exports;

/// <summary>
/// The whole trail as one file: a first line with a signed checkpoint over all that follows, then the lines as they
/// are. Needs nothing else to be checked but the public key.
/// </summary>
internal static class AuditExport
{
    public const int Format = 1;
    public const string MediaType = "application/x-ndjson";

    /// <summary>Writes what the trail holds at this moment; a server may be writing to it.</summary>
    /// <returns>The checkpoint in the first line.</returns>
    public static async Task<Checkpoint> WriteAsync(
        Stream to, string folder, AuditKey key, DateTimeOffset now, CancellationToken cancel)
    {
        var files = TrailFiles.In(folder);
        var (entries, head) = Measure(files);
        var checkpoint = key.Sign(entries, head, now);
        await to.WriteAsync(HeadLine(checkpoint), cancel);
        var left = entries;
        foreach (var file in files)
        {
            foreach (var line in TrailFiles.Lines(file).TakeWhile(_ => left-- > 0))
            {
                await to.WriteAsync(line, cancel);
                await to.WriteAsync("\n"u8.ToArray(), cancel);
            }
        }

        return checkpoint;
    }

    public static byte[] HeadLine(Checkpoint checkpoint) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(
            new ExportHead(Format, checkpoint), AuditJson.Strict.ExportHead), (byte)'\n'];

    private static (long Entries, string Head) Measure(string[] files)
    {
        var (entries, head) = (0L, AuditLine.NoHash);
        foreach (var file in files)
        {
            foreach (var line in TrailFiles.Lines(file))
                (entries, head) = (entries + 1, AuditLine.HashIn(line.Span) ?? head);
        }

        return (entries, head);
    }
}
