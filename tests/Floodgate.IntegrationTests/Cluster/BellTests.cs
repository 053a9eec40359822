using Floodgate.Campaigns;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Vouchers.Operations;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>A pause at one node is a pause at all of them.</summary>
public sealed class BellTests
{
    [Fact]
    public async Task Pause_AtOneNode_ShutsAll_UntilItIsLiftedAtAnother()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await UntilKnownAsync(cluster);
        await PauseAsync(cluster.Nodes[1], autoResume: false);
        // Where it was asked it is never open again, also while this node has not heard the pool's own word.
        Assert.NotNull(cluster.GateAt(cluster.Nodes[1], "autumn")!.Pauses.OfCampaign);
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")!.Pauses.OfCampaign is not null, () => $"{node.Name} is open");
        await Patience.UntilAsync(
            async () => await cluster.Nodes[2].Get<CampaignControl>().ResumeAsync(
                "autumn", "over", "li", null, TestContext.Current.CancellationToken) != ResumeOutcome.Incomplete,
            () => "not resumed");
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")!.IsUnpausedForSure, () => $"{node.Name} is shut");
    }

    /// <summary>A node that kept the pause and did not hear of its end brings it to the pool once more.</summary>
    [Fact]
    public async Task PauseThatWasLifted_ComingFromAnotherNodesSpool_DoesNotStandAgain()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await UntilKnownAsync(cluster);
        await PauseAsync(cluster.Nodes[0], autoResume: false);
        var pause = cluster.GateAt(cluster.Nodes[0], "autumn")!.Pauses.OfCampaign!;
        var pool = cluster.Nodes[1].Node.Pool(campaign);
        await Patience.UntilAsync(() => pool.ResumeAsync(pause.Key, "over", "chen", -1), () => "not resumed");
        await Patience.UntilAsync(() => pool.PauseAsync(pause.ToJson()), () => "the pool does not answer");
        Assert.Empty((await pool.FiguresAsync()).Pauses);
    }

    [Fact]
    public async Task Resume_OnAnOlderStamp_LeavesTheNewerPause()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await UntilKnownAsync(cluster);
        var pool = cluster.Nodes[1].Node.Pool(campaign);
        await PauseAsync(cluster.Nodes[0], autoResume: true);
        var before = (await pool.FactsAsync(1, 0)).PauseStamp;
        await PauseAsync(cluster.Nodes[1], autoResume: false);
        Assert.False(await pool.ResumeAsync("campaign", "late", "auto-resume", before));
        Assert.Single((await pool.FiguresAsync()).Pauses);
    }

    private static async Task UntilKnownAsync(TestCluster cluster)
    {
        foreach (var node in cluster.Nodes)
            await Patience.UntilAsync(
                () => cluster.GateAt(node, "autumn")?.Version is not null, () => $"{node.Name} knows no campaign");
        await cluster.UntilOpenAsync();
    }

    private static async Task PauseAsync(ClusterNode at, bool autoResume)
    {
        var control = at.Get<CampaignControl>();
        var request = new PauseRequest(
            PauseScope.Campaign, null, TimeProvider.System.GetUtcNow().AddHours(1), autoResume, new("停", "Paused"),
            "a test");
        var outcome = await control.PauseAsync("autumn", request, "chen", TestContext.Current.CancellationToken);
        Assert.True(outcome is PauseOutcome.Paused or PauseOutcome.Incomplete, $"{outcome}");
        await Patience.UntilAsync(
            async () =>
            {
                await control.KeepPromisesAsync();
                return !at.Get<PauseSpool>().Of("autumn").Any();
            },
            () => "the books do not have it");
    }
}
