using System.Net;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The server as a process: its folder, its port, its end.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ServeTests
{
    [Fact]
    public async Task Serve_WhenAnotherProcessHasTheFolder_EndsWithTheReason()
    {
        await using var first = await HostProcess.StartAsync();
        var second = await HostProgram.RunAsync(
            "serve", "--data", first.DataDir, "--urls", $"http://127.0.0.1:{FreePort.Next()}");
        Assert.Equal(3, second.Exit);
        Assert.Contains("Another Floodgate process is using the data folder", second.Errors, StringComparison.Ordinal);
        Assert.Contains(first.DataDir, second.Errors, StringComparison.Ordinal);
        using var answer = await first.Client.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Serve_TwoServersWithFoldersOfTheirOwn_RunSideBySide()
    {
        await using var one = await HostProcess.StartAsync();
        await using var two = await HostProcess.StartAsync();
        Assert.NotEqual(one.Url, two.Url);
        foreach (var host in (HostProcess[])[one, two])
        {
            using var answer = await host.Client.GetAsync("/api/v1/campaigns/demo", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Equal(0, await one.StopAsync());
        using var still = await two.Client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }
}
