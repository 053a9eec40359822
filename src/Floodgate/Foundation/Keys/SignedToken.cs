using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Foundation.Keys;

internal enum SignedTokenState { Valid, Expired, Invalid }

/// <summary>
/// Some short texts and an expiry, signed, in a form that fits a link: base64url of
/// <c>format, key id, expiry, (length, text)*, 16 bytes of HMAC-SHA256</c>. One for another purpose never passes,
/// because no two purposes share a key.
/// </summary>
internal static class SignedToken
{
    public const int PartBytesMax = 200;
    public const int PartsMax = 4;
    private const byte Format = 1;
    private const int HeadBytes = 6;
    private const int MacBytes = 16;
    private const int BytesMax = HeadBytes + (PartsMax * (1 + PartBytesMax)) + MacBytes;

    /// <exception cref="ArgumentException">A part is longer than 200 bytes, or there are more than four.</exception>
    public static string Seal(Key key, DateTimeOffset expires, params ReadOnlySpan<string> parts)
    {
        if (parts.Length > PartsMax) throw new ArgumentException($"more than {PartsMax} parts", nameof(parts));
        Span<byte> bytes = stackalloc byte[BytesMax];
        bytes[0] = Format;
        bytes[1] = key.Id;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[2..], checked((uint)expires.ToUnixTimeSeconds()));
        var length = HeadBytes;
        foreach (var part in parts)
        {
            if (Encoding.UTF8.GetByteCount(part) > PartBytesMax)
                throw new ArgumentException($"a part is over {PartBytesMax} bytes", nameof(parts));
            bytes[length] = (byte)Encoding.UTF8.GetBytes(part, bytes[(length + 1)..]);
            length += 1 + bytes[length];
        }

        Mac(key, bytes[..length], bytes.Slice(length, MacBytes));
        return Base64Url.EncodeToString(bytes[..(length + MacBytes)]);
    }

    /// <param name="text">As it came, from anybody.</param>
    /// <param name="keys">The ring that may have signed it.</param>
    /// <param name="purpose">What it must be for.</param>
    /// <param name="now">The time it is checked against.</param>
    /// <param name="parts">What it says, when it is valid or expired; else empty.</param>
    public static SignedTokenState Open(
        string text, KeyRing keys, KeyPurpose purpose, DateTimeOffset now, out string[] parts)
    {
        parts = [];
        Span<byte> bytes = stackalloc byte[BytesMax];
        if (!TryDecode(text, bytes, out var length) || length < HeadBytes + MacBytes || bytes[0] != Format)
            return SignedTokenState.Invalid;
        if (keys.Find(purpose, bytes[1]) is not { } key) return SignedTokenState.Invalid;
        var content = bytes[..(length - MacBytes)];
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(key, content, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.Slice(length - MacBytes, MacBytes)))
            return SignedTokenState.Invalid;
        parts = Parts(content[HeadBytes..]);
        return BinaryPrimitives.ReadUInt32BigEndian(content[2..]) > now.ToUnixTimeSeconds()
            ? SignedTokenState.Valid : SignedTokenState.Expired;
    }

    // Only ever read behind a good signature: the lengths are ours.
    private static string[] Parts(ReadOnlySpan<byte> bytes)
    {
        var parts = new List<string>(PartsMax);
        while (!bytes.IsEmpty)
        {
            parts.Add(Encoding.UTF8.GetString(bytes.Slice(1, bytes[0])));
            bytes = bytes[(1 + bytes[0])..];
        }

        return [.. parts];
    }

    /// <summary>One text for one token: no white space, no padding, no loose bits in the last character.</summary>
    private static bool TryDecode(string text, Span<byte> bytes, out int length)
    {
        length = 0;
        return text.Length <= Base64Url.GetEncodedLength(BytesMax)
            && Base64Url.DecodeFromChars(text, bytes, out _, out length) == OperationStatus.Done
            && Base64Url.EncodeToString(bytes[..length]).Equals(text, StringComparison.Ordinal);
    }

    private static void Mac(Key key, ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Mac(content, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
