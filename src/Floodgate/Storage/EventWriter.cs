using System.Buffers.Binary;

namespace Floodgate.Storage;

/// <summary>
/// The packed body of one journal row while it is being decided: event after event, varints and fixed bytes.
/// </summary>
internal sealed class EventWriter
{
    private byte[] _buffer = new byte[4096];

    public int Length { get; private set; }

    /// <summary>The store takes no row now: claims and redemptions that need one are answered so, undecided.</summary>
    public bool IsShut { get; set; }

    public byte[] ToArray() => _buffer.AsSpan(0, Length).ToArray();

    public void Clear() => Length = 0;

    public void Byte(byte value) => Space(1)[0] = value;

    public void Varint(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        while (value >= 0x80)
        {
            Byte((byte)(value | 0x80));
            value >>= 7;
        }

        Byte((byte)value);
    }

    public void UInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Space(8), value);

    public void UInt128(UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(Space(16), value);

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Varint(value.Length);
        value.CopyTo(Space(value.Length));
    }

    private Span<byte> Space(int bytes)
    {
        if (Length + bytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, Length + bytes));
        var span = _buffer.AsSpan(Length, bytes);
        Length += bytes;
        return span;
    }
}

/// <summary>
/// Reads what <see cref="EventWriter"/> wrote. Anything short or too long throws <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct EventReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public long Varint()
    {
        long value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = Byte();
            value |= (long)(next & 0x7f) << shift;
            if (next < 0x80) return value;
        }

        throw new InvalidDataException("a number is longer than 63 bits");
    }

    public int Int32() => checked((int)Varint());

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Take(8));

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128BigEndian(Take(16));

    public ReadOnlySpan<byte> Bytes() => Take(Int32());

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > _rest.Length) throw new InvalidDataException("the row ends in the middle of an event");
        var taken = _rest[..bytes];
        _rest = _rest[bytes..];
        return taken;
    }
}
