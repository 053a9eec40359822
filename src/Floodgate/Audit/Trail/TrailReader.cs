namespace Floodgate.Audit.Trail;

/// <summary>Reads the trail beside its writer.</summary>
internal static class TrailReader
{
    private static ReadOnlySpan<byte> ApprovalMark => "\"approval\":{"u8;

    /// <summary>The hash and the number a file ends with; null when it has no readable line.</summary>
    public static (string Head, long Number)? EndOf(string file)
    {
        var lines = TrailFiles.Lines(file);
        for (var i = lines.Count - 1; i >= 0; i--)
            if (AuditLine.HashIn(lines[i].Span) is { } hash && AuditLine.Read(lines[i].Span) is { } entry)
                return (hash, entry.Number);
        return null;
    }

    /// <summary>All steps of approvals, the oldest first; other lines are passed by unread.</summary>
    public static IEnumerable<AuditEntry> Approvals(string folder)
    {
        foreach (var file in TrailFiles.In(folder))
            foreach (var line in TrailFiles.Lines(file))
                if (line.Span.IndexOf(ApprovalMark) >= 0 && AuditLine.Read(line.Span) is { Approval: not null } entry)
                    yield return entry;
    }

    /// <summary>The newest first, those before a number.</summary>
    public static IEnumerable<AuditEntry> NewestFirst(string folder, long before)
    {
        foreach (var file in TrailFiles.In(folder).Reverse())
        {
            if (FirstOf(file) >= before) continue;
            var lines = TrailFiles.Lines(file);
            for (var i = lines.Count - 1; i >= 0; i--)
                if (AuditLine.Read(lines[i].Span) is { } entry && entry.Number < before) yield return entry;
        }
    }

    /// <summary>Those after a number, the oldest first, each with its line.</summary>
    public static IEnumerable<(AuditEntry Entry, ReadOnlyMemory<byte> Line)> After(string folder, long number)
    {
        var files = TrailFiles.In(folder);
        for (var i = 0; i < files.Length; i++)
        {
            // All of it is older, when the next one begins no later.
            if (i + 1 < files.Length && FirstOf(files[i + 1]) <= number + 1) continue;
            foreach (var line in TrailFiles.Lines(files[i]))
                if (AuditLine.Read(line.Span) is { } entry && entry.Number > number) yield return (entry, line);
        }
    }

    private static long FirstOf(string file) =>
        long.TryParse(Path.GetFileNameWithoutExtension(file), out var first) ? first : 0;
}
