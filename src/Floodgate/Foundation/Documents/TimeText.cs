using System.Globalization;
using System.Text.RegularExpressions;

namespace Floodgate.Foundation.Documents;

/// <summary>
/// RFC 3339 times with their offset: read as the same instant in UTC, written in UTC, to 100 ns, no digit lost.
/// </summary>
internal static partial class TimeText
{
    public static bool TryRead(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Pattern.IsMatch(text)) return false;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var read)) return false;
        time = read.ToUniversalTime();
        return true;
    }

    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[-+][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern { get; }
}
