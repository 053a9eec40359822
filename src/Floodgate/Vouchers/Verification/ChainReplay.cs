using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>
/// Replays one chain with structures of its own, not the book's: recomputes every hash and checks what each row did.
/// The
/// book could be wrong in the same way twice; this is written apart on purpose.
/// </summary>
internal abstract class ChainReplay(ChainId chain)
{
    private byte[] _hash = JournalRow.FirstHash;
    private long _time;

    public ChainId Chain => chain;

    public long Position { get; private set; }

    public CampaignVersion? Version { get; private set; }

    /// <summary>Every version the chain has, by its number.</summary>
    public Dictionary<int, CampaignVersion> Versions { get; } = [];

    /// <summary>Validity given back, in order, each with the row that has it.</summary>
    public List<(Extension Extension, long Position)> Extensions { get; } = [];

    protected Dictionary<string, Pause> Pauses { get; } = new(StringComparer.Ordinal);

    protected string Where(long position) => $"{chain} row {position}";

    public void Take(JournalRow row)
    {
        if (!row.Follows(Position, _hash))
            throw DifferenceException.At("I10", Where(row.Position), row.Position == Position + 1
                ? "its hash does not follow from the row before and its own content"
                : $"row {Position + 1} is missing");
        if (row.TimeMicros < _time)
            throw DifferenceException.At("I10", Where(row.Position), "its time is before the row's before it");
        try
        {
            var reader = new EventReader(row.Body);
            while (!reader.AtEnd)
            {
                var kind = (EventKind)reader.Byte();
                if (kind == EventKind.Extended) Extend(BookEvents.ReadExtended(ref reader), row);
                else Event(kind, ref reader, row);
            }
        }
        catch (Exception fault) when (
            fault is InvalidDataException or ArgumentException or OverflowException or JsonException)
        {
            throw DifferenceException.At("I10", Where(row.Position), $"its events cannot be read: {fault.Message}");
        }

        (Position, _hash, _time) = (row.Position, row.Hash, row.TimeMicros);
    }

    /// <summary>The chain's head, as the journal keeps it beside the rows, must be the last row.</summary>
    public void End(long headPosition, byte[] headHash)
    {
        if (Position != headPosition || !_hash.AsSpan().SequenceEqual(headHash))
            throw DifferenceException.At("I10", Where(headPosition),
                $"the chain's head is there, its rows end at {Position}");
    }

    private void Extend(Extension extension, JournalRow row)
    {
        if (Extensions.Exists(one => one.Extension.Run == extension.Run))
            throw DifferenceException.At("I7", Where(row.Position), $"{extension.Run} gives lost time back twice");
        Extensions.Add((extension, row.Position));
        Extended(extension);
    }

    protected virtual void Extended(Extension extension) { }

    protected abstract void Event(EventKind kind, ref EventReader reader, JournalRow row);

    protected bool Shared(EventKind kind, ref EventReader reader)
    {
        switch (kind)
        {
            case EventKind.Defined:
                Version = BookEvents.ReadDefined(ref reader);
                Versions[Version.Number] = Version;
                return true;
            case EventKind.Paused:
                var pause = BookEvents.ReadPaused(ref reader);
                Pauses[pause.Key] = pause;
                return true;
            case EventKind.Resumed:
                if (BookEvents.ReadResumed(ref reader) is { } key) Pauses.Remove(key);
                else Pauses.Clear();
                return true;
            default:
                return false;
        }
    }
}
