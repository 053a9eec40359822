using System.Text;
using System.Text.Json;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Emergency.Plans;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>What somebody inside the console, or a bad night, may try on the room.</summary>
public sealed class AttackTests
{
    [Theory]
    [InlineData("""{"order":"setLevel","level":99,"why":"x"}""")]
    [InlineData("""{"order":"setPublicStatus","status":99}""")]
    [InlineData("""{"order":"setPublicStatus","status":"resolved"}""")]
    public void Order_WithAValueThatIsNone_IsRefusedAndWritesNothing(string json)
    {
        var world = new RoomWorld();
        world.Fire();
        var order = JsonSerializer.Deserialize(Encoding.UTF8.GetBytes(json), IncidentBodies.Default.Order)!;
        var before = world.Entries.Count;
        Assert.Equal(OrderOutcome.ValueInvalid, world.Order("li", order, "admin"));
        Assert.Equal(before, world.Entries.Count);
        world.Advance(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void Incident_ThatBreaks_KeepsNobodyOfAnotherFromBeingCalled()
    {
        var state = new RoomState();
        var world = RoomWorld.Start;
        var broken = new Opened(
            null, null, null, (ResponseLevel)99, TestPlan.Text("x"), TestPlan.Text("x"), "plan@1", world, []);
        state.Apply(new Entry("server", 1, world, "20261123-01", "plan", broken));
        var sound = broken with { Level = ResponseLevel.II };
        state.Apply(new Entry("server", 2, world, "20261123-02", "plan", sound));
        state.Apply(new Entry("server", 3, world, "20261123-02", "plan", new PageStarted("tech", ResponseLevel.II)));
        var decider = new Decider("server", state, TestPlan.View(), world);
        Assert.Throws<AggregateException>(decider.Tick);
        Assert.Single(decider.Entries, entry => entry.Fact is SendBegun { Person: "li" });
    }

    [Fact]
    public void Incident_OpenedAgain_CallsThoseWhoAnsweredTheFirstTime()
    {
        var world = new RoomWorld();
        world.Fire();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Acknowledge()));
        Assert.Equal(OrderOutcome.Done, world.Order("zhao", new Order.Acknowledge()));
        world.EndSteps();
        world.Clear();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Resolve("mended"), "commander"));
        world.Advance(TimeSpan.FromMinutes(5));
        var before = world.Facts<SendBegun>().Count();
        world.Fire();
        Assert.Single(world.Facts<Reopened>());
        Assert.True(world.Facts<SendBegun>().Count() > before, "nobody was called");
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Acknowledge()));
        Assert.Equal(Phase.Acknowledged, world.Only.Phase);
        world.Restart();
        Assert.Equal(Phase.Acknowledged, world.Only.Phase);
    }

    [Fact]
    public void Signal_ThatClearsAfterTheEnd_DoesNotHoldUpTheNextReturn()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Fire("queue-deep");
        world.EndSteps();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Resolve("mended"), "commander"));
        world.Clear("queue-deep");
        world.Clear();
        world.Fire();
        world.Clear();
        Assert.Equal(Phase.Open, world.Only.Phase);
        Assert.False(world.Only.IsFiring);
    }

    [Fact]
    public void Incident_WhosePauseIsUnderWay_IsNotResolved()
    {
        var world = new RoomWorld();
        world.Fire();
        Assert.Equal(StepPhase.Running, world.Only.Steps["pause"].Phase);
        Assert.Equal(OrderOutcome.StillFiring, world.Order("li", new Order.Resolve("mended"), "commander"));
        world.EndSteps();
        Assert.Equal(OrderOutcome.Done, world.Order("li", new Order.Resolve("mended"), "commander"));
    }

    [Theory]
    [InlineData("auditor", false)]
    [InlineData("service", false)]
    [InlineData("responder", false)]
    [InlineData("operator", true)]
    public void Undo_OfAPause_OpensClaimsForThoseWhoMay(string role, bool may)
    {
        var world = new RoomWorld();
        world.Fire();
        world.EndSteps();
        var pause = TestPlan.Plan.RunbookOf("storage-book")!.Steps.Single(step => step.Id == "pause");
        Assert.Equal(may, Decider.MayUndo(Person(role), pause with { Undo = "resume" }));
        var listed = pause with { Undo = "resume", Approvers = ["responder", role] };
        Assert.Equal(may, Decider.MayUndo(Person(role), listed));
    }

    [Fact]
    public void Signature_OfARecovery_IsForThoseWhoWorkOnIt_AndForOneReturn()
    {
        var world = new RoomWorld();
        world.Fire();
        world.EndSteps();
        Announce(world);
        Task(world);
        var sign = new Order.FinishTask("recovery.cause");
        Assert.Equal(OrderOutcome.NotAllowed, world.Order("auditor-1", sign, "auditor"));
        Assert.Equal(OrderOutcome.NotAllowed, world.Order("service-1", sign, "service"));
        Assert.Equal(OrderOutcome.Done, world.Order("li", sign, "responder"));
        world.Decide(decider => { decider.Keep(world.Only, ["autumn"]); return 0; });
        Announce(world);
        Assert.DoesNotContain("recovery.cause", world.Only.Tasks.Keys);
    }

    [Fact]
    public void Return_TriedAgainAndAgain_UsesUpNobodysAutomation()
    {
        var world = new RoomWorld();
        var opened = new Opened(
            "crowd", null, null, ResponseLevel.II, TestPlan.Text("x"), TestPlan.Text("x"), "plan@1", world.Now, []);
        Facts(world, [opened, .. Enumerable.Range(1, 150).Select(run => new StepBegun(
            Decider.ExtendByPlan, $"20261122-01.plan.extend.{run}", "pause", new Dictionary<string, string>(),
            Undo: false))]);
        world.Decide(decider => decider.Declare(new("li", "failure", null, null, null, ["autumn"], "")));
        var declared = world.State.Incidents.Values.Single(one => one.Id != "20261122-01");
        Assert.Equal(StepPhase.Running, declared.Steps["pause"].Phase);
    }

    private static void Facts(RoomWorld world, IEnumerable<Fact> facts)
    {
        foreach (var (index, fact) in facts.Index())
            world.State.Apply(new Entry("other", index + 1, world.Now, "20261122-01", "plan", fact));
    }

    [Fact]
    public void Notice_ThatWasWithdrawn_DoesNotComeBackWithTheNext()
    {
        var world = new RoomWorld();
        world.Fire();
        foreach (var text in new[] { "wrong", "right" })
        {
            var both = TestPlan.Text(text);
            world.Decide(decider =>
            {
                decider.Draft(world.Only, "person:li", new("", both, both, both, both, null, []));
                return 0;
            });
            world.Advance(TimeSpan.FromSeconds(15));
            if (text == "wrong") world.Order("li", new Order.WithdrawNotice(), "commander");
        }

        Assert.Equal(["right"], PublicWord.UpdatesOf(world.Only).Select(update => update.Text.En));
    }

    [Fact]
    public async Task Room_WhoseListenerBreaks_TellsTheOthers_AndHandsOnWhatIsOnDisk()
    {
        using var folder = new TemporaryFolder();
        await using var room = new ControlRoom(
            EntrySpool.OpenIn(folder.Path, "server"), () => TestPlan.View(), TimeProvider.System, NullLogger.Instance);
        var (told, kept) = (0, 0);
        room.Written += (_, _) => throw new InvalidOperationException("a listener breaks");
        room.Written += (entries, _) => told += entries.Count;
        room.Spooled += entries => kept += entries.Count;
        room.Start(_ => { });
        await room.AskAsync(decider => decider.Declare(new("li", "failure", null, null, null, ["autumn"], "")));
        Assert.True(told > 0);
        Assert.Equal(told, kept);
    }

    [Fact]
    public void Return_OfACampaignThatAnotherIncidentNeedsPaused_Waits()
    {
        var world = new RoomWorld();
        string first = Declare(world, "failure"), second = Declare(world, "crowd");
        foreach (var id in new[] { first, second })
            world.Decide(decider =>
            {
                decider.Announce(world.State.Find(id)!, ["autumn"], world.Now.AddMinutes(30));
                return 0;
            });
        world.Fire("queue-deep");
        Confirm(world, first);
        world.Advance(TimeSpan.FromMinutes(31));
        Assert.Contains(world.Facts<ReturnMoved>(), one => one.Fact.Why.Contains(second, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Action == "resume");

        world.Clear("queue-deep");
        Confirm(world, first);
        world.Advance(TimeSpan.FromMinutes(15));
        Assert.Contains(world.Facts<StepBegun>(), one => one.Fact.Action == "resume");
        world.Decide(decider => { decider.Keep(world.State.Find(first)!, ["autumn"]); return 0; });
        Assert.All(world.State.Live, one => Assert.Empty(one.Returns));
    }

    [Fact]
    public void Storm_OfAlertsWithANameEach_MakesNoTimelineOfItself()
    {
        var world = new RoomWorld();
        for (var i = 0; i < 3_000; i++) world.Fire("", $"c{i}");
        Assert.True(world.Facts<SignalFired>().Count() <= 500);
        Assert.Single(world.State.Incidents);
    }

    [Fact]
    public void Room_ThatWasAwayForLong_BeginsToCallAnew()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Miss(TimeSpan.FromMinutes(30));
        Assert.Empty(world.Facts<PageExhausted>());
        Assert.Equal(2, world.Facts<SendBegun>().Count(one => one.Fact is { Person: "li", Team: "tech" }));
        Assert.DoesNotContain(world.Facts<SendBegun>(), one => one.Fact is { Person: "wang", Team: "tech" });
        world.Advance(TimeSpan.FromSeconds(15));
        Assert.Contains(world.Facts<SendBegun>(), one => one.Fact is { Person: "wang", Team: "tech" });
    }

    [Fact]
    public void Approval_OfOneRun_IsNoneForTheNext()
    {
        var world = new RoomWorld();
        world.Fire();
        var take = new Order.TakeStep("both", "");
        Assert.Equal(OrderOutcome.Done, world.Order("li", take, "commander"));
        Assert.Equal(OrderOutcome.OwnApproval, world.Order("li", take, "commander"));
        Assert.Equal(OrderOutcome.Done, world.Order("wang", take, "commander"));
        var run = world.Only.Steps["both"].Run!;
        world.Decide(decider => { decider.EndStep(world.Only.Id, "both", run, StepEnd.Failed, "x"); return 0; });
        Assert.Equal(OrderOutcome.Done, world.Order("wang", take, "commander"));
        Assert.Equal(run, world.Only.Steps["both"].Run);
    }

    private static string Declare(RoomWorld world, string risk)
    {
        var id = world.Decide(decider => decider.Declare(new("li", risk, null, null, null, ["autumn"], "")));
        foreach (var (name, step) in world.State.Find(id)!.Steps.Where(pair => pair.Value.Phase == StepPhase.Running)
            .ToArray())
            world.Decide(decider => { decider.EndStep(id, name, step.Run!, StepEnd.Done, ""); return 0; });
        return id;
    }

    private static void Confirm(RoomWorld world, string incident) => world.Decide(decider => decider.Carry(
        incident, new Person("li", new HashSet<string> { "commander" }, "console"), new Order.ConfirmReturn("autumn")));

    private static void Announce(RoomWorld world) => world.Decide(decider =>
    {
        decider.Announce(world.Only, ["autumn"], world.Now.AddHours(1));
        return 0;
    });

    private static void Task(RoomWorld world)
    {
        var next = new Entry("other", 1, world.Now, world.Only.Id, "plan", new TaskGiven(
            "recovery.cause", "cause treated", "tech", world.Now));
        Assert.True(world.State.Apply(next));
    }

    private static Person Person(string role) =>
        new("somebody", new HashSet<string>(StringComparer.Ordinal) { role }, "api");
}
