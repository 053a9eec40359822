using Floodgate.Emergency.Incidents;
using Floodgate.Foundation.Keys;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

/// <summary>Real programs of this machine, started as the configuration has them.</summary>
public sealed class CapacityTests : IDisposable
{
    private const string Shell = "/bin/sh";
    private readonly TemporaryFolder _folder = new();
    private readonly CapacityOptions _options = new();
    private readonly RunMarks _marks;
    private readonly CapacityProcesses _processes;

    public CapacityTests()
    {
        _marks = Marks();
        _processes = new CapacityProcesses(_marks, NullLogger<CapacityProcesses>.Instance);
    }

    public void Dispose()
    {
        _processes.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Command_GetsItsArgumentsAsTheyAre_AndNothingOfOursInItsEnvironment()
    {
        var file = Path.Combine(_folder, "said");
        var driver = Command("echo \"$1|$2|${FLOODGATE_TEST_LEAK:-none}|$OWN\" > \"$3\"");
        driver.Arguments.Add("; touch {nodes}/owned $(id)");
        driver.Arguments.Add("{run}");
        driver.Arguments.Add(file);
        driver.Environment["OWN"] = "for {incident}";
        Environment.SetEnvironmentVariable("FLOODGATE_TEST_LEAK", "leaked");
        try
        {
            Assert.Null((await AskAsync("command", more: 2)).Fault);
        }
        finally
        {
            Environment.SetEnvironmentVariable("FLOODGATE_TEST_LEAK", null);
        }

        Assert.Equal("; touch 2/owned $(id)|inc-1.scale-out.1|none|for inc-1\n", await File.ReadAllTextAsync(
            file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Command_ThatFails_SaysItsLastWords_BoundedAndWithoutSecrets()
    {
        var driver = Command(
            "i=0; while [ $i -lt 20000 ]; do echo filling; i=$((i+1)); done; "
            + "echo \"cannot reach the cloud, token: abc123 for $OWN\" >&2; exit 3");
        driver.Environment["OWN"] = "a-very-secret-value";
        var fault = (await AskAsync("command")).Fault!;
        Assert.StartsWith("it ended with 3, saying: ", fault, StringComparison.Ordinal);
        Assert.Contains("cannot reach the cloud, token=*** for ***", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", fault, StringComparison.Ordinal);
        Assert.InRange(fault.Length, 50, 250);
    }

    [Fact]
    public async Task Command_ThatTakesTooLong_IsEnded()
    {
        var file = Path.Combine(_folder, "pid");
        var driver = Command("echo $$ > \"$1\"; exec sleep 600");
        driver.Arguments.Add(file);
        driver.TimeLimitSeconds = 1;
        Assert.Contains("it was ended after 1 s at most", (await AskAsync("command")).Fault, StringComparison.Ordinal);
        var id = int.Parse(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), null);
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    /// <summary>A crash in the middle begins the same run again, also from a fresh process.</summary>
    [Fact]
    public async Task Run_ThatIsBegunAgain_StartsNothingTwice()
    {
        var file = Path.Combine(_folder, "runs-of-it");
        Command("echo once >> \"$1\"").Arguments.Add(file);
        Assert.Null((await AskAsync("command")).Fault);
        Assert.Null((await AskAsync("command")).Fault);
        Assert.Null((await AskAsync("command", marks: Marks())).Fault);
        Assert.Equal("once\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Null((await AskAsync("command", run: "inc-1.scale-out.2")).Fault);
        Assert.Equal("once\nonce\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("command", "elsewhere", "no capacity driver elsewhere is configured on this node")]
    [InlineData("process", "here", "the capacity driver here of this node is no process")]
    public async Task Driver_ThatIsNotWrittenDown_StartsNothing(string kind, string name, string why)
    {
        var file = Path.Combine(_folder, "ran");
        Command("echo ran > \"$1\"").Arguments.Add(file);
        Assert.Equal(why, (await AskAsync(kind, name)).Fault);
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task Process_IsStartedForNodesThatNeitherServeNorRun_AndLeftRunning()
    {
        var driver = Process("echo \"$1 $2\" > \"$3/$1\"; read -r forever");
        driver.Arguments.Add("{node}");
        driver.Arguments.Add("{port}");
        driver.Arguments.Add(_folder.Path);
        foreach (var node in new[] { "node4", "node5", "node6" })
            driver.Nodes[node] = new() { ["port"] = $"8{node[^1]}" };
        var asked = await AskAsync("process", serving: ["node1", "node4"]);
        Assert.Null(asked.Fault);
        await UntilAsync(() => File.Exists(Path.Combine(_folder, "node5")));
        await UntilAsync(() => File.ReadAllText(Path.Combine(_folder, "node5")) == "node5 85\n");
        Assert.Null(asked.Broken());
        Assert.Null((await AskAsync("process", serving: ["node1", "node4"], run: "inc-1.scale-out.2")).Fault);
        await UntilAsync(() => File.Exists(Path.Combine(_folder, "node6")));
        var none = await AskAsync("process", serving: ["node1", "node4"], run: "inc-1.scale-out.3");
        Assert.Equal(
            "1 nodes are wanted and 0 are left to start: node4, node5, node6 are all there are", none.Fault);
    }

    [Fact]
    public async Task Process_ThatEnds_IsBrokenWithItsLastWords()
    {
        Process("echo the port is taken >&2; exit 7").Nodes["node4"] = new() { ["port"] = "1" };
        var asked = await AskAsync("process");
        Assert.Null(asked.Fault);
        await UntilAsync(() => asked.Broken()?.Contains("saying", StringComparison.Ordinal) == true);
        Assert.Equal("node4 ended with 7, saying: the port is taken", asked.Broken());
    }

    [Fact]
    public void Check_NamesEachFaultOfTheConfiguration()
    {
        var driver = new CapacityDriverOptions { Kind = CapacityDriverKind.Process, File = "floodgate" };
        driver.Arguments.Add("{node} {port} {text}");
        driver.Nodes["Node 4"] = new() { ["port"] = "1" };
        driver.TimeLimitSeconds = 0;
        _options.Drivers["My driver"] = driver;
        _options.Drivers["bare"] = new CapacityDriverOptions { Kind = CapacityDriverKind.Process, File = Shell };
        var faults = new CapacityCheck().Validate(null, _options).Failures!.ToArray();
        foreach (var said in new[]
            {
                "TimeLimitSeconds", "a driver's name has", "there is no program 'floodgate'", "a node's name has",
                "nothing is known to fill in for {text} of Node 4", "bare:Nodes: a process is a node",
            })
            Assert.Contains(faults, fault => fault.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("{port}", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OfAGoodConfiguration_FindsNothing()
    {
        Command("true").Arguments.Add("{nodes} {run} {incident}");
        Assert.True(new CapacityCheck().Validate(null, _options).Succeeded);
    }

    private RunMarks Marks() =>
        new(Path.Combine(_folder, "runs"), TimeProvider.System, NullLogger<RunMarks>.Instance);

    private CapacityDriverOptions Command(string script) => Driver(CapacityDriverKind.Command, script);

    private CapacityDriverOptions Process(string script) => Driver(CapacityDriverKind.Process, script);

    private CapacityDriverOptions Driver(CapacityDriverKind kind, string script)
    {
        var driver = new CapacityDriverOptions { Kind = kind, File = Shell };
        foreach (var argument in new[] { "-c", script, "sh" }) driver.Arguments.Add(argument);
        return _options.Drivers["here"] = driver;
    }

    private Task<CapacityAsked> AskAsync(
        string kind, string name = "here", int more = 1, string[]? serving = null, string run = "inc-1.scale-out.1",
        RunMarks? marks = null)
    {
        var request = Requests.Of("scale-out", ("driver", kind), ("endpoint", name)) with { Run = run };
        var drivers = new CapacityDrivers(
            _options, new OutsideCaller(new WebhooksOptions(), new NodeSecrets(_folder.Path), TimeProvider.System),
            new CapacityCommand(marks ?? _marks, TimeProvider.System), _processes);
        return drivers.AskAsync(request, more, serving ?? [], TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> enough)
    {
        while (!enough())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
