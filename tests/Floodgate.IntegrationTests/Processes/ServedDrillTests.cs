using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Tests.Emergency.Sinks;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>Drills on a server that runs, and results that land on record; real processes throughout.</summary>
public sealed class ServedDrillTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private readonly string _folder = Directory.CreateTempSubdirectory("floodgate-served-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A running server loses its storage and gets it back; the score lands on record there.</summary>
    [Fact]
    public async Task Drill_OnARunningServer_LeavesItAsItWas_AndItsScoreOnTheReadinessBoard()
    {
        await using var sink = new SmtpSink();
        await using var host = await StartAsync(sink);
        using var staff = await StaffAsync(host);
        var run = await HostProgram.RunAsync(
            "drill", "run", await FileAsync(forSeconds: 20), "--server", Text(host.Url), "--api-key", staff.Key,
            "--second-key", await host.CreateKeyAsync("operator"), "--record", Text(host.Url), "--report", _folder);
        Assert.True(run.Exit == 0, run.All + string.Join('\n', host.Log));
        Assert.Contains("recorded: /api/v1/ops/drills/d-1", run.Output, StringComparison.Ordinal);

        Assert.True(host.IsRunning);
        Assert.False((await staff.GetAsync("drills/faults/storage")).GetProperty("active").GetBoolean());
        Assert.Equal(0, (await staff.GetAsync("incidents")).GetProperty("items").GetArrayLength());
        using var campaign = JsonDocument.Parse(await host.Client.GetStringAsync("/api/v1/campaigns/drill"));
        Assert.Equal("open", campaign.RootElement.GetProperty("phase").GetString());
        Assert.Contains(sink.Mails, mail => mail.To.Contains("tech-lead", StringComparison.Ordinal));

        var record = await staff.GetAsync("drills/d-1");
        Assert.False(record.GetProperty("shadow").GetBoolean());
        Assert.True(record.GetProperty("score").GetProperty("full").GetBoolean());
        var board = (await staff.GetAsync("readiness")).GetProperty("drills").EnumerateArray()
            .Single(one => one.GetProperty("id").GetString() == "storage-lost");
        Assert.False(board.GetProperty("overdue").GetBoolean());
        Assert.True(board.GetProperty("good").GetBoolean());

        // Its signal would open the resolved incident again, which the second run would take for none of its own.
        run = await HostProgram.RunAsync(
            "drill", "run", await FileAsync(forSeconds: 5), "--server", Text(host.Url), "--api-key", staff.Key,
            "--report", _folder);
        Assert.Equal(2, run.Exit);
        Assert.Contains("was resolved less than 15 minutes ago", run.Errors, StringComparison.Ordinal);
    }

    /// <summary>SIGKILL of the runner in the outage: the fault ends by itself, and the server goes on.</summary>
    [Fact]
    public async Task Fault_OfARunnerThatWasKilled_EndsByItself()
    {
        await using var sink = new SmtpSink();
        await using var host = await StartAsync(sink);
        using var staff = await StaffAsync(host);
        using var runner = Process.Start(HostProgram.StartInfo(
            "drill", "run", await FileAsync(forSeconds: 60), "--server", Text(host.Url), "--api-key", staff.Key,
            "--report", _folder))!;
        _ = runner.StandardOutput.ReadToEndAsync();
        _ = runner.StandardError.ReadToEndAsync();
        await WaitAsync(async () => await staff.FaultIsActiveAsync());
        runner.Kill();
        await runner.WaitForExitAsync();
        await WaitAsync(async () => !await staff.FaultIsActiveAsync());
        Assert.True(host.IsRunning);
    }

    [Fact]
    public async Task Server_ThatIsNotForDrills_IsNotTouched()
    {
        await using var sink = new SmtpSink();
        await using var host = await StartAsync(sink, drill: false);
        using var staff = await StaffAsync(host);
        var run = await HostProgram.RunAsync(
            "drill", "run", await FileAsync(forSeconds: 5), "--server", Text(host.Url), "--api-key", staff.Key,
            "--report", _folder);
        Assert.Equal(2, run.Exit);
        Assert.Contains("does not say that it is for drills", run.Errors, StringComparison.Ordinal);
        Assert.Equal(404, (int)(await host.Client.GetAsync("/api/v1/campaigns/drill")).StatusCode);

        run = await HostProgram.RunAsync(
            "drill", "run", "process-killed", "--server", Text(host.Url), "--api-key", staff.Key, "--report", _folder);
        Assert.Equal(2, run.Exit);
        Assert.Contains("watchdog of its own", run.Errors, StringComparison.Ordinal);
        Assert.Equal(2, (await HostProgram.RunAsync(
            "drill", "run", "storage-lost", "--server", Text(host.Url), "--report", _folder)).Exit);
    }

    private static async Task<HostProcess> StartAsync(SmtpSink sink, bool drill = true)
    {
        var host = await HostProcess.StartAsync(
            new HostSetup { Drill = drill, Environment = ControlRoomTests.Mail(sink) });
        using var room = await RoomReader.OpenAsync(host, "storage-down");
        await room.ApproveDefaultPlanAsync(await ControlRoomTests.DefaultPlanAsync());
        return host;
    }

    private static async Task<Staff> StaffAsync(HostProcess host) =>
        new(host.Url, await host.CreateKeyAsync("admin"));

    private static async Task WaitAsync(Func<Task<bool>> until)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!await until()) await Task.Delay(Between, TimeProvider.System, patience.Token);
    }

    private async Task<string> FileAsync(int forSeconds)
    {
        var file = Path.Combine(_folder, "storage-lost.yaml");
        await File.WriteAllTextAsync(file, $$"""
            id: storage-lost
            title: {zh: "短演练", en: "A short drill"}
            purpose: {zh: "在运行中的服务上。", en: "On a server that runs."}
            risks: [storage-down]
            plan: default
            objectives: [{zh: "恢复原状", en: "All is put right"}]
            injects:
              - {id: claims, title: {zh: "领取", en: "claims"}, kind: claims, perSecond: 3, forSeconds: {{forSeconds}},
                 atSeconds: 0}
              - {id: lost, title: {zh: "失效", en: "lost"}, kind: storageFails, after: claims, plusSeconds: 1}
              - {id: back, title: {zh: "恢复", en: "back"}, kind: storageBack, after: paged, plusSeconds: {{forSeconds}},
                 latestSeconds: 80}
            expectations:
              - {id: incident, title: {zh: "事件", en: "incident"}, kind: incidentOpen, risk: storage-down, after: lost,
                 withinSeconds: 30}
              - {id: paged, title: {zh: "呼叫", en: "paged"}, kind: teamsPaged,
                 teams: [tech, customer-service, operations], after: lost, withinSeconds: 40}
              - {id: timeline, title: {zh: "时间线", en: "timeline"}, kind: timelineComplete}
              - {id: invariants, title: {zh: "不变量", en: "invariants"}, kind: invariantsHold}
            stop: {timeLimitSeconds: 100}
            rollback: [stopLoad, storageBack, endProcesses, removeData]
            """);
        return file;
    }

    private static string Text(Uri url) => url.ToString().TrimEnd('/');

    /// <summary>An administrator with a key.</summary>
    private sealed class Staff : IDisposable
    {
        private readonly HttpClient _client;

        public Staff(Uri server, string key)
        {
            Key = key;
            _client = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) };
            _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        public string Key { get; }

        public async Task<JsonElement> GetAsync(string path)
        {
            using var answer = JsonDocument.Parse(
                await _client.GetStringAsync(new Uri("/api/v1/ops/" + path, UriKind.Relative)));
            return answer.RootElement.Clone();
        }

        public async Task<bool> FaultIsActiveAsync() =>
            (await GetAsync("drills/faults/storage")).GetProperty("active").GetBoolean();

        public void Dispose() => _client.Dispose();
    }
}
