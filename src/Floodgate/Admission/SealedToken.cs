using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Admission;

/// <summary>
/// The compact form of passes (<c>fgp_</c>) and tickets (<c>fgt_</c>): base64url of a fixed layout and 16 bytes of
/// HMAC-SHA256 over it. The key's id travels in it, so that keys rotate while tokens live. Checking takes no look-up.
/// </summary>
internal static class SealedToken
{
    public const string PassPrefix = "fgp_";
    public const string TicketPrefix = "fgt_";
    public const int RegionMax = 16;
    private const int MacBytes = 16;
    private const int FixedBytes = 36;
    private const int BytesMax = FixedBytes + RegionMax + MacBytes;
    private const int CharactersMax = 4 + (((BytesMax + 2) / 3) * 4);
    private const byte Format = 1;

    public static string Seal(in Ticket ticket, Key key)
    {
        Span<byte> bytes = stackalloc byte[BytesMax];
        var length = Write(ticket, key.Id, bytes);
        Mac(key, bytes[..length], bytes.Slice(length, MacBytes));
        return Prefix(key.Purpose) + Base64Url.EncodeToString(bytes[..(length + MacBytes)]);
    }

    /// <param name="text">The token as it came, prefix included.</param>
    /// <param name="purpose">Pass or ticket: one is never taken for the other.</param>
    /// <param name="keys">The ring that may have sealed it.</param>
    /// <param name="nowUnixSeconds">The time it is checked against.</param>
    /// <param name="ticket">What it says, when it is valid or expired.</param>
    public static TokenOutcome Open(
        ReadOnlySpan<char> text, KeyPurpose purpose, KeyRing keys, long nowUnixSeconds, out Ticket ticket)
    {
        ticket = default;
        if (text.Length is <= 4 or > CharactersMax || !text.StartsWith(Prefix(purpose), StringComparison.Ordinal))
            return TokenOutcome.Invalid;
        Span<byte> bytes = stackalloc byte[BytesMax];
        if (!TryDecode(text[4..], bytes, out var length) || length < FixedBytes + MacBytes || bytes[0] != Format)
            return TokenOutcome.Invalid;
        if (keys.Find(purpose, bytes[1]) is not { } key) return TokenOutcome.Invalid;
        Span<byte> mac = stackalloc byte[MacBytes];
        Mac(key, bytes[..(length - MacBytes)], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes.Slice(length - MacBytes, MacBytes)))
            return TokenOutcome.Invalid;
        ticket = Read(bytes[..(length - MacBytes)]);
        return ticket.Holder.ExpiresUnixSeconds > nowUnixSeconds ? TokenOutcome.Valid : TokenOutcome.Expired;
    }

    /// <summary>
    /// One text for one token: no white space, no padding, no loose bits in the last character. Of the decoders this
    /// is the one that does not throw at a stranger's text.
    /// </summary>
    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        if (Base64Url.DecodeFromChars(text, bytes, out _, out length) != OperationStatus.Done) return false;
        Span<char> again = stackalloc char[CharactersMax];
        return Base64Url.TryEncodeToChars(bytes[..length], again, out var characters)
            && text.SequenceEqual(again[..characters]);
    }

    private static string Prefix(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Pass => PassPrefix,
        KeyPurpose.Ticket => TicketPrefix,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    private static int Write(in Ticket ticket, byte keyId, Span<byte> bytes)
    {
        var holder = ticket.Holder;
        bytes[0] = Format;
        bytes[1] = keyId;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], checked((ushort)holder.Campaign));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], checked((ushort)holder.Version));
        BinaryPrimitives.WriteUInt32BigEndian(bytes[6..], checked((uint)holder.ExpiresUnixSeconds));
        bytes[10] = (byte)((holder.OnAllowList ? 1 : 0) | ((holder.LastDigit ?? 15) << 4));
        holder.Person.Write(bytes[11..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[27..], ticket.Place);
        var region = holder.Region is { Length: > 0 and <= RegionMax } text
            ? System.Text.Encoding.ASCII.GetBytes(text, bytes[36..]) : 0;
        bytes[35] = (byte)region;
        return FixedBytes + region;
    }

    private static Ticket Read(ReadOnlySpan<byte> bytes)
    {
        var digit = bytes[10] >> 4;
        var region = bytes[35] == 0 ? null : System.Text.Encoding.ASCII.GetString(bytes.Slice(36, bytes[35]));
        var holder = new Pass(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]),
            PersonId.Read(bytes.Slice(11, PersonId.Bytes)),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[6..]),
            region,
            digit <= 9 ? digit : null,
            (bytes[10] & 1) != 0);
        return new Ticket(holder, BinaryPrimitives.ReadInt64BigEndian(bytes[27..]));
    }

    private static void Mac(Key key, ReadOnlySpan<byte> content, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Mac(content, whole);
        whole[..MacBytes].CopyTo(mac);
    }
}
