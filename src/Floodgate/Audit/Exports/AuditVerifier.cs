using System.Text.Json;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Exports;

/// <summary>The first thing that does not hold, or that all does.</summary>
/// <param name="Fault">Null: everything holds. Else where and what, for people.</param>
/// <param name="Entries">How many entries were found to hold.</param>
/// <param name="Checkpoints">How many signatures were found to hold, the first line's too.</param>
internal sealed record AuditVerdict(string? Fault, long Entries, int Checkpoints)
{
    public Checkpoint? Head { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? Until { get; init; }
}

/// <summary>
/// Checks an export with nothing but the public key: every hash from the first line to the last, every number, every
/// signature, and that nothing was cut off or put after it.
/// </summary>
internal sealed class AuditVerifier(AuditPublicKey key)
{
    private long _entries;
    private int _checkpoints;
    private string _hash = AuditLine.NoHash;
    private Checkpoint? _head;
    private DateTimeOffset? _from;
    private DateTimeOffset? _until;

    /// <param name="file">The export, all of it.</param>
    /// <param name="known">A checkpoint kept elsewhere, which the file must contain; null: none.</param>
    /// <param name="key">The public key that is published.</param>
    public static AuditVerdict Verify(ReadOnlyMemory<byte> file, AuditPublicKey key, Checkpoint? known = null)
    {
        var verifier = new AuditVerifier(key);
        var fault = verifier.Run(file, known);
        return new AuditVerdict(fault, verifier._entries, verifier._checkpoints)
        {
            Head = verifier._head,
            From = verifier._from,
            Until = verifier._until,
        };
    }

    private string? Run(ReadOnlyMemory<byte> file, Checkpoint? known)
    {
        if (known is not null && !known.Holds(key)) return "the checkpoint kept elsewhere: its signature does not hold";
        var lines = TrailFiles.Split(file, out var whole);
        if (lines.Count == 0) return "line 1: there is no first line with a checkpoint";
        if (First(lines[0].Span) is { } first) return first;
        for (var i = 1; i < lines.Count; i++)
        {
            if (i > _head!.Entries) return $"line {i + 1}: the signed checkpoint ends at entry {_head.Entries}";
            if (Next(lines[i].Span, i, known) is { } fault) return fault;
        }

        if (whole < file.Length) return $"line {lines.Count + 1}: it is cut off in the middle of a line";
        return End(known);
    }

    private string? First(ReadOnlySpan<byte> line)
    {
        ExportHead? head;
        try
        {
            head = JsonSerializer.Deserialize(line, AuditJson.Strict.ExportHead);
        }
        catch (JsonException)
        {
            return "line 1: it is not the first line of an export, or it was changed";
        }

        if (head is not
            { FloodgateAudit: AuditExport.Format, Checkpoint: { Head: not null, Signature: not null } signed })
            return "line 1: this format is not known";
        // One way to write it: a space more, or a letter spelled differently, is a change too.
        if (!AuditExport.HeadLine(signed).AsSpan()[..^1].SequenceEqual(line)) return "line 1: it was changed";
        if (signed.Key != key.Id) return $"line 1: it was signed with another key ({signed.Key}, not {key.Id})";
        if (!signed.Holds(key)) return "line 1: the signature of the checkpoint does not hold";
        _head = signed;
        _checkpoints++;
        return null;
    }

    private string? Next(ReadOnlySpan<byte> line, int number, Checkpoint? known)
    {
        var where = $"line {number + 1} (entry {number})";
        if (AuditLine.HashIn(line) is not { } hash) return $"{where}: it is not a line of the trail";
        if (AuditLine.HashOf(_hash, AuditLine.JsonIn(line)) != hash)
            return $"{where}: it was changed, or the line before it was: the hash does not hold";
        if (AuditLine.Read(line) is not { } entry || entry.Number != number)
            return $"{where}: it does not carry the number {number}";
        if (entry.Checkpoint is { } checkpoint)
        {
            if (checkpoint.Entries != number - 1 || checkpoint.Head != _hash)
                return $"{where}: its checkpoint speaks of another trail";
            if (checkpoint.Key == key.Id && !checkpoint.Holds(key)) return $"{where}: its signature does not hold";
            _checkpoints++;
        }

        (_entries, _hash, _from, _until) = (number, hash, _from ?? entry.At, entry.At);
        return known?.Entries == number && known.Head != hash
            ? $"{where}: it is not what the checkpoint kept elsewhere says" : null;
    }

    private string? End(Checkpoint? known)
    {
        if (_entries < _head!.Entries)
            return $"line {_entries + 2}: it is cut off: {_head.Entries} entries were signed, {_entries} are here";
        if (_hash != _head.Head) return $"line {_entries + 1}: the last entry is not the one that was signed";
        return known?.Entries > _entries
            ? $"line {_entries + 2}: it is cut off: the checkpoint kept elsewhere has {known.Entries} entries" : null;
    }
}
