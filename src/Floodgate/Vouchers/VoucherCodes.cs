using System.Buffers.Binary;
using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;

namespace Floodgate.Vouchers;

/// <summary>
/// Voucher codes are derived, not stored: the id (13 characters), 80 bits of HMAC-SHA256(key, id) (16 characters) and a
/// check character, Crockford base 32. A leaked table holds no usable code; the keys live outside every database.
/// </summary>
internal static class VoucherCodes
{
    public const int Length = VoucherId.TextLength + SecretCharacters + 1;
    private const int SecretCharacters = 16;

    public static string Of(VoucherId id, Key key)
    {
        Span<char> code = stackalloc char[Length];
        Base32.Write(id.Value, code[..VoucherId.TextLength]);
        WriteSecret(id, key, code.Slice(VoucherId.TextLength, SecretCharacters));
        code[^1] = Check(code[..^1]);
        return new string(code);
    }

    /// <summary>
    /// Whether a code is well formed; then the voucher it names. Spaces and hyphens are for people and ignored.
    /// </summary>
    public static bool TryParse(string text, out VoucherId id)
    {
        id = default;
        if (text.Length > 3 * Length) return false;
        var code = text.Where(character => character is not (' ' or '-')).Select(Normal).ToArray();
        return code.Length == Length && code[^1] == Check(code.AsSpan(0, Length - 1))
            && VoucherId.TryParse(code.AsSpan(0, VoucherId.TextLength), out id);
    }

    /// <summary>Whether a well-formed code is the voucher's own.</summary>
    public static bool Matches(string text, VoucherId id, Key key)
    {
        var code = text.Where(character => character is not (' ' or '-')).Select(Normal).ToArray();
        Span<byte> given = stackalloc byte[Length * 2], own = stackalloc byte[Length * 2];
        if (code.Length != Length) return false;
        System.Text.Encoding.Unicode.GetBytes(code, given);
        System.Text.Encoding.Unicode.GetBytes(Of(id, key), own);
        return CryptographicOperations.FixedTimeEquals(given, own);
    }

    private static char Normal(char character) =>
        Base32.Digit(character) is >= 0 and var digit ? Base32.Character(digit) : '?';

    private static void WriteSecret(VoucherId id, Key key, Span<char> text)
    {
        Span<byte> bytes = stackalloc byte[8];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id.Value);
        key.Mac(bytes, mac);
        // 16 characters of 5 bits are 80 bits: two runs of 40 bits.
        Base32.Write(BinaryPrimitives.ReadUInt64BigEndian(mac) >> 24, text[..8]);
        Base32.Write(BinaryPrimitives.ReadUInt64BigEndian(mac[5..]) >> 24, text[8..]);
    }

    /// <summary>
    /// Weights 1 to 29 modulo 31 (prime): any one wrong character and any two swapped neighbours are noticed, but 0
    /// for Z.
    /// </summary>
    private static char Check(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++) sum += (i + 1) * Base32.Digit(text[i]);
        return Base32.Character((sum % 31 + 31) % 31);
    }
}
