using System.Globalization;
using System.Security.Cryptography;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using QRCoder;

namespace Floodgate.Vouchers.Wallets;

/// <summary>
/// The moving code a till scans: voucher id, its last second (Unix time, base 36 digits avoided: decimal) and 80 bits
/// of
/// HMAC over both. Good for 60 seconds at most, so a photographed screen is worth nothing later.
/// </summary>
internal static class DynamicCode
{
    public const int Seconds = 60;
    private const string Prefix = "FG1";
    private const int PayloadMax = 64;

    /// <summary><c>FG1.{voucherId}.{unixSeconds}.{mac}</c></summary>
    public static string Of(VoucherId id, Key key, DateTimeOffset until)
    {
        var signed = $"{Prefix}.{id}.{until.ToUnixTimeSeconds()}";
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Mac(System.Text.Encoding.ASCII.GetBytes(signed), mac);
        return $"{signed}.{Convert.ToHexString(mac[..10])}";
    }

    /// <summary>Whether it has the shape of one; what it says is not to be trusted before it matches a key.</summary>
    public static bool TryParse(string payload, out VoucherId id, out long seconds)
    {
        (id, seconds) = (default, 0);
        var parts = payload.Length <= PayloadMax ? payload.Split('.') : [];
        return parts.Length == 4 && parts[0] == Prefix && VoucherId.TryParse(parts[1], out id)
            && parts[2].Length <= 11 && long.TryParse(
                parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out seconds)
            && seconds is > 0 and < uint.MaxValue;
    }

    /// <summary>Whether a payload is the one this key makes.</summary>
    public static bool Matches(string payload, VoucherId id, Key key, long seconds) =>
        CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(payload),
            System.Text.Encoding.UTF8.GetBytes(Of(id, key, DateTimeOffset.FromUnixTimeSeconds(seconds))));

    /// <summary>As SVG paths on white, with the quiet zone scanners need.</summary>
    public static string Svg(string payload)
    {
        using var data = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
