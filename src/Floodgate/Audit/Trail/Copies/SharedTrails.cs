using Floodgate.Foundation;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;

namespace Floodgate.Audit.Trail;

/// <summary>An entry and the node whose trail it is of.</summary>
internal sealed record NodeEntry(string Node, AuditEntry Entry);

/// <summary>
/// The trails of all nodes beside each other in the database: each node copies its own lines there and reads those of
/// the others. A copy is for reading and export; the files come first, and what is in them waits for no database.
/// </summary>
/// <param name="stores">The database.</param>
/// <param name="node">This node.</param>
/// <param name="folder">Of its trail.</param>
internal sealed class SharedTrails(IDbContextFactory<FloodgateDb> stores, string node, string folder)
{
    private const int RowsMax = 500;
    private string? _trail;
    private long _copied = -1;

    /// <summary>Copies what is new, so many lines at most. False: there is more.</summary>
    /// <exception cref="System.Data.Common.DbException">The database is away.</exception>
    public async Task<bool> CopyAsync(CancellationToken cancel)
    {
        if ((_trail ??= FirstHash(folder)) is not { } trail) return true;
        await using var store = await stores.CreateDbContextAsync(cancel);
        if (_copied < 0)
            _copied = await store.Set<StoredLine>().Where(row => row.Trail == trail)
                .MaxAsync(row => (long?)row.Number, cancel) ?? 0;
        var lines = TrailReader.After(folder, _copied).Take(RowsMax).ToArray();
        if (lines.Length == 0) return true;
        foreach (var (entry, line) in lines)
            store.Set<StoredLine>().Add(new StoredLine
            {
                Trail = trail,
                Number = entry.Number,
                Node = node,
                AtMicros = entry.At.Micros(),
                Line = line.ToArray(),
            });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Written before, and not heard of: looked up again.
            _copied = -1;
            throw;
        }

        _copied = lines[^1].Entry.Number;
        return lines.Length < RowsMax;
    }

    /// <summary>Entries of the other nodes from that time back, the newest first.</summary>
    /// <param name="until">Unix microseconds, exclusive.</param>
    /// <param name="most">So many at most.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<IReadOnlyList<NodeEntry>> OthersAsync(long until, int most, CancellationToken cancel)
    {
        var own = _trail ??= FirstHash(folder) ?? "";
        await using var store = await stores.CreateDbContextAsync(cancel);
        var rows = await store.Set<StoredLine>().AsNoTracking()
            .Where(row => row.Trail != own && row.AtMicros < until)
            .OrderByDescending(row => row.AtMicros).ThenByDescending(row => row.Trail)
            .ThenByDescending(row => row.Number).Take(most).ToListAsync(cancel);
        return
        [
            .. rows.Select(row => AuditLine.Read(row.Line) is { } entry ? new NodeEntry(row.Node, entry) : null)
                .OfType<NodeEntry>(),
        ];
    }

    /// <summary>The trails of the other nodes: name, node and how many lines are here.</summary>
    public async Task<IReadOnlyList<(string Trail, string Node, long Lines)>> TrailsAsync(CancellationToken cancel)
    {
        var own = _trail ??= FirstHash(folder) ?? "";
        await using var store = await stores.CreateDbContextAsync(cancel);
        var rows = await store.Set<StoredLine>().Where(row => row.Trail != own)
            .GroupBy(row => new { row.Trail, row.Node })
            .Select(group => new { group.Key.Trail, group.Key.Node, Lines = group.Max(row => row.Number) })
            .OrderBy(row => row.Node).ThenBy(row => row.Trail).ToListAsync(cancel);
        return [.. rows.Select(row => (row.Trail, row.Node, row.Lines))];
    }

    /// <summary>Lines of another node's trail after a number, in order, so many at most.</summary>
    public async Task<IReadOnlyList<(long Number, byte[] Line)>> LinesAsync(
        string trail, long after, CancellationToken cancel)
    {
        await using var store = await stores.CreateDbContextAsync(cancel);
        var rows = await store.Set<StoredLine>().AsNoTracking()
            .Where(row => row.Trail == trail && row.Number > after)
            .OrderBy(row => row.Number).Take(RowsMax).ToListAsync(cancel);
        return [.. rows.Select(row => (row.Number, row.Line))];
    }

    /// <summary>Null: the trail has not begun.</summary>
    private static string? FirstHash(string folder) =>
        TrailFiles.In(folder) is [var first, ..] && TrailFiles.Lines(first) is [var line, ..]
            ? AuditLine.HashIn(line.Span) : null;
}
