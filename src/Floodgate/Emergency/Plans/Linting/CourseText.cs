using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// A course's text: <c># 标题 · Title</c>, then <c>## 中文</c> and <c>## English</c>, each with a section
/// (<c>### 名称</c>) a team and whatever else it teaches.
/// </summary>
/// <param name="Parts">The text below each language's heading.</param>
internal sealed record CourseText(BilingualText Title, BilingualText Parts)
{
    public const int CharactersMax = 40_000;
    private const string ZhHeading = "## 中文";
    private const string EnHeading = "## English";

    /// <summary>Null when it has not that form.</summary>
    public static CourseText? Read(string text)
    {
        if (text.Length > CharactersMax) return null;
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (zh, en) = (Array.IndexOf(lines, ZhHeading), Array.IndexOf(lines, EnHeading));
        if (zh < 1 || en < zh || !lines[0].StartsWith("# ", StringComparison.Ordinal)) return null;
        var title = lines[0][2..].Split(" · ", 2, StringSplitOptions.TrimEntries);
        return new CourseText(
            new BilingualText(title[0], title[^1]),
            new BilingualText(string.Join('\n', lines[(zh + 1)..en]), string.Join('\n', lines[(en + 1)..])));
    }

    /// <summary>Whether the team has a section of its own in both languages.</summary>
    public bool Teaches(BilingualText team) => HasSection(Parts.Zh, team.Zh) && HasSection(Parts.En, team.En);

    private static bool HasSection(string part, string name) =>
        part.Split('\n').Any(line => line.TrimEnd() == "### " + name);
}
