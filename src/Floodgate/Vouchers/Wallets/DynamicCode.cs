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

    /// <summary><c>FG1.{voucherId}.{unixSeconds}.{mac}</c></summary>
    public static string Of(VoucherId id, Key key, DateTimeOffset until)
    {
        var signed = $"{Prefix}.{id}.{until.ToUnixTimeSeconds()}";
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        key.Mac(System.Text.Encoding.ASCII.GetBytes(signed), mac);
        return $"{signed}.{Convert.ToHexString(mac[..10])}";
    }

    /// <summary>As SVG paths on white, with the quiet zone scanners need.</summary>
    public static string Svg(string payload)
    {
        using var data = QRCodeGenerator.GenerateQrCode(payload, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
