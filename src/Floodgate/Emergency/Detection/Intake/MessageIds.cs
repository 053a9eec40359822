using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Emergency.Detection;

internal enum MessageIdVerdict { New, Seen, Full }

/// <summary>
/// Ids of signed deliveries, kept for as long as their signature could be shown again. Bounded: when full, nothing new
/// is taken, because forgetting one would open it to being replayed.
/// </summary>
internal sealed class MessageIds(int idsMax, TimeSpan keptFor, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _known = [];
    private readonly Queue<(UInt128 Id, long Timestamp)> _order = new();

    public MessageIdVerdict Take(string source, string id)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(source + "\n" + id));
        var key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash);
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Timestamp) > keptFor)
                _known.Remove(_order.Dequeue().Id);
            if (_known.Contains(key)) return MessageIdVerdict.Seen;
            if (_known.Count >= idsMax) return MessageIdVerdict.Full;
            _known.Add(key);
            _order.Enqueue((key, clock.GetTimestamp()));
            return MessageIdVerdict.New;
        }
    }
}
