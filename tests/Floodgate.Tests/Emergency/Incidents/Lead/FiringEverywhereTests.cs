using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Incidents.Lead;

public sealed class FiringEverywhereTests
{
    private readonly FiringEverywhere _firing = new();

    [Fact]
    public void Signal_OfAnotherNode_IsToldOnce_AndIsOverWhenThatNodeSaysSo()
    {
        Assert.Equal(["disk"], Keys(_firing.Take("b", [Of("disk")]), firing: true));
        Assert.Empty(_firing.Take("b", [Of("disk")]));
        Assert.Empty(_firing.Take("c", [Of("disk")]));
        Assert.Empty(_firing.Take("b", []));
        Assert.Equal(["disk"], Keys(_firing.Take("c", []), firing: false));
    }

    [Fact]
    public void Signal_ThatEndsHere_IsNotOverWhileAnotherNodeSeesIt()
    {
        Assert.NotNull(_firing.Take(Of("rush")));
        Assert.Empty(_firing.Take("b", [Of("rush")]));
        Assert.Null(_firing.Take(Of("rush") with { Firing = false }));
        Assert.Equal(["rush"], _firing.All.Select(one => one.Key));
        Assert.Equal(["rush"], Keys(_firing.Take("b", []), firing: false));
        Assert.NotNull(_firing.Take(Of("rush") with { Firing = false }));
    }

    [Fact]
    public void Signal_OfANodeThatIsSilent_IsOver_UnlessAnotherSeesIt()
    {
        _firing.Take("b", [Of("disk"), Of("rush")]);
        _firing.Take("c", [Of("rush")]);
        Assert.Equal(["disk"], Keys(_firing.Retain(["c"]), firing: false));
        Assert.Empty(_firing.Retain(["c"]));
        Assert.Empty(_firing.Own);
    }

    private static string[] Keys(IReadOnlyList<Finding> findings, bool firing)
    {
        Assert.All(findings, one => Assert.Equal(firing, one.Firing));
        return [.. findings.Select(one => one.Key)];
    }

    private static Finding Of(string key) => new(key, null, true, default, default, 1, 0, key, "seen");
}
