using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>With the default plan: a detector that names its cause, in an incident another has opened.</summary>
public sealed class CauseBySignalTests
{
    private readonly RoomWorld _world = new()
    {
        Pin = ("autumn", new PlanVersionInForce("default@1", Peopled, true)),
    };

    /// <summary>The default plan with the people that the tests know.</summary>
    private static EmergencyPlan Peopled => DefaultPlan.Plan with
    {
        Teams = [.. DefaultPlan.Plan.Teams.Select(team => team with { Primary = "li", Deputy = "wang", Members = [] })],
    };

    [Fact]
    public void DatabaseThatDoesNotAnswer_MakesItTheDatabasesRunbook_Once()
    {
        _world.Fire("writes-refused");
        Assert.Equal(("folder-failed", "storage-failed"), (_world.Only.Cause, _world.Only.Runbook));
        _world.Fire("primary-silent");
        Assert.Equal(("primary-dead", "database-standby"), (_world.Only.Cause, _world.Only.Runbook));
        Assert.Contains(_world.Facts<StepOffered>(), one => one.Fact.Step == "promote");
        _world.Clear("primary-silent");
        _world.Fire("primary-silent");
        Assert.Single(_world.Facts<CauseSet>());
        // The pause that the first runbook began is the second's as well.
        Assert.Single(_world.Facts<StepBegun>(), one => one.Fact.Step == "pause-claims");
    }

    [Fact]
    public void Cause_ThatAPersonNamed_Stands()
    {
        _world.Fire("writes-refused");
        Assert.Equal(OrderOutcome.Done, _world.Order("li", new Order.SetCause("disk-full"), "commander", "responder"));
        _world.Fire("primary-silent");
        Assert.Equal("disk-full", _world.Only.Cause);
    }

    /// <summary>A blue warning that the disk fills is no reason to change what is done about a red one.</summary>
    [Fact]
    public void DetectorOfALesserLevel_ChangesNothing()
    {
        _world.Fire("writes-refused");
        _world.Fire("disk-nearly-full");
        Assert.Equal("folder-failed", _world.Only.Cause);
    }
}
