using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Emergency.Notifications;

/// <summary>
/// Signatures of the Standard Webhooks specification (v1): HMAC-SHA256 over <c>id.timestamp.body</c>. Used for what we
/// send and to check what others send.
/// </summary>
internal static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>How far a timestamp may be from our clock.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string SecretPrefix = "whsec_";

    /// <summary><c>v1,</c> and the signature in base64.</summary>
    /// <param name="secret"><c>whsec_</c> and the key in base64, or the key as it stands.</param>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, string secret) =>
        "v1," + Convert.ToBase64String(Mac(id, Seconds(at), body, secret));

    public static string Seconds(DateTimeOffset at) =>
        at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether one of the signatures is good and the timestamp is of now.</summary>
    public static bool Check(
        string id, string timestamp, string signatures, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds) return false;
        var expected = Mac(id, timestamp, body, secret);
        var good = false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var range in signatures.AsSpan().Split(' '))
        {
            var one = signatures.AsSpan()[range];
            if (!one.StartsWith("v1,", StringComparison.Ordinal)) continue;
            good |= Convert.TryFromBase64Chars(one[3..], given, out var length)
                && length == given.Length && CryptographicOperations.FixedTimeEquals(given, expected);
        }

        return good;
    }

    private static byte[] Mac(string id, string timestamp, ReadOnlySpan<byte> body, string secret)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return HMACSHA256.HashData(KeyOf(secret), signed);
    }

    private static byte[] KeyOf(string secret)
    {
        if (secret.StartsWith(SecretPrefix, StringComparison.Ordinal)
            && Base64.IsValid(secret.AsSpan(SecretPrefix.Length)))
            return Convert.FromBase64String(secret[SecretPrefix.Length..]);
        return Encoding.UTF8.GetBytes(secret);
    }
}
