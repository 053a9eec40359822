using System.Text.Json;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// Kinds of events in a row's body. Numbers are for ever; a new kind waits until every node reads it.
/// </summary>
internal enum EventKind : byte
{
    Defined = 1,
    Leased = 2,
    Released = 3,
    Claimed = 4,
    Paused = 5,
    Resumed = 6,
    Granted = 7,
    Returned = 8,
    Extended = 9,
    Redeemed = 10,
    Refunded = 11,
    Undone = 12,
    Expired = 13,
    Marked = 14,
    Conflicted = 15,
    CapGranted = 16,
    CapReturned = 17,
    CapLeased = 18,
    CapReleased = 19,

    /// <summary>Before a redemption: which caps it counts under.</summary>
    Counted = 20,
}

/// <summary>How each event is packed: the one home of the body's format, used by books, pool and verifier.</summary>
internal static class BookEvents
{
    public static void Defined(EventWriter events, int version, byte codeKey, byte[] definition)
    {
        events.Byte((byte)EventKind.Defined);
        events.Varint(version);
        events.Byte(codeKey);
        events.Bytes(definition);
    }

    /// <exception cref="InvalidDataException">The definition cannot be read.</exception>
    public static CampaignVersion ReadDefined(ref EventReader reader, long timeMicros = 0)
    {
        var number = reader.Int32();
        var codeKey = reader.Byte();
        var parse = CampaignDocument.ParseJson(reader.Bytes().ToArray());
        return parse.Definition is { } definition
            ? new CampaignVersion(number, codeKey, definition, timeMicros)
            : throw new InvalidDataException($"campaign version {number}: {parse.Faults[0].Message.En}");
    }

    public static void Lease(EventWriter events, EventKind kind, int batch, long total)
    {
        events.Byte((byte)kind);
        events.Varint(batch);
        events.Varint(total);
    }

    public static void Share(EventWriter events, EventKind kind, int batch, int shard, long total)
    {
        events.Byte((byte)kind);
        events.Varint(batch);
        events.Varint(shard);
        events.Varint(total);
    }

    public static void Claimed(EventWriter events, int batch, PersonId person, ulong keyHash)
    {
        events.Byte((byte)EventKind.Claimed);
        events.Varint(batch);
        events.UInt128(person.Value);
        events.UInt64(keyHash);
    }

    public static void Paused(EventWriter events, Pause pause)
    {
        events.Byte((byte)EventKind.Paused);
        events.Bytes(pause.ToJson());
    }

    public static Pause ReadPaused(ref EventReader reader)
    {
        try
        {
            return Pause.FromJson(reader.Bytes());
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"a pause cannot be read: {fault.Message}", fault);
        }
    }

    public static void Extended(EventWriter events, byte[] extension)
    {
        events.Byte((byte)EventKind.Extended);
        events.Bytes(extension);
    }

    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static Extension ReadExtended(ref EventReader reader) => Extension.FromJson(reader.Bytes());

    /// <param name="events">The row being packed.</param>
    /// <param name="key">Which pause ends; empty for all.</param>
    /// <param name="reason">Why, as the operator wrote it.</param>
    /// <param name="actor">Who.</param>
    public static void Resumed(EventWriter events, string key, string reason, string actor)
    {
        events.Byte((byte)EventKind.Resumed);
        events.Bytes(System.Text.Encoding.UTF8.GetBytes(key));
        events.Bytes(System.Text.Encoding.UTF8.GetBytes(reason));
        events.Bytes(System.Text.Encoding.UTF8.GetBytes(actor));
    }

    public static string? ReadResumed(ref EventReader reader)
    {
        var key = System.Text.Encoding.UTF8.GetString(reader.Bytes());
        reader.Bytes();
        reader.Bytes();
        return key.Length == 0 ? null : key;
    }
}
