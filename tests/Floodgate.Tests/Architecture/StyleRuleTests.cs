namespace Floodgate.Tests.Architecture;

/// <summary>Each rule is shown a planted fault and its sound twin: a rule that cannot fail keeps nothing.</summary>
public sealed class StyleRuleTests
{
    [Theory]
    [InlineData(400, 0)]
    [InlineData(401, 1)]
    public void File_OverItsLength_IsAFault(int lines, int faults) =>
        Assert.Equal(faults, StyleRules.LongFiles(new SourceFile("a.cs", new string[lines])).Count());

    [Theory]
    [InlineData(120, 0)]
    [InlineData(121, 1)]
    public void Line_OverItsWidth_IsAFault(int length, int faults) =>
        Assert.Equal(faults, StyleRules.LongLines(File("a.cs", new string('x', length))).Count());

    [Theory]
    [InlineData("a.cs", 66, 0)]
    [InlineData("a.cs", 68, 1)]
    [InlineData("a.razor", 66, 0)]
    [InlineData("a.razor", 68, 1)]
    public void Method_OverAScreen_IsAFault(string path, int statements, int faults)
    {
        var head = path.EndsWith(".cs", StringComparison.Ordinal) ? "class A {" : "<p>words</p>\n@code {";
        var body = string.Concat(Enumerable.Repeat("x++;\n", statements));
        var file = File(path, $"{head}\nvoid M()\n{{\n{body}}}\n}}");
        Assert.Equal(faults, StyleRules.LongMethods(file).Count());
    }

    [Theory]
    [InlineData("class VoucherManager;", 1)]
    [InlineData("record struct ClaimHelper;", 1)]
    [InlineData("interface IClaimService;", 1)]
    [InlineData("enum TimeUtils { A }", 1)]
    [InlineData("class Managerial;", 0)]
    public void Name_WithAnEmptyEnding_IsAFault(string declaration, int faults) =>
        Assert.Equal(faults, StyleRules.EmptyNames(File("a.cs", declaration)).Count());

    [Theory]
    [InlineData("src/Floodgate/Common", 1)]
    [InlineData("src/Floodgate/Vouchers/Helpers", 1)]
    [InlineData("src/Floodgate/Commons", 0)]
    public void Folder_ThatIsADrawer_IsAFault(string folder, int faults) =>
        Assert.Equal(faults, StyleRules.DrawerFolders(folder).Count());

    [Theory]
    [InlineData("// TO" + "DO later", 1)]
    [InlineData("throw new NotImplemented" + "Exception();", 1)]
    [InlineData("var todoList = 1;", 0)]
    public void Mark_OfUnfinishedWork_IsAFault(string line, int faults) =>
        Assert.Equal(faults, StyleRules.Unfinished(File("a.cs", line)).Count());

    [Theory]
    [InlineData("cd /work/main", 1)]
    [InlineData("\"/tmp/x\"", 1)]
    [InlineData("see /home/anna/notes", 1)]
    [InlineData("src/work/a", 0)]
    [InlineData("$root/tmp/a", 0)]
    public void Path_OfAMachine_IsAFault(string line, int faults) =>
        Assert.Equal(faults, StyleRules.MachinePaths(File("a.md", line)).Count());

    [Theory]
    [InlineData("[Fact(Skip = \"flaky\")]", 1)]
    [InlineData("Assert.Skip(\"no\");", 1)]
    [InlineData("[Fact(Skip = \"needs two machines; see the handbook\")]", 0)]
    public void Skip_WithoutAReason_IsAFault(string line, int faults) =>
        Assert.Equal(faults, StyleRules.SkippedTests(File("a.cs", line)).Count());

    [Theory]
    [InlineData("Assert.True(true);", 1)]
    [InlineData("Assert.False(false, \"x\");", 1)]
    [InlineData("Assert.True(trueOrNot);", 0)]
    public void Assert_ThatCannotFail_IsAFault(string line, int faults) =>
        Assert.Equal(faults, StyleRules.EmptyAsserts(File("a.cs", line)).Count());

    [Theory]
    [InlineData("see [it](gone.md)", 1)]
    [InlineData("![it](gone.png \"a title\") and [it](gone.md#part)", 2)]
    [InlineData("[here](there.md), [part](#part), [out](https://example.org/x)", 0)]
    public void Link_ThatLeadsNowhere_IsAFault(string line, int faults) =>
        Assert.Equal(faults, StyleRules.DeadLinks(File("docs/a.md", line), path => path == "docs/there.md").Count());

    private static SourceFile File(string path, string text) => new(path, text.Split('\n'));
}
