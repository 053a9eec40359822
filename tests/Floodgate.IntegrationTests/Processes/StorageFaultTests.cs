using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>The fault switch: there only when asked for at the start, and it ends by itself.</summary>
public sealed class StorageFaultTests
{
    private const string Campaign = "faulty";
    private const string Path = "/api/v1/ops/drills/faults/storage";

    [Fact]
    public async Task Switch_OnANodeNotStartedForDrills_DoesNotExist()
    {
        await using var host = await HostProcess.StartAsync();
        using var client = await ClientAsync(host);
        using var answer = await client.PutAsJsonAsync(Path, new { kind = "fail", lastsSeconds = 5 });
        HttpStatusCode[] nothing = [HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed];
        Assert.Contains(answer.StatusCode, nothing);
        Assert.Contains("\"drill\":false", await host.Client.GetStringAsync("/health/ready"), StringComparison.Ordinal);
    }

    /// <summary>Nobody asks again, as after the death of a runner: claims work again without a restart.</summary>
    [Fact]
    public async Task Fault_ThatNobodyAsksForAgain_EndsByItself()
    {
        await using var host = await HostProcess.StartAsync(new HostSetup { Drill = true });
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock: 4_000, shards: 1);
        using var client = await ClientAsync(host);
        using var crowd = new Crowd(host.Url, Campaign, OpsDesk.Batch, connections: 2);
        var people = Claimant.Many(host, Campaign, 4_000);
        Assert.Equal(HttpStatusCode.Created, (await crowd.ClaimAsync(people[0])).Status);
        await host.SaysAsync("STARTED FOR DRILLS");
        Assert.Contains("\"drill\":true", await host.Client.GetStringAsync("/api/v1/status"), StringComparison.Ordinal);

        // The fault is asked for until it is felt: a slow machine may let the first one pass before anybody claims.
        var next = 1;
        await Patience.UntilAsync(
            async () =>
            {
                using var armed = await client.PutAsJsonAsync(Path, new { kind = "fail", lastsSeconds = 3 });
                Assert.True(armed.IsSuccessStatusCode, await armed.Content.ReadAsStringAsync());
                return (await crowd.ClaimAsync(people[next++])).Code == "storage-unavailable";
            },
            () => "no claim was refused");
        await Patience.UntilAsync(
            async () => (await crowd.ClaimAsync(people[next])).Status is HttpStatusCode.Created or HttpStatusCode.OK,
            () => $"it never ended\n{host.Tail()}");
        await host.SaysAsync("ended by itself");
    }

    private static async Task<HttpClient> ClientAsync(HostProcess host)
    {
        var client = new HttpClient { BaseAddress = host.Url, Timeout = Patience.Max };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await host.CreateKeyAsync("operator"));
        return client;
    }
}
