using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class GroupingTests
{
    [Fact]
    public void Findings_OfOneStorm_AreOneIncidentAndOnePageAPerson()
    {
        var world = new RoomWorld();
        for (var i = 0; i < 10_000; i++) world.Fire(i % 2 == 0 ? "storage-down" : "queue-deep", $"c{i % 50}");

        Assert.Single(world.State.Incidents);
        Assert.Equal(50, world.Facts<SignalFired>().Count());
        var pages = world.Facts<SendBegun>().GroupBy(one => (one.Fact.Person, one.Fact.Team));
        Assert.All(pages, one => Assert.Single(one));
    }

    [Fact]
    public void Finding_SoonAfterTheEnd_OpensTheSameIncidentAgain()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Clear();
        world.EndSteps();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Resolve("done"), "commander"));
        world.Advance(TimeSpan.FromMinutes(5));
        world.Fire();

        Assert.Equal(Phase.Open, world.Only.Phase);
        Assert.Single(world.Facts<Reopened>());
    }

    /// <summary>A relapse is as bad as the first time: the runbook pauses, and the public is told, again.</summary>
    [Fact]
    public void Incident_OpenedAgain_TakesItsStepsAndTellsThePublicAnew()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(2));
        var (steps, notices) = (Begun(), world.Facts<NoticeDrafted>().Count());
        Assert.Contains(steps, one => one.Action == "pause");
        Assert.Equal(1, notices);
        world.Clear();
        world.EndSteps();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Resolve("done"), "commander"));
        world.Advance(TimeSpan.FromMinutes(5));
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(2 * steps.Length, Begun().Length);
        Assert.Equal(2 * steps.Length, Begun().DistinctBy(one => one.Run).Count());
        Assert.Equal(2, world.Facts<NoticeDrafted>().Count());

        StepBegun[] Begun() => [.. world.Facts<StepBegun>().Select(one => one.Fact)];
    }

    [Fact]
    public void Estimate_BeyondAThreshold_RaisesTheLevelAndPauses()
    {
        var world = new RoomWorld();
        world.Fire("queue-deep");
        Assert.Equal(
            OrderOutcome.Done,
            world.Order("li", new Order.SetEstimate(RoomWorld.Start.AddMinutes(90)), "commander"));

        Assert.Equal(ResponseLevel.I, world.Only.Level);
        Assert.Contains(world.Facts<StepBegun>(), one => one.Fact.Step == Decider.PauseByPlan);
    }

    /// <summary>C22: what the runbook expects raises the level as a person's estimate does.</summary>
    [Fact]
    public void Estimate_OfARunbook_BeyondAThreshold_RaisesTheLevel()
    {
        var slow = new PlanVersionInForce("plan@1+slow", TestPlan.Plan with
        {
            Runbooks =
            [
                .. TestPlan.Plan.Runbooks.Select(book => book.Id == "crowd-book"
                    ? book with { RepairMinutes = 90 } : book with { RepairMinutes = 20 }),
            ],
        }, true);
        var world = new RoomWorld { Pin = ("autumn", slow) };
        world.Fire("queue-deep");
        Assert.Equal(ResponseLevel.I, world.Only.Level);
        Assert.All(world.Facts<PageStarted>(), one => Assert.Equal(ResponseLevel.I, one.Fact.Level));

        // A cause that is mended sooner takes the runbook's estimate along, but lowers nothing: people do.
        world.Order("li", new Order.SetCause("storage"), "commander");
        Assert.Equal(RoomWorld.Start.AddMinutes(20), world.Only.RepairedAt);
        Assert.Equal(ResponseLevel.I, world.Only.Level);
    }

    /// <summary>A threshold that names its risks leaves the others alone: parcels take days.</summary>
    [Fact]
    public void Estimate_OfARiskThatTheThresholdDoesNotName_RaisesNothing()
    {
        var named = new PlanVersionInForce("plan@1+named", TestPlan.Plan with
        {
            Repair = TestPlan.Plan.Repair with
            {
                Thresholds = [.. TestPlan.Plan.Repair.Thresholds.Select(one => one with { Risks = ["failure"] })],
            },
        }, true);
        var world = new RoomWorld { Pin = ("autumn", named) };
        world.Fire("queue-deep");
        var before = world.Only.Level;
        Assert.NotEqual(ResponseLevel.I, before);
        world.Order("li", new Order.SetEstimate(RoomWorld.Start.AddMinutes(90)), "commander");
        Assert.Equal(before, world.Only.Level);
    }

    /// <summary>The watch's entries come in the server's room: once, and as one timeline.</summary>
    [Fact]
    public void Entries_OfAnotherOrigin_AreTakenOnce()
    {
        var watch = new RoomWorld("watch");
        watch.Fire();
        var server = new RoomWorld();
        var taken = watch.Entries.Count(server.State.Apply);

        Assert.Equal(watch.Entries.Count, taken);
        Assert.DoesNotContain(watch.Entries, server.State.Apply);
        server.Fire();
        Assert.Equal(watch.Only.Id, server.Only.Id);
    }
}
