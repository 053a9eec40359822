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
    private long _entries, _total;
    private bool _knownSeen;
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
        return new AuditVerdict(fault, verifier._total, verifier._checkpoints)
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
        var several = lines.Count(line => IsFirst(line.Span)) > 1;
        var start = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            // The trail of another node follows, once this one is whole.
            if (i == 0 || (IsFirst(lines[i].Span) && _entries == _head!.Entries))
            {
                if (i > 0 && End(several ? null : known, i) is { } end) return end;
                (start, _entries, _hash) = (i, 0, AuditLine.NoHash);
                if (First(lines[i].Span, i) is { } first) return first;
                continue;
            }

            if (i - start > _head!.Entries) return $"line {i + 1}: the signed checkpoint ends at entry {_head.Entries}";
            if (Next(lines[i].Span, i, i - start, several ? null : known) is { } fault) return fault;
            _knownSeen |= known?.Entries == i - start && known.Head == _hash;
        }

        if (whole < file.Length) return $"line {lines.Count + 1}: it is cut off in the middle of a line";
        if (End(several ? null : known, lines.Count) is { } last) return last;
        return several && known is not null && !_knownSeen
            ? "no trail in the file has what the checkpoint kept elsewhere says" : null;
    }

    private static bool IsFirst(ReadOnlySpan<byte> line) => line is [(byte)'{', ..];

    private string? First(ReadOnlySpan<byte> line, int place)
    {
        var where = $"line {place + 1}";
        ExportHead? head;
        try
        {
            head = JsonSerializer.Deserialize(line, AuditJson.Strict.ExportHead);
        }
        catch (JsonException)
        {
            return $"{where}: it is not the first line of an export, or it was changed";
        }

        if (head is not
            { FloodgateAudit: AuditExport.Format, Checkpoint: { Head: not null, Signature: not null } signed })
            return $"{where}: this format is not known";
        // One way to write it: a space more, or a letter spelled differently, is a change too.
        if (!AuditExport.HeadLine(signed).AsSpan()[..^1].SequenceEqual(line)) return $"{where}: it was changed";
        if (signed.Key != key.Id) return $"{where}: it was signed with another key ({signed.Key}, not {key.Id})";
        if (!signed.Holds(key)) return $"{where}: the signature of the checkpoint does not hold";
        _head = signed;
        _checkpoints++;
        return null;
    }

    private string? Next(ReadOnlySpan<byte> line, int place, int number, Checkpoint? known)
    {
        var where = $"line {place + 1} (entry {number})";
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

        (_entries, _hash, _total) = (number, hash, _total + 1);
        _from = _from < entry.At ? _from : entry.At;
        _until = _until > entry.At ? _until : entry.At;
        return known?.Entries == number && known.Head != hash
            ? $"{where}: it is not what the checkpoint kept elsewhere says" : null;
    }

    private string? End(Checkpoint? known, int place)
    {
        if (_entries < _head!.Entries)
            return $"line {place + 1}: it is cut off: {_head.Entries} entries were signed, {_entries} are here";
        if (_hash != _head.Head) return $"line {place}: the last entry is not the one that was signed";
        return known?.Entries > _entries
            ? $"line {place + 1}: it is cut off: the checkpoint kept elsewhere has {known.Entries} entries" : null;
    }
}
