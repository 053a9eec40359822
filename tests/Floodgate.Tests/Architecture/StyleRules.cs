using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Floodgate.Tests.Architecture;

/// <summary>The rules of CONTRIBUTING.md over source text. Each returns its faults as <c>path:line: what</c>.</summary>
internal static partial class StyleRules
{
    public const int FileLinesMax = 400;
    public const int FileLinesMedianMax = 80;
    public const int MethodLinesMax = 70;
    public const int LineLengthMax = 120;
    private const int SkipReasonLengthMin = 20;
    private const int PatienceMilliseconds = 1000;

    private static readonly string[] EmptyEndings =
        ["Manager", "Helper", "Helpers", "Service", "Util", "Utils", "Impl"];

    private static readonly string[] Drawers =
        ["common", "util", "utils", "utilities", "helper", "helpers", "shared", "misc", "managers", "services", "impl"];

    public static IEnumerable<string> LongFiles(SourceFile file)
    {
        if (file.Lines.Length > FileLinesMax) yield return $"{file.Path}: {file.Lines.Length} lines";
    }

    public static IEnumerable<string> LongLines(SourceFile file) =>
        Where(file, line => line.Length > LineLengthMax, line => $"{line.Length} characters");

    public static IEnumerable<string> LongMethods(SourceFile file) =>
        from node in Parse(file).DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let span = node.SyntaxTree.GetLineSpan(node.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > MethodLinesMax
        select $"{file.Path}:{span.StartLinePosition.Line + 1}: a method of {lines} lines";

    public static IEnumerable<string> EmptyNames(SourceFile file) =>
        from node in Parse(file).DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        let name = node.Identifier.Text
        where EmptyEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        select $"{file.Path}: {name} says nothing about what it is; name it by the noun of the field";

    public static IEnumerable<string> DrawerFolders(string folder) =>
        from part in folder.Split('/')
        where Drawers.Contains(part, StringComparer.OrdinalIgnoreCase)
        select $"{folder}: a drawer for leftovers; a file lives with what it is about";

    public static IEnumerable<string> Unfinished(SourceFile file) =>
        Where(file, line => UnfinishedMark().IsMatch(line), _ => "a mark of unfinished work");

    public static IEnumerable<string> MachinePaths(SourceFile file) =>
        Where(file, line => MachinePath().IsMatch(line),
            line => $"a path of somebody's machine: {MachinePath().Match(line)}");

    public static IEnumerable<string> SkippedTests(SourceFile file) =>
        Where(file, line => Skip().Match(line) is { Success: true } skip &&
                skip.Groups["why"].Length < SkipReasonLengthMin,
            _ => "a test is skipped without a reason a reader can use");

    public static IEnumerable<string> EmptyAsserts(SourceFile file) =>
        Where(file, line => EmptyAssert().IsMatch(line), _ => "an assertion that cannot fail");

    /// <summary>A Markdown file's links to files that are not there; addresses and anchors are not followed.</summary>
    public static IEnumerable<string> DeadLinks(SourceFile file, Predicate<string> exists) =>
        from line in file.Lines.Index()
        from link in Link().Matches(line.Item)
        let target = link.Groups["to"].Value
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
        where !exists(Path.Join(Path.GetDirectoryName(file.Path), target))
        select $"{file.Path}:{line.Index + 1}: {target} is not there";

    private static IEnumerable<string> Where(SourceFile file, Predicate<string> broken, Func<string, string> what) =>
        file.Lines.Index().Where(line => broken(line.Item))
            .Select(line => $"{file.Path}:{line.Index + 1}: {what(line.Item)}");

    /// <summary>
    /// C# as it stands; of a Razor file its code block, with blank lines before it so that line numbers hold.
    /// </summary>
    private static SyntaxNode Parse(SourceFile file)
    {
        if (file.Path.EndsWith(".cs", StringComparison.Ordinal)) return CSharpSyntaxTree.ParseText(file.Text).GetRoot();
        var code = Array.FindIndex(file.Lines, line => line.TrimStart().StartsWith("@code", StringComparison.Ordinal));
        if (code < 0) return CSharpSyntaxTree.ParseText("").GetRoot();
        var opening = file.Lines[code].Replace("@code", "class Component", StringComparison.Ordinal);
        var lines = Enumerable.Repeat("", code).Append(opening).Concat(file.Lines[(code + 1)..]);
        return CSharpSyntaxTree.ParseText(string.Join('\n', lines)).GetRoot();
    }

    // The words are taken apart so that the rule does not find itself.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK|XX" + @"X)\b|NotImplemented" + "Exception",
        RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex UnfinishedMark();

    [GeneratedRegex(@"(?<![\w.~$}-])/(work|root|tmp|farm|home/\w+|Users/\w+)/",
        RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex MachinePath();

    [GeneratedRegex(
        "\\bSkip\\s*=\\s*\"(?<why>[^\"]*)\"|\\bAssert\\.Skip(?:When|Unless)?\\([^\"]*\"(?<why>[^\"]*)\"",
        RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Skip();

    [GeneratedRegex(@"\]\((?<to>[^)#\s]*)[^)]*\)", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex Link();

    [GeneratedRegex(@"\bAssert\.(True\(\s*true|False\(\s*false)\b", RegexOptions.ExplicitCapture, PatienceMilliseconds)]
    private static partial Regex EmptyAssert();
}
