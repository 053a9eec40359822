using Floodgate.Campaigns;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Vouchers.Following;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>What a node knows of books that live on others.</summary>
public sealed class FollowingTests
{
    [Fact]
    public async Task Gates_OfAllNodes_KnowACampaignThatOneNodeWasTold()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync("autumn", cluster.Nodes[2]);
        foreach (var node in cluster.Nodes)
        {
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")?.Version is { Number: 1, AppliedMicros: > 0 },
                () => $"{node.Name} does not know the campaign");
            await Patience.UntilAsync(() => node.Get<GateFollower>().KnowsAll, () => $"{node.Name} is not ready");
        }
    }

    [Fact]
    public async Task Gates_OfAllNodes_CountWhatAnyShardHasIssued()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        for (var shard = 0; shard < TestCluster.Shards; shard++)
            await cluster.ClaimAsync(cluster.Nodes[0], campaign, shard);
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")?.Issued(0) == TestCluster.Shards,
                () => $"{node.Name} counts {cluster.GateAt(node, "autumn")?.Issued(0)}");
    }

    [Fact]
    public async Task Gates_OfAllNodes_HearOfAPause_AndOfItsEnd()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        var now = TimeProvider.System.GetUtcNow();
        var pause = new Pause(
            PauseScope.Campaign, null, now.AddHours(1), AutoResume: false, new("停", "Paused"), "a test", "chen", now);
        var pool = cluster.Nodes[1].Node.Pool(campaign);
        await Patience.UntilAsync(() => pool.PauseAsync(pause.ToJson()), () => "not paused everywhere");
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")?.Pauses.OfCampaign == pause, () => $"{node.Name} is open");
        await Patience.UntilAsync(
            () => pool.ResumeAsync(pause.Key, "over", "chen", -1), () => "not resumed everywhere");
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")!.IsUnpausedForSure, () => $"{node.Name} is shut");
    }
}
