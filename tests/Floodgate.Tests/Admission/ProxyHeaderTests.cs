using System.Buffers.Binary;
using System.Net;
using CsCheck;
using Floodgate.Admission.Edge;

namespace Floodgate.Tests.Admission;

/// <summary>The PROXY protocol's head, from bytes that anybody may have sent.</summary>
public sealed class ProxyHeaderTests
{
    private static readonly byte[] Signature = [13, 10, 13, 10, 0, 13, 10, 81, 85, 73, 84, 10];

    private static readonly Gen<(byte[] Head, IPEndPoint? From)> Heads = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Byte.Array[36], Gen.UShort, Gen.Byte.Array[0, 200],
        (six, local, address, port, more) => Make(six, local, address, port, more));

    [Fact]
    public void Head_OfAnyAddress_IsReadBack_WhateverFollowsIt() => Gen.Select(Heads, Gen.Byte.Array[0, 50]).Sample(
        (head, request) =>
        {
            var read = ProxyHeader.Read([.. head.Head, .. request], out var from, out var length);
            return length == head.Head.Length && Equals(from, head.From)
                && read == (head.From is null ? ProxyRead.Local : ProxyRead.Proxied);
        });

    /// <summary>However it is cut on its way: nothing is taken before it is whole, and nothing is refused.</summary>
    [Fact]
    public void Head_ThatIsNotWhole_IsWaitedFor() => Gen.Select(Heads, Gen.Int[0, 300]).Sample((head, cut) =>
        cut >= head.Head.Length
            || (ProxyHeader.Read(head.Head.AsSpan(0, cut), out var from, out var length) == ProxyRead.Incomplete
                && from is null && length == 0));

    /// <summary>
    /// Any bytes at all: it answers, names nobody but in a whole head, and takes no more than there is.
    /// </summary>
    [Fact]
    public void Bytes_WhateverTheyAre_NeverBreakIt() => Gen.OneOf(
        Gen.Byte.Array[0, 2_000],
        Gen.Byte.Array[0, 2_000].Select(rest => (byte[])[.. Signature, .. rest]),
        Gen.Byte.Array[0, 2_000].Select(rest => (byte[])[.. Signature, 0x21, .. rest])).Sample(bytes =>
        {
            var read = ProxyHeader.Read(bytes, out var from, out var length);
            return length <= bytes.Length && length <= ProxyHeader.BytesMax
                && (from is not null) == (read == ProxyRead.Proxied)
                && (read is not (ProxyRead.Proxied or ProxyRead.Local) || length >= 16)
                && (read != ProxyRead.Incomplete || bytes.Length < ProxyHeader.BytesMax);
        });

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("PROXY TCP4 203.0.113.7 10.0.0.1 4711 80\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0031\u0011")]
    public void WhatIsNoHead_IsRefused(string sent) => Assert.Equal(
        ProxyRead.Malformed, ProxyHeader.Read(System.Text.Encoding.Latin1.GetBytes(sent), out _, out _));

    [Theory]
    [InlineData(0x12, 12)]
    [InlineData(0x31, 216)]
    [InlineData(0x11, 11)]
    [InlineData(0x21, 12)]
    [InlineData(0x11, 1_009)]
    public void Head_OfWhatIsNotTaken_OrTooShort_OrTooLong_IsRefused(int family, int bytes)
    {
        byte[] head = [.. Signature, 0x21, (byte)family, (byte)(bytes >> 8), (byte)bytes, .. new byte[bytes]];
        Assert.Equal(ProxyRead.Malformed, ProxyHeader.Read(head, out var from, out _));
        Assert.Null(from);
    }

    private static (byte[] Head, IPEndPoint? From) Make(bool six, bool local, byte[] address, ushort port, byte[] more)
    {
        var size = six ? 16 : 4;
        byte[] body = [.. address[..(size * 2)], 0, 0, 0, 0, .. more];
        BinaryPrimitives.WriteUInt16BigEndian(body.AsSpan(size * 2), port);
        byte[] head =
        [
            .. Signature, (byte)(local ? 0x20 : 0x21), (byte)(six ? 0x21 : 0x11), (byte)(body.Length >> 8),
            (byte)body.Length, .. body,
        ];
        return (head, local ? null : new IPEndPoint(new IPAddress(address[..size]), port));
    }
}
