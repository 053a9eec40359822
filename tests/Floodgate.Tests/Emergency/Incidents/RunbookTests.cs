using Floodgate.Emergency.Incidents;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class RunbookTests
{
    [Fact]
    public void Steps_AutomaticOnesRunInTurn_OthersAreOffered()
    {
        var world = new RoomWorld();
        world.Fire();

        Assert.Equal(["pause"], world.Facts<StepBegun>().Select(one => one.Fact.Step));
        Assert.Equal(["look", "both"], world.Facts<StepOffered>().Select(one => one.Fact.Step));
        End(world, "pause", StepEnd.Failed);
        Assert.Equal(["pause", "snapshot"], world.Facts<StepBegun>().Select(one => one.Fact.Step));
    }

    [Fact]
    public void Step_WithoutAnAnswer_IsGivenUpAndTheNextFollows()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromSeconds(31));

        Assert.Contains(
            world.Facts<StepEnded>(), one => one is { Second: 30, Fact: { Step: "pause", End: StepEnd.TimedOut } });
        Assert.Contains(world.Facts<StepBegun>(), one => one.Fact.Step == "snapshot");
    }

    [Fact]
    public void TwoPersonStep_IsNotStartedByOne()
    {
        var world = new RoomWorld();
        world.Fire();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.TakeStep("both", ""), "commander"));
        Assert.Equal(OrderOutcome.OwnApproval, world.Order("li", new Order.TakeStep("both", ""), "commander"));
        Assert.Equal(OrderOutcome.NotAllowed, world.Order("zhao", new Order.TakeStep("both", ""), "service"));
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Step == "both");
        Assert.Equal(OrderOutcome.Done, world.Order("wang", new Order.TakeStep("both", ""), "commander"));
        Assert.Contains(world.Facts<StepBegun>(), one => one.Fact.Step == "both");
    }

    [Theory]
    [InlineData("anna", "key:script")]
    [InlineData("key:script", "anna")]
    [InlineData("anna", "Anna")]
    public void TwoPersonStep_IsNotTakenByAnAccountAndAKeyThatMayBeItsOwn(string first, string second)
    {
        var world = new RoomWorld();
        world.Fire();
        Assert.Equal(OrderOutcome.Done, world.Order(first, new Order.TakeStep("both", ""), "commander"));
        Assert.Equal(OrderOutcome.OwnApproval, world.Order(second, new Order.TakeStep("both", ""), "commander"));
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Step == "both");
    }

    [Fact]
    public void TwoPersonStep_IsNotUndoneByOne()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Order("li", new Order.TakeStep("both", ""), "commander");
        world.Order("wang", new Order.TakeStep("both", ""), "commander");
        world.EndSteps();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.UndoStep("both"), "commander"));
        Assert.Equal(OrderOutcome.OwnApproval, world.Order("li", new Order.UndoStep("both"), "commander"));
        Assert.Equal(StepPhase.Done, world.Only.Steps["both"].Phase);
        world.Restart();
        Assert.Equal(OrderOutcome.OwnApproval, world.Order("li", new Order.UndoStep("both"), "commander"));
        Assert.Equal(OrderOutcome.Done, world.Order("wang", new Order.UndoStep("both"), "commander"));
        Assert.Equal(StepPhase.Undoing, world.Only.Steps["both"].Phase);
        Assert.Single(world.Facts<StepBegun>(), one => one.Fact is { Step: "both", Undo: true });
    }

    /// <summary>What was measured before a step stands in its entry, also after a crash.</summary>
    [Fact]
    public void Step_RecordsWhatItsActionMeasuredBefore()
    {
        var world = new RoomWorld
        {
            Before = action => action == "pause"
                ? new Dictionary<string, string> { ["nodesBefore"] = "3" } : new Dictionary<string, string>(),
        };
        world.Fire();
        world.Before = _ => new Dictionary<string, string> { ["nodesBefore"] = "1" };
        world.Restart();
        Assert.Equal("3", world.Only.Steps["pause"].Begun!.Inputs["nodesBefore"]);
    }

    [Fact]
    public void Automation_WhenSwitchedOff_OffersInsteadOfDoing()
    {
        var world = new RoomWorld { Automation = false };
        world.Fire();

        Assert.Contains(world.Facts<StepOffered>(), one => one.Fact.Step == "pause");
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Action == "pause");
    }

    [Fact]
    public void Return_WithoutWordOrCriteria_MovesAndIsToldAgain()
    {
        var world = new RoomWorld();
        world.Fire();
        Paused(world, minutes: 30);
        world.Advance(TimeSpan.FromMinutes(31));

        Assert.Contains(world.Facts<ReturnAsked>(), one => one.Second == 20 * 60);
        var moved = Assert.Single(world.Facts<ReturnMoved>());
        Assert.Equal((30 * 60, RoomWorld.Start.AddMinutes(45)), (moved.Second, moved.Fact.At));
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Action == "resume");
        Assert.Contains(world.Facts<StepBegun>(), one => one.Fact.Step == Decider.ExtendByPlan);
    }

    [Fact]
    public void Return_ConfirmedAndClear_ResumesAtItsTime()
    {
        var world = new RoomWorld();
        world.Fire();
        Paused(world, minutes: 30);
        world.Advance(TimeSpan.FromMinutes(25));
        world.Clear();
        world.Order("li", new Order.ConfirmReturn("autumn"), "commander");
        world.Advance(TimeSpan.FromMinutes(6));

        Assert.Contains(world.Facts<StepBegun>(), one => one is { Second: 30 * 60, Fact.Action: "resume" });
        Assert.Empty(world.Facts<ReturnMoved>());
    }

    [Fact]
    public void Notice_ByThePlan_IsPublicWithinItsMinuteAndToServiceStaffBefore()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromSeconds(60));

        var drafted = Assert.Single(world.Facts<NoticeDrafted>()).Second;
        var published = Assert.Single(world.Facts<NoticePublished>()).Second;
        Assert.Equal((40, 50), (drafted, published));
        world.Advance(TimeSpan.FromMinutes(21));
        Assert.Contains(world.Facts<UpdateOverdue>(), one => one.Second == published + (20 * 60));
    }

    private static void Paused(RoomWorld world, int minutes) => world.Decide(decider =>
    {
        End(decider, world.Only, "pause", StepEnd.Done);
        decider.Announce(world.Only, ["autumn"], RoomWorld.Start.AddMinutes(minutes));
        return 0;
    });

    private static void End(RoomWorld world, string step, StepEnd end) =>
        world.Decide(decider => { End(decider, world.Only, step, end); return 0; });

    private static void End(Decider decider, Incident incident, string step, StepEnd end) =>
        decider.EndStep(incident.Id, step, incident.Steps[step].Run!, end, "result");
}
