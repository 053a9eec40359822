namespace Floodgate.Tests.Architecture;

public sealed class StyleTests(ITestOutputHelper output)
{
    private static IEnumerable<SourceFile> Code => SourceTree.Files.Where(file => file.IsCode && !file.IsGenerated);

    private static IEnumerable<SourceFile> Shaped =>
        SourceTree.WithEnding(".cs", ".razor", ".js", ".css", ".html", ".sh").Where(file => !file.IsGenerated);

    /// <summary>What others wrote, under its own licence, is kept as it came.</summary>
    private static bool IsVendored(SourceFile file) => file.Path.Contains("/vendor/", StringComparison.Ordinal);

    private static IEnumerable<SourceFile> Tests =>
        Code.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && !IsThisFolder(file));

    [Fact]
    public void Files_FitInTheHead()
    {
        var lengths = SourceTree.WithEnding(".cs").Where(file => !file.IsGenerated).Select(file => file.Lines.Length)
            .Order().ToArray();
        var median = lengths[lengths.Length / 2];
        output.WriteLine($"{lengths.Length} C# files, median {median} lines, longest {lengths[^1]}");
        Rule.Holds(SourceTree.WithEnding(".cs", ".razor", ".js").Where(file => !file.IsGenerated)
            .SelectMany(StyleRules.LongFiles));
        Assert.True(median < StyleRules.FileLinesMedianMax, $"the median file has {median} lines");
    }

    [Fact]
    public void Methods_FitAScreen() => Rule.Holds(Code.SelectMany(StyleRules.LongMethods));

    [Fact]
    public void Lines_FitTheWidth() => Rule.Holds(
        Shaped.Where(file => !IsVendored(file)).SelectMany(StyleRules.LongLines));

    [Fact]
    public void Names_SayWhatAThingIs() => Rule.Holds(Code.SelectMany(StyleRules.EmptyNames));

    [Fact]
    public void Folders_AreNotDrawers() => Rule.Holds(SourceTree.Folders.SelectMany(StyleRules.DrawerFolders));

    [Fact]
    public void Files_HoldNoUnfinishedWork() => Rule.Holds(Shaped.SelectMany(StyleRules.Unfinished));

    [Fact]
    public void Files_NameNoMachine() =>
        Rule.Holds(SourceTree.Files.Where(file => !IsThisFolder(file)).SelectMany(StyleRules.MachinePaths));

    [Fact]
    public void Links_LeadSomewhere() =>
        Rule.Holds(SourceTree.WithEnding(".md").SelectMany(file => StyleRules.DeadLinks(file,
            path => Path.Exists(Path.Combine(SourceTree.Root, path)))));

    [Fact]
    public void Tests_AreNotSkippedSilently() => Rule.Holds(Tests.SelectMany(StyleRules.SkippedTests));

    [Fact]
    public void Tests_CanFail() => Rule.Holds(Tests.SelectMany(StyleRules.EmptyAsserts));

    /// <summary>The rules' own tests hold planted faults as text.</summary>
    private static bool IsThisFolder(SourceFile file) =>
        file.Path.StartsWith("tests/Floodgate.Tests/Architecture/", StringComparison.Ordinal);
}
