using System.Globalization;

namespace Floodgate.Foundation;

/// <summary>
/// Times as the contract writes them: RFC 3339, UTC, a fraction only where there is one (microseconds).
/// </summary>
internal static class Rfc3339
{
    private const string Whole = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string Fraction = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Format(time), CultureInfo.InvariantCulture);

    public static int Write(DateTimeOffset time, Span<byte> utf8)
    {
        time.UtcDateTime.TryFormat(utf8, out var written, Format(time), CultureInfo.InvariantCulture);
        return written;
    }

    private static string Format(DateTimeOffset time) =>
        time.UtcTicks % TimeSpan.TicksPerSecond == 0 ? Whole : Fraction;
}
