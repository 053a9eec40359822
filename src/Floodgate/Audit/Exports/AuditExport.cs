using System.Text.Json;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Exports;

/// <summary>
/// The whole trail as one file: a first line with a signed checkpoint over all that follows, then the lines as they
/// are. Needs nothing else to be checked but the public key. Of several nodes each trail follows the one before, with a
/// first line of its own.
/// </summary>
/// <param name="folder">Of this node's trail.</param>
/// <param name="key">Signs.</param>
/// <param name="shared">The trails of the other nodes; null: there are none.</param>
internal sealed class AuditExport(string folder, AuditKey key, SharedTrails? shared = null)
{
    public const int Format = 1;
    public const string MediaType = "application/x-ndjson";

    /// <summary>This node's trail from its files, then the others' as far as they were copied.</summary>
    /// <exception cref="System.Data.Common.DbException">
    /// The database went away: the file ends before its last first line says, and does not verify.
    /// </exception>
    public async Task WriteAllAsync(Stream to, DateTimeOffset now, CancellationToken cancel)
    {
        // Asked first: without it the export is refused rather than quietly short.
        var others = shared is null ? [] : await shared.TrailsAsync(cancel);
        await WriteAsync(to, folder, key, now, cancel);
        foreach (var (trail, _, lines) in others)
        {
            var last = await shared!.LinesAsync(trail, lines - 1, cancel);
            await to.WriteAsync(HeadLine(key.Sign(lines, AuditLine.HashIn(last[0].Line) ?? "", now)), cancel);
            for (var number = 0L; number < lines;)
            {
                foreach (var (at, line) in await shared.LinesAsync(trail, number, cancel))
                {
                    if (at > lines) break;
                    await to.WriteAsync(line, cancel);
                    await to.WriteAsync("\n"u8.ToArray(), cancel);
                    number = at;
                }
            }
        }
    }

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
