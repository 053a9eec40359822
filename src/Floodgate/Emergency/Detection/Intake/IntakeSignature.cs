using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Signatures in the form of Standard Webhooks: <c>v1,</c> and the base64 of HMAC-SHA256 over
/// <c>id.timestamp.body</c>. A secret that begins with <c>whsec_</c> is base64, any other is taken as it stands.
/// </summary>
internal static class IntakeSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimeHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";
    private const string Version = "v1,";
    private const string EncodedSecret = "whsec_";
    private const int SignaturesMax = 8;

    public static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body) =>
        Version + Convert.ToBase64String(Mac(secret, id, timestamp, body));

    /// <summary>Whether one of the signatures is ours; several stand there while a secret changes.</summary>
    public static bool Fits(string header, string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var wanted = Mac(secret, id, timestamp, body);
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var one in header.Split(' ', SignaturesMax, StringSplitOptions.RemoveEmptyEntries))
        {
            if (one.StartsWith(Version, StringComparison.Ordinal)
                && Convert.TryFromBase64String(one[Version.Length..], given, out var written)
                && CryptographicOperations.FixedTimeEquals(given[..written], wanted)) return true;
        }

        return false;
    }

    /// <summary>Seconds since 1970, as the header has them.</summary>
    public static DateTimeOffset? Time(string header) =>
        long.TryParse(header, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static byte[] Mac(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, KeyOf(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    private static byte[] KeyOf(string secret)
    {
        if (!secret.StartsWith(EncodedSecret, StringComparison.Ordinal)) return Encoding.UTF8.GetBytes(secret);
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[EncodedSecret.Length..], key, out var written)
            ? key[..written] : Encoding.UTF8.GetBytes(secret);
    }
}
