using System.Buffers.Binary;

namespace Floodgate.Simulation.Checks;

/// <summary>
/// A row's body and how far it was read: numbers of 7 bits a byte, fixed words, texts with their length.
/// </summary>
internal sealed class BodyBytes(byte[] body)
{
    public int Place { get; private set; }

    public bool AtEnd => Place >= body.Length;

    public byte Byte() => body[Place++];

    public ulong Word() => BinaryPrimitives.ReadUInt64BigEndian(Fixed(8));

    public UInt128 Wide() => BinaryPrimitives.ReadUInt128BigEndian(Fixed(16));

    public byte[] Text() => Fixed((int)Number());

    public string Utf8() => System.Text.Encoding.UTF8.GetString(Text());

    public long Number()
    {
        long value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Byte();
            value += (long)(next % 128) << shift;
            if (next < 128) return value;
        }
    }

    private byte[] Fixed(int bytes)
    {
        Place += bytes;
        return body[(Place - bytes)..Place];
    }
}
