using System.Security.Cryptography;
using System.Text.Json;
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
        return Hidden(cut.Length > max ? cut[..max] : cut);
    }

    /// <summary>More than the trail takes end in a line with their number and a hash of them all.</summary>
    public static IReadOnlyList<Change>? Changes(IReadOnlyList<Change>? changes, AuditOptions options)
    {
        if (changes is null or []) return null;
        var kept = changes.Count <= options.ChangesMax ? changes : changes.Take(options.ChangesMax - 1);
        var shown = kept.Select(change => change with
        {
            Path = Text(change.Path, options.TextCharactersMax)!,
            Before = Words(change.Before, options.TextCharactersMax),
            After = Words(change.After, options.TextCharactersMax),
        });
        return changes.Count <= options.ChangesMax ? [.. shown] : [.. shown, Rest(changes, options.ChangesMax - 1)];
    }

    /// <summary>Whether a difference can be shown whole: nobody approves what they were not shown.</summary>
    public static bool Fits(IReadOnlyList<Change> changes, AuditOptions options) =>
        changes.Count <= options.ChangesMax && changes.All(change =>
            Short(change.Before, options) && Short(change.After, options)
            && change.Path.Length <= options.TextCharactersMax);

    private static bool Short(BilingualText? text, AuditOptions options) => text is null
        || (text.Zh.Length <= options.TextCharactersMax && text.En.Length <= options.TextCharactersMax);

    private static Change Rest(IReadOnlyList<Change> all, int shown)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(all)));
        return new Change("/…", new("其余", "the rest"), null, new(
            $"另有 {all.Count - shown} 处，全部内容的 SHA-256：{hash}",
            $"{all.Count - shown} more; SHA-256 of all: {hash}"));
    }

    private static BilingualText? Words(BilingualText? text, int max) =>
        text is null ? null : new BilingualText(Cut(Hidden(text.Zh), max), Cut(Hidden(text.En), max));

    private static string Hidden(string text) => Digits.Replace(
        Mail.Replace(text, match => match.Value[..1] + "***@***"),
        match => match.Value[..3] + new string('*', match.Length - 5) + match.Value[^2..]);

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
