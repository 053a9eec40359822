using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Floodgate.Foundation;

/// <summary>
/// Chooses between the two languages from an <c>Accept-Language</c> header (RFC 9110, 12.5.4) without allocating.
/// </summary>
internal static class AcceptLanguage
{
    private const int RangesMax = 16;

    /// <summary>Chinese unless English is ranked higher, or as high and named first.</summary>
    public static bool PrefersEnglish(StringValues header)
    {
        if (header.Count == 0 || header[0] is not { } text) return false;
        double english = 0, chinese = 0;
        var englishFirst = false;
        var ranges = 0;
        foreach (var part in text.AsSpan().Split(','))
        {
            if (++ranges > RangesMax) break;
            var range = text.AsSpan()[part].Trim();
            if (Names(range, "en"))
            {
                englishFirst |= chinese == 0;
                english = Math.Max(english, Quality(range));
            }
            else if (Names(range, "zh"))
            {
                chinese = Math.Max(chinese, Quality(range));
            }
        }

        return english > chinese || (english > 0 && english == chinese && englishFirst);
    }

    private static bool Names(ReadOnlySpan<char> range, string language) =>
        range.StartsWith(language, StringComparison.OrdinalIgnoreCase)
        && (range.Length == language.Length || range[language.Length] is '-' or ';' or ' ');

    private static double Quality(ReadOnlySpan<char> range)
    {
        var mark = range.IndexOf("q=", StringComparison.OrdinalIgnoreCase);
        if (mark < 0) return 1;
        return double.TryParse(
                range[(mark + 2)..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quality)
            ? Math.Clamp(quality, 0, 1)
            : 0;
    }
}
