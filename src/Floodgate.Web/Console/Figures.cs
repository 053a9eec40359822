using System.Globalization;

namespace Floodgate.Web.Console;

/// <summary>How figures are written: the fewest digits that still tell two situations apart.</summary>
internal static class Figures
{
    private const string None = "–";

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Minor units as people write them; the sign of a currency one knows, else its code behind.</summary>
    public static string Money(long cents, string currency)
    {
        var amount = (cents / 100m).ToString(cents % 100 == 0 ? "N0" : "N2", CultureInfo.InvariantCulture);
        return currency == "CNY" ? "¥" + amount : $"{amount} {currency}".TrimEnd();
    }

    public static string Rate(double value) =>
        value is > 0 and < 9.95 ? value.ToString("0.0", CultureInfo.InvariantCulture)
            : Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double? value) => value switch
    {
        null => None,
        < 0.995 => value.Value.ToString("0.00", CultureInfo.InvariantCulture),
        < 9.95 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>For axes, where space is short: 1,500 is 1.5k.</summary>
    public static string Axis(double value) => value switch
    {
        0 => "0",
        >= 1_000_000 => (value / 1_000_000).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 1_000 => (value / 1_000).ToString("0.##", CultureInfo.InvariantCulture) + "k",
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    /// <summary>A share of a whole; never 100 % or 0 % unless it is.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole <= 0 || part <= 0)
            return "0%";
        if (part >= whole)
            return "100%";
        var percent = Math.Clamp(100.0 * part / whole, 0.1, 99.9);
        return percent.ToString(percent is < 10 or > 90 ? "0.0" : "0", CultureInfo.InvariantCulture) + "%";
    }
}
