using Floodgate.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Incidents.Lead;

public sealed class LeadChoiceTests
{
    private static readonly KeyValuePair<string, int>[] Nodes =
        [new("a", 300), new("b", 100), new("c", 200), new("d", 100)];

    [Fact]
    public void Lead_IsTheNodeThatHasRunForLongest_WhoeverAsks()
    {
        foreach (var (me, _) in Nodes) Assert.Equal("b", LeadChoice.Of(Nodes, me, _ => false));
        Assert.Equal("b", LeadChoice.Of(Nodes.Reverse(), "a", _ => false));
    }

    /// <summary>Started again it is the youngest, and whoever leads meanwhile stays.</summary>
    [Fact]
    public void Node_ThatReturns_TakesTheLeadFromNobody()
    {
        Assert.Equal("d", LeadChoice.Of(Nodes.Where(one => one.Key != "b"), "c", _ => false));
        Assert.Equal("d", LeadChoice.Of(
            [.. Nodes.Where(one => one.Key != "b"), new KeyValuePair<string, int>("b", 400)], "b", _ => false));
    }

    [Fact]
    public void Node_ThatIsSilent_LeadsOnlyItself()
    {
        Assert.Equal("d", LeadChoice.Of(Nodes, "a", node => node == "b"));
        Assert.Equal("b", LeadChoice.Of(Nodes, "b", _ => true));
        Assert.Equal("a", LeadChoice.Of(Nodes, "a", _ => true));
        Assert.Equal("e", LeadChoice.Of([], "e", _ => false));
    }

    [Fact]
    public void Mark_KeepsIdsShortAndNodesApart()
    {
        Assert.Equal("node1", LeadChoice.MarkOf("node1"));
        var (one, other) = (new string('n', 31) + "1", new string('n', 31) + "2");
        Assert.Equal(16, LeadChoice.MarkOf(one).Length);
        Assert.NotEqual(LeadChoice.MarkOf(one), LeadChoice.MarkOf(other));
    }

    [Fact]
    public void Incidents_OfTwoNodesAtOneMoment_HaveDifferentIds_AndAreOneOnceTheyMeet()
    {
        var (first, second) = (new RoomState(), new RoomState());
        var here = Decide(first, "server.1", "node1", decider => decider.Hear(Signal()));
        var there = Decide(second, "server.2", "node2", decider => decider.Hear(Signal()));
        Assert.Equal("20261123-01-node1", first.Live.Single().Id);
        Assert.Equal("20261123-01-node2", second.Live.Single().Id);

        Decide(first, "server.1", "node1", decider => decider.Adopt(there));
        Assert.Single(first.Live);
        // The other way round it comes to the same one.
        Decide(second, "server.2", "node2", decider => decider.Adopt(here));
        Assert.Equal(first.Live.Single().Id, second.Live.Single().Id);
    }

    private static IReadOnlyList<Entry> Decide(
        RoomState state, string origin, string mark, Action<Decider> decide)
    {
        var decider = new Decider(
            origin, state,
            // A step that is under way ends first where it was begun: here none is.
            TestPlan.View() with { Mark = mark, Has = static _ => false }, RoomWorld.Start);
        decide(decider);
        var said = decider.Entries.ToArray();
        decider.Tick();
        return said;
    }

    private static Floodgate.Emergency.Detection.Finding Signal() => new(
        "storage-down", null, true, RoomWorld.Start, RoomWorld.Start, null, null, "storage-down", "no storage");
}
