using Floodgate.IntegrationTests.Hosting;
using Floodgate.IntegrationTests.Processes;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Three real nodes on one real PostgreSQL behind the shipped HAProxy.</summary>
[Collection(ProcessCollection.Name)]
public sealed class ClusterProcessTests(ITestOutputHelper output)
{
    private const string Campaign = "rush";
    private const int Shards = 12;

    /// <summary>
    /// A node is killed under claims, and started again; whoever was acknowledged finds the receipt, nothing is issued
    /// twice or over stock, and what was leased to the dead node's books comes back: issued is stock.
    /// </summary>
    [Fact]
    public async Task Node_KilledUnderClaims_LosesNoReceipt_AndTheStockIsIssuedToTheLast()
    {
        const int people = 6_000, stock = 4_000;
        await using var cluster = await NodeProcesses.StartAsync(3);
        using var desk = await OpsDesk.OpenAsync(cluster[0]);
        await desk.ApplyAsync(Campaign, stock, Shards);
        await Patience.UntilAsync(
            () => cluster.Owners().Where(owner => !owner.Chain.IsPool).GroupBy(owner => owner.Node)
                .Select(group => group.Count()).SequenceEqual([4, 4, 4]),
            () => $"books: {string.Join(' ', cluster.Owners().Select(owner => $"{owner.Chain.Shard}:{owner.Node}"))}");
        await using var balancer = await Balancer.StartAsync(cluster.Nodes);
        using var crowd = new Crowd(balancer.Url, Campaign, OpsDesk.Batch, connections: 32);
        var begun = new TaskCompletionSource();
        var back = new TaskCompletionSource();
        crowd.OnReceipt = count =>
        {
            if (count == stock / 4) begun.TrySetResult();
            if (count == stock * 3 / 4) back.TrySetResult();
        };
        var running = crowd.RunAsync(cluster.People(Campaign, people), TestContext.Current.CancellationToken);
        await begun.Task;
        var died = TimeProvider.System.GetTimestamp();
        cluster[1].Kill();
        await back.Task;
        await cluster[1].StartAgainAsync();
        await running;

        Assert.Empty(crowd.Strange);
        Assert.Equal(stock, crowd.Receipts.Count);
        Assert.Equal(stock, crowd.Receipts.Select(one => one.VoucherId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(people - stock, crowd.Refused["sold-out"]);
        Assert.Empty(await crowd.AskAgainAsync([.. crowd.Receipts]));
        Assert.Equal((stock, stock), await desk.LedgerAsync(Campaign));
        var verified = await cluster[0].VerifyAsync();
        Assert.True(verified.Exit == 0, verified.All);
        output.WriteLine($"longest answer {crowd.Longest.TotalSeconds:F1} s; tried again after: "
            + string.Join(", ", crowd.Retried.Select(entry => $"{entry.Key} {entry.Value:N0}")));
        var since = TimeProvider.System.GetElapsedTime(died).TotalSeconds;
        output.WriteLine($"{since:F0} s since the kill; {verified.Output}");
    }
}
