using System.CommandLine;
using Floodgate.Host;

namespace Floodgate.IntegrationTests.Commands;

/// <summary>What a person reads who asks a command how it is used.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> Commands { get; } = [.. Paths(Program.Root(), "floodgate")];

    [Theory, MemberData(nameof(Commands))]
    public async Task Usage_OfEveryCommand_NamesTheProgramAsPeopleCallIt(string path)
    {
        var help = await HelpAsync(path);
        Assert.Contains($"  {path}", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Floodgate.Host", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_ThatAreWrong_AreUsageErrors()
    {
        Assert.NotEmpty(Program.Root().Parse(["nonsense"]).Errors);
        Assert.NotEmpty(Program.Root().Parse(["serve", "--nonsense"]).Errors);
        Assert.Empty(Program.Root().Parse([]).Errors);
    }

    private static async Task<string> HelpAsync(string path)
    {
        using var output = new StringWriter();
        var exit = await Program.Root().Parse([.. path.Split(' ').Skip(1), "--help"]).InvokeAsync(
            new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
        Assert.Equal(0, exit);
        return output.ToString();
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        [path, .. command.Subcommands.SelectMany(inner => Paths(inner, $"{path} {inner.Name}"))];
}
