using System.Text;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>How the events of spending caps are packed: part of the body's one format.</summary>
internal static class CapEvents
{
    /// <summary>A shard's total: received or released.</summary>
    public static void Lease(EventWriter events, EventKind kind, string counter, long total)
    {
        events.Byte((byte)kind);
        events.Bytes(Encoding.UTF8.GetBytes(counter));
        events.Varint(total);
    }

    public static (string Counter, long Total) ReadLease(ref EventReader reader) => (Text(ref reader), reader.Varint());

    /// <summary>The pool's total for a shard: granted or returned.</summary>
    public static void Share(EventWriter events, EventKind kind, string counter, int shard, long total)
    {
        events.Byte((byte)kind);
        events.Bytes(Encoding.UTF8.GetBytes(counter));
        events.Varint(shard);
        events.Varint(total);
    }

    public static (string Counter, int Shard, long Total) ReadShare(ref EventReader reader) =>
        (Text(ref reader), reader.Int32(), reader.Varint());

    /// <summary>The redemption that follows counts into these.</summary>
    public static void Counted(EventWriter events, IReadOnlyList<string> counters)
    {
        events.Byte((byte)EventKind.Counted);
        events.Varint(counters.Count);
        foreach (var counter in counters) events.Bytes(Encoding.UTF8.GetBytes(counter));
    }

    public static string[] ReadCounted(ref EventReader reader)
    {
        var counters = new string[reader.Int32()];
        for (var i = 0; i < counters.Length; i++) counters[i] = Text(ref reader);
        return counters;
    }

    private static string Text(ref EventReader reader) => Encoding.UTF8.GetString(reader.Bytes());
}
