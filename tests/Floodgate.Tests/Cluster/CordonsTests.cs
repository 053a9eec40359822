using System.Net;
using Floodgate.Cluster;

namespace Floodgate.Tests.Cluster;

/// <summary>What is known of the nodes, from words that may come late.</summary>
public sealed class CordonsTests
{
    private static readonly SiloAddress First = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11), 1);
    private static readonly SiloAddress Second = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11), 2);
    private readonly Cordons _cordons = new();

    [Fact]
    public void OlderWord_OfTheSameProcess_ChangesNothing()
    {
        _cordons.Learn("a", First, new NodeSaid(NodeState.Cordoned, Stamp: 2, 0));
        _cordons.Learn("a", First, new NodeSaid(NodeState.Serving, Stamp: 1, 0));
        Assert.Equal(["a"], _cordons.Nodes);
    }

    [Fact]
    public void NewProcess_OfThatName_IsHeardAnew()
    {
        _cordons.Learn("a", First, new NodeSaid(NodeState.Draining, Stamp: 7, 0));
        Dictionary<string, SiloAddress> living = new(StringComparer.Ordinal) { ["a"] = Second };
        Assert.False(_cordons.HasHeard(living));
        Assert.True(_cordons.Has("a"));
        _cordons.Learn("a", Second, new NodeSaid(NodeState.Serving, Stamp: 0, 0));
        Assert.True(_cordons.HasHeard(living));
        Assert.Empty(_cordons.Nodes);
    }
}
