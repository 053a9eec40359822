using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// A driver's command line filled in. Each argument stays one argument whatever is filled in, and no shell reads it.
/// </summary>
internal static partial class CapacityTemplate
{
    public static readonly string[] OfCommand = ["nodes", "run", "incident"];
    public static readonly string[] OfProcess = ["node", "run", "incident"];

    /// <summary>What a program needs to be found and to speak; all else it gets is written down for it.</summary>
    private static readonly string[] Always = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "DOTNET_ROOT"];

    public static IEnumerable<string> WordsOf(string text) =>
        Word.Matches(text).Select(match => match.Groups["word"].Value);

    /// <param name="words">What is filled in, by name.</param>
    public static ProcessStartInfo Fill(CapacityDriverOptions driver, IReadOnlyDictionary<string, string> words)
    {
        var start = new ProcessStartInfo(driver.File)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetPathRoot(driver.File)!,
        };
        foreach (var argument in driver.Arguments) start.ArgumentList.Add(Fill(argument, words));
        start.Environment.Clear();
        foreach (var name in Always.Concat(driver.Inherit))
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        foreach (var (name, value) in driver.Environment) start.Environment[name] = Fill(value, words);
        return start;
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> words) =>
        Word.Replace(text, match => words[match.Groups["word"].Value]);

    [GeneratedRegex(@"\{(?<word>[a-z][a-zA-Z0-9]*)\}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Word { get; }
}
