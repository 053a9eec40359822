using Floodgate.IntegrationTests.Hosting;

namespace Floodgate.IntegrationTests.Processes;

/// <summary>
/// SIGKILL under load, again and again: what was acknowledged is there and unchanged, nothing twice, nothing over
/// stock, nothing stranded. <c>FLOODGATE_KILL_SEED</c> repeats a run's choice of moments.
/// </summary>
[Collection(ProcessCollection.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const string Campaign = "kills";
    private const int SampleMax = 250;

    [Theory]
    [InlineData(4, 20, 20_000)]
    [InlineData(1, 6, 6_000)]
    public async Task Server_KilledUnderLoad_KeepsEveryReceiptAndIssuesTheExactStock(int shards, int kills, int people)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FLOODGATE_KILL_SEED"), out var asked)
            ? asked : (int)(TimeProvider.System.GetTimestamp() & int.MaxValue);
        output.WriteLine($"FLOODGATE_KILL_SEED={seed}, {shards} shards, {kills} kills, {people} people");
        var stock = people * 2 / 3;
        await using var host = await HostProcess.StartAsync();
        using var desk = await OpsDesk.OpenAsync(host);
        await desk.ApplyAsync(Campaign, stock, shards);
        using var crowd = new Crowd(host.Url, Campaign, OpsDesk.Batch, connections: 48);
        var moments = new KillMoments(crowd, seed, kills, stock);
        var running = crowd.RunAsync(Claimant.Many(host, Campaign, people), TestContext.Current.CancellationToken);

        for (var kill = 1; kill <= kills; kill++)
        {
            await moments.NextAsync(running);
            host.Kill();
            var verified = await host.VerifyAsync();
            Assert.True(verified.Exit == 0, verified.All);
            if (kill % 5 == 0) await KillWhileOpeningAsync(host, moments);
            await host.StartAgainAsync();
            Assert.Empty(await crowd.AskAgainAsync(moments.Sample([.. crowd.Receipts], SampleMax)));
            output.WriteLine($"kill {kill}: {crowd.Receipts.Count:N0} receipts");
        }

        await running;
        Assert.Empty(crowd.Strange);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Assert.Equal((stock, stock), await desk.LedgerAsync(Campaign));
        Assert.Equal(stock, crowd.Receipts.Select(receipt => receipt.Body).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(people - stock, crowd.Refused["sold-out"]);
        var last = await host.VerifyAsync();
        Assert.True(last.Exit == 0, last.All);
        output.WriteLine($"{crowd.Receipts.Count:N0} receipts asked again and found; tried again after: "
            + string.Join(", ", crowd.Retried.Select(entry => $"{entry.Key} {entry.Value:N0}")));
        output.WriteLine(last.Output);
    }

    /// <summary>A kill while the books open: recovery itself is cut off, and comes again.</summary>
    private static async Task KillWhileOpeningAsync(HostProcess host, KillMoments moments)
    {
        host.Launch();
        await moments.WhileOpeningAsync();
        host.Kill();
    }
}
