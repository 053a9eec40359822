using System.Globalization;

namespace Floodgate.Drills.Scenarios;

/// <summary>
/// Times of a scenario: <c>400ms</c>, <c>5s</c>, <c>2m</c>, <c>3h</c>, <c>40d</c>, with an optional sign.
/// </summary>
internal static class ScenarioTime
{
    public static bool TryRead(string? text, out TimeSpan span)
    {
        span = default;
        if (text is null || text.Length > 20) return false;
        var digits = text.AsSpan().TrimEnd("smhd");
        double millis = text[digits.Length..] switch
        {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => 0,
        };
        if (millis == 0 || !double.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var value)) return false;
        span = TimeSpan.FromMilliseconds(value * millis);
        return true;
    }
}
