using System.Net;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A disk that is full or read-only: refusals, wallets readable, recovery without a restart.</summary>
public sealed class StorageTests(ITestOutputHelper output)
{
    private const string Campaign = "storage";
    private const int DiskMegabytes = 48;

    [Fact]
    public async Task Claims_WhenTheDiskIsFull_AreRefusedAndWorkAgainWhenThereIsRoom()
    {
        using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        await using var host = await HostProcess.StartAsync(new HostSetup { Data = Path.Combine(disk.Path, "data") });
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 4_000, shards: 2);
        using var outage = new Outage(host, Campaign);
        await outage.BeforeAsync();

        disk.Fill();
        await outage.LastsAsync(disk.Fill);
        disk.Free();
        var recovered = await outage.RecoversAsync();
        output.WriteLine($"FIGURE disk full: claims again {recovered.TotalMilliseconds:N0} ms after there was room, "
            + $"slowest answer {outage.Crowd.Longest.TotalMilliseconds:N0} ms");
        outage.LogIsNotFlooded();
        Assert.Equal(outage.Crowd.Receipts.Count, (await desk.LedgerAsync(Campaign)).Issued);
        var verified = await host.VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
    }

    [Fact]
    public async Task Pause_WhenTheDiskIsFull_IsSpooledWithTheBallastAndStandsAfterAKill()
    {
        using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        await using var host = await HostProcess.StartAsync(new HostSetup { Data = Path.Combine(disk.Path, "data") });
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 4_000, shards: 2);
        using var outage = new Outage(host, Campaign);
        await outage.BeforeAsync();
        disk.Fill();
        await outage.ClaimsAreRefusedAsync(disk.Fill);

        await PauseIsAnsweredAsync(desk);
        host.Kill();
        disk.Free();
        await host.StartAgainAsync();
        await PauseStandsUntilResumedAsync(host, desk, outage);
    }

    [Fact]
    public async Task Claims_WhenTheFolderTurnsReadOnly_AreRefusedAndThePauseIsSpooled()
    {
        var library = await Shim.CompileAsync("tests/Floodgate.IntegrationTests/Processes/readonly.c");
        var folder = Directory.CreateTempSubdirectory("floodgate-readonly-").FullName;
        var flag = Path.Combine(Path.GetDirectoryName(library)!, "flag");
        await using (var host = await HostProcess.StartAsync(new HostSetup
        {
            Data = Path.Combine(folder, "data"),
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LD_PRELOAD"] = library,
                ["READONLY_FLAG"] = flag,
                ["READONLY_FOLDER"] = Path.Combine(folder, "data"),
            },
        }))
        {
            using var desk = await OpsDesk.OpenAsync(host);
            await desk.ApplyAsync(Campaign, stock: 4_000, shards: 2);
            using var outage = new Outage(host, Campaign);
            await outage.BeforeAsync();

            await File.WriteAllTextAsync(flag, "", TestContext.Current.CancellationToken);
            await outage.LastsAsync(() => { });
            File.Delete(flag);
            var recovered = await outage.RecoversAsync();
            output.WriteLine($"FIGURE read-only: claims again after {recovered.TotalMilliseconds:N0} ms");
            outage.LogIsNotFlooded();

            await File.WriteAllTextAsync(flag, "", TestContext.Current.CancellationToken);
            await outage.ClaimsAreRefusedAsync(() => { });
            await PauseIsAnsweredAsync(desk);
            host.Kill();
            File.Delete(flag);
            await host.StartAgainAsync();
            await PauseStandsUntilResumedAsync(host, desk, outage);
        }

        Directory.Delete(folder, recursive: true);
        Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
    }

    [Fact]
    public async Task Serve_WhenTheFolderIsMountedReadOnly_EndsWithTheReason()
    {
        using var disk = await SmallDisk.MountAsync(DiskMegabytes);
        await using var host = await HostProcess.StartAsync(new HostSetup { Data = Path.Combine(disk.Path, "data") });
        Assert.Equal(0, await host.StopAsync());
        await disk.MountReadOnlyAsync();
        var refused = await HostProgram.RunAsync("serve", "--data", host.DataDir, "--urls", host.Url.ToString());
        Assert.Equal(3, refused.Exit);
        Assert.Contains("cannot be written", refused.Errors, StringComparison.Ordinal);
        await disk.MountWritableAsync();
        await host.StartAgainAsync();
    }

    /// <summary>The gates are shut at once; that the books could not write it yet is said.</summary>
    private static async Task PauseIsAnsweredAsync(OpsDesk desk)
    {
        using var answer = await desk.PauseAsync(Campaign);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, body);
        using var json = JsonDocument.Parse(body);
        Assert.Equal("pause-incomplete", json.RootElement.GetProperty("code").GetString());
    }

    private static async Task PauseStandsUntilResumedAsync(HostProcess host, OpsDesk desk, Outage outage)
    {
        var stop = TestContext.Current.CancellationToken;
        using (var page = await host.Client.GetAsync($"/api/v1/campaigns/{Campaign}", stop))
        {
            using var json = JsonDocument.Parse(await page.Content.ReadAsStringAsync(stop));
            Assert.Equal("paused", json.RootElement.GetProperty("phase").GetString());
        }

        var newcomer = Claimant.Many(host, Campaign, 4_000)[^1];
        var refused = await outage.Crowd.ClaimAsync(newcomer);
        Assert.Equal("paused", refused.Code);
        Assert.Empty(await outage.Crowd.AskAgainAsync([.. outage.Crowd.Receipts]));
        using (var resumed = await desk.ResumeAsync(Campaign)) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await outage.Crowd.ClaimAsync(newcomer)).Status);
        var verified = await host.VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
    }
}
