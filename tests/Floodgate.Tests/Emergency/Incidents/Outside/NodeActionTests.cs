using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Floodgate.Tests.Emergency.Incidents.Outside;

public sealed class NodeActionTests : INodeOperations
{
    private readonly FakeTimeProvider _clock = new(RoomWorld.Start);
    private readonly Nodes _nodes = new() { Me = "a" };
    private readonly List<(string Node, NodeWish Wish)> _asked = [];
    private readonly List<string> _forgotten = [];
    private readonly List<string> _trouble = [];
    private string? _refusal;

    public NodeActionTests() => _nodes.Has("a", 4).Has("b", 4).Has("c", 4);

    Task<string?> INodeOperations.TurnAsync(string node, NodeWish wish, string why)
    {
        _asked.Add((node, wish));
        return Task.FromResult(_refusal);
    }

    [Fact]
    public async Task Drain_IsDoneWhenTheNodeHasNoBooks_AndSaysWhereTheyAre()
    {
        var draining = Drain(("node", "b"));
        for (var i = 0; i < 4; i++) await StepAsync();
        Assert.False(draining.IsCompleted);
        _nodes.Has("a", 6).Has("b", 0).Has("c", 6);
        var result = await UntilAsync(draining);
        Assert.Equal(StepEnd.Done, result.End);
        Assert.Matches("^b had 4 books and has none after [23] s; the others have 12$", result.Text);
        Assert.Equal([("b", NodeWish.Drain)], _asked);
    }

    [Fact]
    public async Task Drain_OfANodeThatKeepsItsBooks_Fails()
    {
        var result = await UntilAsync(Drain(("node", "b")));
        Assert.Equal(StepEnd.Failed, result.End);
        Assert.StartsWith("b had 4 books and still has 4 after 28 s", result.Text, StringComparison.Ordinal);
    }

    /// <summary>Without a name it is the one in trouble; of several a person must say which.</summary>
    [Fact]
    public async Task Drain_WithoutAName_IsOfTheNodeThatWasLost()
    {
        Assert.Equal(
            "no node is in trouble: say in the step's input 'node' which one is meant", (await Drain()).Text);
        _trouble.Add("c");
        _nodes.Dies("c");
        var result = await Drain();
        Assert.Equal((StepEnd.Done, "c is not alive and has no books; the others have 8"), (result.End, result.Text));
        Assert.Equal(["c"], _forgotten);
        _trouble.Add("d");
        Assert.StartsWith("c, d are in trouble", (await Drain()).Text, StringComparison.Ordinal);
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Cordon_Undone_TakesBooksAgain()
    {
        var cordon = new CordonNodeAction(Turns());
        _nodes.Has("b", 0);
        Assert.Equal(StepEnd.Done, (await RunAsync(cordon, ("node", "b"))).End);
        var undone = await cordon.RunAsync(
            Requests.Of("cordon", ("node", "b")) with { Undo = true }, TestContext.Current.CancellationToken);
        Assert.Equal((StepEnd.Done, "b takes books again"), (undone.End, undone.Text));
        Assert.Equal([("b", NodeWish.Cordon), ("b", NodeWish.Serve)], _asked);
    }

    [Fact]
    public async Task Refusal_OfTheCluster_IsSaid()
    {
        _refusal = "no other node serves";
        var result = await Drain(("node", "b"));
        Assert.Equal((StepEnd.Failed, "b: no other node serves"), (result.End, result.Text));
    }

    private Task<ActionResult> Drain(params (string Name, string Value)[] inputs) =>
        RunAsync(new DrainNodeAction(Turns()), inputs);

    private static Task<ActionResult> RunAsync(IRunbookAction action, params (string Name, string Value)[] inputs) =>
        action.RunAsync(Requests.Of("step", inputs), TestContext.Current.CancellationToken);

    private NodeTurns Turns() => new(
        this, _nodes, new NodeTurns.Sight(() => _trouble, node => _nodes.Members.Contains(node), _forgotten.Add),
        _clock);

    private async Task StepAsync()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(500));
        await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
    }

    private async Task<ActionResult> UntilAsync(Task<ActionResult> running)
    {
        while (!running.IsCompleted) await StepAsync();
        return await running;
    }
}
