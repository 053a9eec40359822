using Floodgate.Cluster;
using Floodgate.IntegrationTests.Hosting;
using Floodgate.Vouchers.Placement;

namespace Floodgate.IntegrationTests.Cluster;

/// <summary>Nodes that are to have no books, and what the others know of it.</summary>
public sealed class CordonTests
{
    [Fact]
    public async Task CordonedNode_GivesItsBooksAway_ServesAll_AndGetsThemBack()
    {
        await using var cluster = await TestCluster.StartAsync(3);
        var campaign = await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await cluster.UntilSpreadAsync("a 4, b 4, c 4");
        // Each node has looked: what it has not seen at one node it cannot see moving from there.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        var turned = await cluster.Nodes[2].Get<NodeStanding>().TurnAsync(NodeState.Cordoned);
        Assert.False(turned.IsLast);
        Assert.Empty(turned.Untold);
        await cluster.UntilSpreadAsync("a 6, b 6");
        for (var shard = 0; shard < TestCluster.Shards; shard++)
            await cluster.ClaimAsync(cluster.Nodes[2], campaign, shard);
        // Nobody's plan is another: no book wanders.
        var settled = cluster.Owners();
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal(settled.Values.Select(one => one.Epoch), cluster.Owners().Values.Select(one => one.Epoch));
        await cluster.Nodes[2].Get<NodeStanding>().TurnAsync(NodeState.Serving);
        await cluster.UntilSpreadAsync("a 4, b 4, c 4");
        // Seen a second later at most; each once.
        var moves = cluster.Nodes[0].Get<BookMoves>();
        await Patience.UntilAsync(
            () => moves.All.Count(move => move.To == "c") >= 4, () => $"moves: {string.Join(", ", moves.All)}");
        Assert.Equal(4, moves.All.Count(move => move.From == "c"));
        Assert.Equal(4, moves.All.Count(move => move.To == "c"));
    }

    [Fact]
    public async Task NodeThatJoins_LearnsOfACordon_BeforeItMovesABook()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        await cluster.ApplyAsync("autumn", cluster.Nodes[0]);
        await cluster.UntilSpreadAsync("a 6, b 6");
        await cluster.Nodes[1].Get<NodeStanding>().TurnAsync(NodeState.Cordoned);
        await cluster.UntilSpreadAsync("a 12");
        var third = await cluster.JoinAsync();
        await cluster.UntilSpreadAsync("a 6, c 6");
        Assert.Equal(["b"], third.Get<Cordons>().Nodes);
        Assert.DoesNotContain(cluster.Nodes[0].Get<BookMoves>().All, move => move.To == "b");
    }

    [Fact]
    public async Task LastServingNode_CannotBeTakenOut()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        Assert.False((await cluster.Nodes[0].Get<NodeStanding>().TurnAsync(NodeState.Draining)).IsLast);
        Assert.True((await cluster.Nodes[1].Get<NodeStanding>().TurnAsync(NodeState.Cordoned)).IsLast);
        Assert.True(cluster.Nodes[0].Get<NodeStanding>().IsAway);
        // Whom nobody serves beside is sent visitors again, whatever was ordered.
        await cluster.LeaveAsync(cluster.Nodes[1]);
        await Patience.UntilAsync(
            () => !cluster.Nodes[0].Get<NodeStanding>().IsAway, () => "it is alone and still sends people away");
    }

    [Fact]
    public async Task Clocks_OfNodesOnOneMachine_AreMeasuredTogether()
    {
        await using var cluster = await TestCluster.StartAsync(2);
        var skews = cluster.Nodes[0].Get<ClockSkews>();
        await Patience.UntilAsync(() => skews.Of("b") is not null, () => "b's clock was never asked for");
        var skew = skews.Of("b")!.Value;
        Assert.InRange(skew.Milliseconds, -skew.UncertainMilliseconds - 1, skew.UncertainMilliseconds + 1);
    }
}
