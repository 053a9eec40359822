using System.Net;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>A node that finds a spooled pause it cannot read.</summary>
public sealed class SpoolTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithAPauseThatCannotBeRead_IsPausedUntilSomebodyResumes()
    {
        await using var host = await HostProcess.StartAsync();
        using var desk = await OpsDesk.OpenAsync(host);
        Assert.Equal("open", await PhaseAsync(host));
        Assert.Equal(0, await host.StopAsync());
        var spool = Directory.CreateDirectory(host.DataDir + ".spool").FullName;
        await File.WriteAllBytesAsync(Path.Combine(spool, "torn.pause"), new byte[64], Stop);

        await host.StartAgainAsync();
        Assert.Equal("paused", await PhaseAsync(host));
        using var crowd = new Crowd(host.Url, "demo", "dining-30", 1);
        Assert.Equal("paused", (await crowd.ClaimAsync(Claimant.Many(host, "demo", 1)[0])).Code);
        await host.SaysAsync("torn.pause cannot be read");
        await host.RestartAsync();
        Assert.Equal("paused", await PhaseAsync(host));

        using (var resumed = await desk.ResumeAsync("demo")) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        Assert.Equal("open", await PhaseAsync(host));
        await host.RestartAsync();
        Assert.Equal("open", await PhaseAsync(host));
        Assert.True(File.Exists(Path.Combine(spool, "torn.pause.unreadable")));
    }

    private static async Task<string> PhaseAsync(HostProcess host)
    {
        using var json = JsonDocument.Parse(await host.Client.GetStringAsync("/api/v1/campaigns/demo", Stop));
        return json.RootElement.GetProperty("phase").GetString()!;
    }
}
