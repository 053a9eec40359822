using System.Net;
using Floodgate.Emergency.Nodes;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class LostNodesTests
{
    private readonly LostNodes _lost = new();

    [Fact]
    public void Node_ThatDiesWithoutAWord_IsLostUntilItIsBack()
    {
        Learn(("a", 1, SiloStatus.Active), ("b", 1, SiloStatus.Active));
        Assert.Empty(Names());
        Learn(("a", 1, SiloStatus.Active), ("b", 1, SiloStatus.Dead));
        Assert.Equal(["b"], Names());
        // The membership forgets its dead after a while; that does not bring them back.
        Learn(("a", 1, SiloStatus.Active));
        Assert.Equal(["b"], Names());
        Learn(("a", 1, SiloStatus.Active), ("b", 1, SiloStatus.Dead), ("b", 2, SiloStatus.Joining));
        Assert.Equal(["b"], Names());
        Learn(("a", 1, SiloStatus.Active), ("b", 1, SiloStatus.Dead), ("b", 2, SiloStatus.Active));
        Assert.Empty(Names());
    }

    [Fact]
    public void Node_ThatLeavesInGoodOrder_IsNotLost()
    {
        Learn(("b", 1, SiloStatus.Active));
        Learn(("b", 1, SiloStatus.ShuttingDown));
        Learn(("b", 1, SiloStatus.Dead));
        Assert.Empty(Names());
    }

    [Fact]
    public void Node_ThatWasDeadBeforeAnybodyLooked_IsNotLost()
    {
        Learn(("a", 1, SiloStatus.Active), ("old", 1, SiloStatus.Dead));
        Assert.Empty(Names());
    }

    [Fact]
    public void Node_ThatSomebodyHasSeenTo_IsNotWaitedFor_AndCanBeLostAgain()
    {
        Learn(("b", 1, SiloStatus.Active), ("c", 1, SiloStatus.Active));
        Learn(("b", 1, SiloStatus.Dead), ("c", 1, SiloStatus.Dead));
        _lost.Forget("b");
        Learn(("b", 1, SiloStatus.Dead), ("c", 1, SiloStatus.Dead));
        Assert.Equal(["c"], Names());
        Assert.Empty(_lost.Names(name => name == "c"));
        Learn(("b", 2, SiloStatus.Active));
        Learn(("b", 2, SiloStatus.Dead));
        Assert.Equal(["b", "c"], Names());
    }

    private string[] Names() => _lost.Names(_ => false);

    private void Learn(params (string Name, int Generation, SiloStatus Status)[] members) => _lost.Learn(members
        .Select(one => new Member(
            one.Name, SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1_000 + one.Name[0]), one.Generation),
            one.Status)));
}
