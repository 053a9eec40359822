using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>
/// Pause and resume of a real server under full load: no claim after it in any book, known keys and wallets answered,
/// kept over a restart, and the exact stock in the end. The time from the request to the last claim is printed; what is
/// asserted is the order of things, which no busy machine can change.
/// </summary>
public sealed class PauseTests(ITestOutputHelper output)
{
    private const string Campaign = "pauses";
    private const int Reads = 80, ReadersAtOnce = 8;
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 0, 24_000)]
    [InlineData(4, 0, 24_000)]
    [InlineData(1, 100, 12_000)]
    [InlineData(4, 100, 12_000)]
    public async Task Pause_UnderFullLoad_StopsEveryBookAndResumesTheExactStock(
        int shards, int syncMilliseconds, int people)
    {
        var library = await Shim.CompileAsync("bench/slowsync.c");
        await using var host = await HostProcess.StartAsync(
            new HostSetup { Environment = SlowDisk(library, syncMilliseconds) });
        using var desk = await OpsDesk.OpenAsync(host);
        var stock = people * 3 / 4;
        await desk.ApplyAsync(Campaign, stock, shards);
        var claimants = Claimant.Many(host, Campaign, people);
        using var crowd = new Crowd(host.Url, Campaign, OpsDesk.Batch, connections: 64);
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        crowd.OnReceipt = receipts => { if (receipts >= stock / 8) underWay.TrySetResult(); };
        var running = crowd.RunAsync(claimants, Stop);
        await underWay.Task;
        Assert.True(crowd.Receipts.TryPeek(out var holder));
        var usual = await ReadWalletsAsync(host, holder);

        var (asked, answered) = await PauseAsync(desk);
        var paused = await ReadWalletsAsync(host, holder);
        await running;
        AssertNothingAfter(crowd, answered);
        Print(crowd, shards, syncMilliseconds, asked, answered, usual, paused);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts.Take(500)]));
        var (_, issued) = await desk.LedgerAsync(Campaign);
        Assert.Equal(crowd.Receipts.Count, issued);

        await host.RestartAsync();
        var turned = claimants.First(one => crowd.Receipts.All(receipt => receipt.Who != one));
        Assert.Equal("paused", (await crowd.ClaimAsync(turned)).Code);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts.Take(500)]));
        Assert.Equal(issued, (await desk.LedgerAsync(Campaign)).Issued);

        using (var resumed = await desk.ResumeAsync(Campaign)) Assert.Equal(HttpStatusCode.OK, resumed.StatusCode);
        var served = crowd.Receipts.Select(receipt => receipt.Who).ToHashSet();
        await crowd.RunAsync([.. claimants.Where(one => !served.Contains(one))], Stop);
        Assert.Equal(stock, crowd.Receipts.Count);
        Assert.Equal((stock, stock), await desk.LedgerAsync(Campaign));
        Assert.Empty(crowd.Strange);
        var verified = await host.VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
        Directory.Delete(Path.GetDirectoryName(library)!, recursive: true);
    }

    private static Dictionary<string, string> SlowDisk(string library, int milliseconds) =>
        milliseconds == 0 ? [] : new()
        {
            ["LD_PRELOAD"] = library,
            ["SLOWSYNC_US"] = (milliseconds * 1_000).ToString(CultureInfo.InvariantCulture),
        };

    private static async Task<(DateTimeOffset Asked, DateTimeOffset Answered)> PauseAsync(OpsDesk desk)
    {
        var asked = TimeProvider.System.GetUtcNow();
        using var answer = await desk.PauseAsync(Campaign);
        var answered = TimeProvider.System.GetUtcNow();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        return (asked, answered);
    }

    /// <summary>Once the pause was answered it stands in every book, so nothing can have been claimed later.</summary>
    private static void AssertNothingAfter(Crowd crowd, DateTimeOffset answered)
    {
        Assert.NotEmpty(crowd.Receipts);
        Assert.True(crowd.Refused.GetValueOrDefault("paused") > 0, "nobody met the pause: there was no load");
        var last = crowd.Receipts.Max(receipt => receipt.ClaimedAt);
        Assert.True(last <= answered, $"claimed at {last:O}, paused since {answered:O}");
    }

    private void Print(
        Crowd crowd, int shards, int sync, DateTimeOffset asked, DateTimeOffset answered, double usual, double paused)
    {
        var decided = crowd.Receipts.Max(receipt => receipt.ClaimedAt) - asked;
        var received = crowd.Receipts.Max(receipt => receipt.ReceivedAt) - asked;
        output.WriteLine(
            $"FIGURE pause shards={shards} sync+{sync}ms: last claim decided {decided.TotalMilliseconds:N0} ms "
            + $"and received {received.TotalMilliseconds:N0} ms after the request, which was answered after "
            + $"{(answered - asked).TotalMilliseconds:N0} ms; "
            + $"{crowd.Receipts.Count:N0} receipts, {crowd.Refused["paused"]:N0} refused; slowest answer "
            + $"{crowd.Longest.TotalMilliseconds:N0} ms; wallet p99 {usual:N1} ms before, {paused:N1} ms in the pause");
    }

    /// <summary>Reads a holder's wallet often; the voucher must be in it each time.</summary>
    /// <returns>The 99th percentile, milliseconds.</returns>
    private static async Task<double> ReadWalletsAsync(HostProcess host, KeptReceipt holder)
    {
        var took = new double[Reads];
        var readers = new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce, CancellationToken = Stop };
        await Parallel.ForAsync(0, Reads, readers, async (i, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me/vouchers");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", holder.Who.Pass);
            var began = TimeProvider.System.GetTimestamp();
            using var answer = await host.Client.SendAsync(request, cancel);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            took[i] = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
            Assert.True(answer.StatusCode == HttpStatusCode.OK, body);
            using var json = JsonDocument.Parse(body);
            var item = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray());
            Assert.Equal(holder.VoucherId, item.GetProperty("voucherId").GetString());
        });
        Array.Sort(took);
        return took[Reads * 99 / 100];
    }
}
