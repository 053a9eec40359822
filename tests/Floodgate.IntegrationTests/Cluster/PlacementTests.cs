using Floodgate.IntegrationTests.Hosting;
using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Where the books of several nodes live, and that any node serves any of them.</summary>
public sealed class PlacementTests
{
    [Fact]
    public async Task Books_OfThreeNodes_AreFourEach_AndEachNodeServesAll()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[1]);
        await cluster.UntilSpreadAsync("a 4, b 4, c 4");
        foreach (var node in cluster.Nodes)
            for (var shard = 0; shard < TestCluster.Shards; shard++)
                Assert.True((await cluster.ClaimAsync(node, campaign, shard)).Voucher > 0);
    }

    [Fact]
    public async Task FourthNode_Joining_GetsThreeBooks_AndNoOtherMoves()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await cluster.UntilSpreadAsync("a 4, b 4, c 4");
        var before = cluster.Owners();
        var began = TimeProvider.System.GetTimestamp();
        var fourth = await cluster.JoinAsync();
        await cluster.UntilSpreadAsync("a 3, b 3, c 3, d 3");
        TestContext.Current.SendDiagnosticMessage(
            $"a fourth node had its books after {TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s");
        var after = cluster.Owners();
        var moves = after.Values.Where(one => one.Epoch != before[one.Chain].Epoch).ToArray();
        Assert.True(moves.Length == 3, string.Join("; ", moves.Select(one => $"{before[one.Chain]} to {one}")));
        foreach (var chain in after.Keys) await cluster.ClaimAsync(fourth, campaign, chain.Shard);
    }

    [Fact]
    public async Task StoppedNode_GivesItsBooksToTheOthers()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await cluster.UntilSpreadAsync("a 4, b 4, c 4");
        await cluster.LeaveAsync(cluster.Nodes[2]);
        // Nobody claims: the others open them by themselves.
        await cluster.UntilSpreadAsync("a 6, b 6");
        for (var shard = 0; shard < TestCluster.Shards; shard++)
            await cluster.ClaimAsync(cluster.Nodes[shard % 2], campaign, shard);
    }

    /// <summary>Somebody takes a chain behind its owner's back, as a second activation would.</summary>
    [Fact]
    public async Task BookThatWasTaken_WithoutAnybodyCalling_IsOpenedAgain()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await cluster.UntilSpreadAsync("a 6, b 6");
        foreach (var chain in (ChainId[])[ChainId.Pool(campaign), new(campaign, 3)])
        {
            var taken = cluster.Take(chain);
            await Patience.UntilAsync(
                () => cluster.OwnerOf(chain).Epoch > taken, () => $"{chain} was not opened again");
        }
    }
}
