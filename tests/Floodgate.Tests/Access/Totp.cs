using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Floodgate.Tests.Access;

/// <summary>What an authenticator app does (RFC 6238 with SHA-1, 30 seconds, 6 digits), written from the RFC.</summary>
internal static class Totp
{
    public static string Code(string base32, DateTimeOffset time)
    {
        Span<byte> step = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, time.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // Authenticator apps know SHA-1 only.
        var mac = HMACSHA1.HashData(Key(base32), step);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6");
    }

    private static byte[] Key(string base32)
    {
        var digits = base32.Select(c => c < 'A' ? c - '2' + 26 : c - 'A');
        var bits = string.Concat(digits.Select(digit => Convert.ToString(digit, 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}
