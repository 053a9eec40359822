using System.Globalization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Reviews;

/// <summary>Times and spans as a review writes them.</summary>
internal static class ReviewWords
{
    /// <summary>The clock on the wall: China's, as the plan's times are.</summary>
    public static DateTimeOffset Local(DateTimeOffset time) => time.ToOffset(TimeSpan.FromHours(8));

    public static string Clock(DateTimeOffset time) =>
        Local(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Hour(DateTimeOffset time) => Local(time).ToString("HH:mm", CultureInfo.InvariantCulture);

    public static BilingualText Span(double seconds)
    {
        var whole = TimeSpan.FromSeconds(Math.Max(0, seconds));
        if (whole.TotalSeconds < 60)
            return new($"{whole.TotalSeconds:0.#} 秒", $"{whole.TotalSeconds:0.#} s");
        if (whole.TotalHours < 1)
            return new(
                whole.Seconds == 0 ? $"{whole.Minutes} 分" : $"{whole.Minutes} 分 {whole.Seconds} 秒",
                whole.Seconds == 0 ? $"{whole.Minutes} min" : $"{whole.Minutes} min {whole.Seconds} s");
        var hours = (int)whole.TotalHours;
        return new(
            whole.Minutes == 0 ? $"{hours} 小时" : $"{hours} 小时 {whole.Minutes} 分",
            whole.Minutes == 0 ? $"{hours} h" : $"{hours} h {whole.Minutes} min");
    }

    public static BilingualText Span(TimeSpan span) => Span(span.TotalSeconds);

    /// <summary>A quotation without its full stop, cut where it would fill the page.</summary>
    public static string Cut(string text, int most = 240)
    {
        var plain = text.TrimEnd().TrimEnd('.', '。');
        return plain.Length <= most ? plain : plain[..(most - 1)] + "…";
    }
}
