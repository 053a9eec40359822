using System.Text.RegularExpressions;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The last of what a program printed: read without end, kept within bounds, and without what may be secret in it.
/// </summary>
/// <param name="secrets">Values it was given in its environment.</param>
internal sealed partial class OutputTail(IEnumerable<string> secrets)
{
    private const int CharactersMax = 2_000;

    /// <summary>Shorter ones are words such as <c>true</c> or a port, and hiding them hides everything.</summary>
    private const int SecretLeast = 8;

    private readonly string[] _secrets =
        [.. secrets.Where(one => one.Length >= SecretLeast).OrderByDescending(one => one.Length)];

    private readonly Lock _gate = new();
    private string _kept = "";

    /// <summary>Reads to the end of the stream; a writer that never ends is never kept waiting.</summary>
    public async Task ReadAsync(TextReader from)
    {
        var room = new char[1_024];
        try
        {
            while (await from.ReadAsync(room) is > 0 and var count)
                lock (_gate)
                    _kept = Last(_kept + new string(room, 0, count), 2 * CharactersMax);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // It is gone, and so is what it had to say.
        }
    }

    /// <summary>On one line, at most so many characters, the newest; empty when it said nothing.</summary>
    public string Words(int most = 200)
    {
        string kept;
        lock (_gate) kept = _kept;
        foreach (var secret in _secrets) kept = kept.Replace(secret, "***", StringComparison.Ordinal);
        kept = Named.Replace(kept, "${name}=***");
        return Last(Blank.Replace(kept, " ").Trim(), Math.Min(most, CharactersMax));
    }

    private static string Last(string text, int most) => text.Length <= most ? text : text[^most..];

    [GeneratedRegex(@"(?<name>[A-Za-z_-]*(password|passphrase|secret|token|key))\s*[=:]\s*[^\s;]+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
            | RegexOptions.NonBacktracking)]
    private static partial Regex Named { get; }

    [GeneratedRegex(@"[\s\p{C}]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Blank { get; }
}
