using System.Text.RegularExpressions;
using Floodgate.Foundation;

namespace Floodgate.Audit;

/// <summary>
/// Takes personal data out of what people type into reasons and notes: phone numbers, identity and card numbers and
/// addresses of e-mail. The trail is kept for years and read by many.
/// </summary>
internal static partial class Masked
{
    /// <summary>The text, cut to <paramref name="max"/> characters; null stays null.</summary>
    public static string? Text(string? text, int max)
    {
        if (text is null) return null;
        var cut = text.Trim();
        if (cut.Length > max) cut = cut[..max];
        cut = Mail.Replace(cut, match => match.Value[..1] + "***@***");
        return Digits.Replace(cut, match => match.Value[..3] + new string('*', match.Length - 5) + match.Value[^2..]);
    }

    public static IReadOnlyList<Change>? Changes(IReadOnlyList<Change>? changes, AuditOptions options) =>
        changes is null or [] ? null
            : [.. changes.Take(options.ChangesMax).Select(change => change with
            {
                Path = Text(change.Path, options.TextCharactersMax)!,
                Before = Words(change.Before, options.TextCharactersMax),
                After = Words(change.After, options.TextCharactersMax),
            })];

    /// <summary>Whether a difference can be shown whole: nobody approves what they were not shown.</summary>
    public static bool Fits(IReadOnlyList<Change> changes, AuditOptions options) =>
        changes.Count <= options.ChangesMax && changes.All(change =>
            Short(change.Before, options) && Short(change.After, options)
            && change.Path.Length <= options.TextCharactersMax);

    private static bool Short(BilingualText? text, AuditOptions options) => text is null
        || (text.Zh.Length <= options.TextCharactersMax && text.En.Length <= options.TextCharactersMax);

    private static BilingualText? Words(BilingualText? text, int max) =>
        text is null ? null : new BilingualText(Cut(text.Zh, max), Cut(text.En, max));

    private static string Cut(string text, int max) => text.Length <= max ? text : text[..max] + "…";

    /// <summary>
    /// Eleven digits of a mobile number, 15 to 19 of an identity or a card, also with spaces between.
    /// </summary>
    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:1[3-9](?:[ -]?[0-9]){9}|[0-9](?:[ -]?[0-9]){13,17}[0-9Xx])(?![0-9A-Za-z])",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Digits { get; }

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Mail { get; }
}
