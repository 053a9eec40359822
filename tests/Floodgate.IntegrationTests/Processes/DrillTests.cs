using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The drills themselves: the program drills the program, with real processes, sinks and kills.</summary>
public sealed partial class DrillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-drill-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The stories of the control room, each with full score.</summary>
    [Theory]
    [InlineData("storage-lost")]
    [InlineData("process-killed")]
    [InlineData("node-lost")]
    [InlineData("database-lost")]
    public async Task Story_HasFullScore(string drill)
    {
        var run = await HostProgram.RunAsync(
            "drill", "run", await WithRoomAsync(drill), "--report", _folder, "--seed", "7");
        using var report = Report(run);
        Assert.True(run.Exit == 0, run.All);
        var score = report.RootElement.GetProperty("score");
        Assert.True(score.GetProperty("full").GetBoolean(), run.All);
        Assert.Equal(score.GetProperty("all").GetInt32(), score.GetProperty("met").GetInt32());
        Assert.Empty(report.RootElement.GetProperty("actions").EnumerateArray());
        Assert.StartsWith("default ", report.RootElement.GetProperty("plan").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "report.html")));
        Assert.True(File.Exists(Path.Combine(_folder, "report.md")));
    }

    /// <summary>Planted: nobody's channels take anything. The drill must notice, and say what to improve.</summary>
    [Fact]
    public async Task Drill_WithAllSinksDown_HasNoFullScore()
    {
        var file = Path.Combine(_folder, "sinks-down.yaml");
        await File.WriteAllTextAsync(file, """
            id: sinks-down
            title: {zh: "全部渠道中断", en: "Every channel is down"}
            purpose: {zh: "应当发现没有人被叫到。", en: "It must be noticed that nobody is reached."}
            risks: [people-unreachable]
            plan: default
            objectives: [{zh: "发现", en: "notice"}]
            injects:
              - {id: mail, title: {zh: "邮件", en: "mail"}, kind: channelDown, channel: mail, atSeconds: 0}
              - {id: hook, title: {zh: "回调", en: "webhook"}, kind: channelDown, channel: webhook, atSeconds: 0}
              - {id: told, title: {zh: "申报", en: "declared"}, kind: declare, risk: storage-down, atSeconds: 1}
            expectations:
              - {id: open, title: {zh: "事件", en: "incident"}, kind: incidentOpen, risk: storage-down, after: told,
                 withinSeconds: 90}
              - {id: paged, title: {zh: "呼叫", en: "paged"}, kind: teamsPaged, teams: [tech], after: told,
                 withinSeconds: 8}
            stop: {timeLimitSeconds: 120}
            rollback: [channelsBack, endProcesses, removeData]
            """);
        var run = await HostProgram.RunAsync("drill", "run", file, "--report", _folder);
        using var report = Report(run);
        Assert.True(run.Exit == 1, run.All);
        Assert.Equal(1, report.RootElement.GetProperty("score").GetProperty("met").GetInt32());
        var action = Assert.Single(report.RootElement.GetProperty("actions").EnumerateArray());
        Assert.Equal("paged", action.GetProperty("expectation").GetString());
        Assert.All(report.RootElement.GetProperty("rollback").EnumerateArray(),
            one => Assert.True(one.GetProperty("done").GetBoolean()));
    }

    /// <summary>SIGKILL of the runner in the outage: the server it started ends, and so does the fault.</summary>
    [Fact]
    public async Task Runner_WhenItIsKilled_LeavesNothingBehind()
    {
        var info = HostProgram.StartInfo("drill", "run", "storage-lost", "--report", _folder);
        using var runner = Process.Start(info)!;
        var server = 0;
        while (await runner.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Regex.Match(line, @"process (?<id>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1))
                is { Success: true } started) server = int.Parse(started.Groups["id"].Value);
            if (server != 0 && line.EndsWith(" lost", StringComparison.Ordinal)) break;
        }

        Assert.NotEqual(0, server);
        using var child = Process.GetProcessById(server);
        runner.Kill();
        await child.WaitForExitAsync().WaitAsync(Patience.Max);
        Assert.True(child.HasExited);
    }

    [Fact]
    public async Task Check_NamesFaultsWithFileAndLine()
    {
        var file = Path.Combine(_folder, "bad.yaml");
        await File.WriteAllTextAsync(file, "id: Bad One\nunknown: 1\n");
        var run = await HostProgram.RunAsync("drill", "check", file);
        Assert.Equal(1, run.Exit);
        Assert.Contains("bad.yaml:2: /unknown", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await HostProgram.RunAsync("drill", "run", "no-such-drill")).Exit);
        Assert.Contains("storage-lost", (await HostProgram.RunAsync("drill", "list")).Output, StringComparison.Ordinal);
    }

    /// <summary>
    /// The same story with room in its figures: here the plan must act, in order and completely; how fast it does so on
    /// a machine full of tests is in the report, and judged where the drill is run as it is.
    /// </summary>
    private async Task<string> WithRoomAsync(string drill)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "plans", "drills", drill + ".yaml"));
        var risk = Risk().Match(text).Groups["risk"].Value;
        var parts = text.Split("\n  - id: ")
            .Select(part => Lasts().IsMatch(part) ? part : Limit().Replace(part, "${limit}: 240"));
        var roomy = string.Join("\n  - id: ", parts)
            .Replace("toleranceSeconds: 1\n", "toleranceSeconds: 60\n", StringComparison.Ordinal)
            .Replace("kind: oneIncident\n", $"kind: oneIncident\n    risk: {risk}\n", StringComparison.Ordinal);
        var file = Path.Combine(_folder, drill + ".yaml");
        await File.WriteAllTextAsync(file, TimeLimit().Replace(roomy, "timeLimitSeconds: 480"));
        return file;
    }

    private JsonDocument Report(CommandRun run)
    {
        var file = Path.Combine(_folder, "report.json");
        Assert.True(File.Exists(file), run.All);
        return JsonDocument.Parse(File.ReadAllBytes(file));
    }

    [GeneratedRegex(@"^risks: \[(?<risk>[\w-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Risk();

    /// <summary>What must hold for so long: more time would be a longer drill.</summary>
    [GeneratedRegex("kind: (walletsReadable|statusAnswers)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Lasts();

    [GeneratedRegex(@"(?<limit>withinSeconds|latestSeconds): \d+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Limit();

    [GeneratedRegex(@"timeLimitSeconds: \d+", RegexOptions.None, 1_000)]
    private static partial Regex TimeLimit();
}
