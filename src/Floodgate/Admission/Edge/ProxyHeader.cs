using System.Buffers.Binary;
using System.Net;

namespace Floodgate.Admission.Edge;

internal enum ProxyRead
{
    /// <summary>What has come so far is the beginning of one.</summary>
    Incomplete,

    /// <summary>It is none, or one that is not taken.</summary>
    Malformed,

    /// <summary>The balancer speaks for itself: its looks at a node's health.</summary>
    Local,

    /// <summary>It speaks for somebody, whose address is said.</summary>
    Proxied,
}

/// <summary>
/// The PROXY protocol, version 2 (haproxy.org, proxy-protocol.txt): a binary head before a connection's first byte that
/// says who is at its other end. A pure function of bytes. Version 1, UDP and UNIX sockets are not taken.
/// </summary>
internal static class ProxyHeader
{
    /// <summary>With what may follow the addresses; more than any balancer sends.</summary>
    public const int BytesMax = 1_024;

    private const int HeadBytes = 16, FourBytes = 12, SixBytes = 36;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <param name="bytes">What has come so far.</param>
    /// <param name="from">The address and port of who is at the other end, where it is said.</param>
    /// <param name="length">How many bytes the head has, where it is whole.</param>
    public static ProxyRead Read(ReadOnlySpan<byte> bytes, out IPEndPoint? from, out int length)
    {
        (from, length) = (null, 0);
        var known = Math.Min(bytes.Length, Signature.Length);
        if (!bytes[..known].SequenceEqual(Signature[..known])) return ProxyRead.Malformed;
        // What is wrong is told as soon as it is there: nobody is waited for who cannot be right any more.
        if (bytes.Length > 12 && bytes[12] is not (0x20 or 0x21)) return ProxyRead.Malformed;
        if (bytes.Length < HeadBytes) return ProxyRead.Incomplete;
        var rest = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (HeadBytes + rest > BytesMax) return ProxyRead.Malformed;
        if (bytes.Length < HeadBytes + rest) return ProxyRead.Incomplete;
        length = HeadBytes + rest;
        var isLocal = bytes[12] == 0x20;
        var body = bytes.Slice(HeadBytes, rest);
        switch (bytes[13])
        {
            case 0x00:
                return ProxyRead.Local;
            case 0x11 when rest >= FourBytes:
                from = new IPEndPoint(new IPAddress(body[..4]), BinaryPrimitives.ReadUInt16BigEndian(body[8..]));
                break;
            case 0x21 when rest >= SixBytes:
                from = new IPEndPoint(new IPAddress(body[..16]), BinaryPrimitives.ReadUInt16BigEndian(body[32..]));
                break;
            default:
                return isLocal ? ProxyRead.Local : ProxyRead.Malformed;
        }

        if (!isLocal) return ProxyRead.Proxied;
        from = null;
        return ProxyRead.Local;
    }
}
