using System.Text.RegularExpressions;

namespace Floodgate.Drills.Judging;

/// <summary>Whether a step's words hold figures from before and from after: nothing measured is no effect.</summary>
internal static partial class MeasuredEffect
{
    public static bool IsIn(string words) => Figures.IsMatch(words);

    [GeneratedRegex(@"p99 [0-9.]+ ms, [0-9.]+ commits/s -> journal p99 [0-9.]+ ms, [0-9.]+ commits/s",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Figures { get; }
}
