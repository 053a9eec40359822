using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Emergency.Incidents;
using Floodgate.Foundation.Signals;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Microsoft.Extensions.Options;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>
/// A person resumes what the room paused: the room lets go of the return at once, and of no return it does not know.
/// </summary>
public sealed class ResumedByHandTests
{
    private readonly Gates _gates = new(new WaySignals(Options.Create(new SignalsOptions())));
    private readonly CampaignGate _gate;

    public ResumedByHandTests() => _gate = _gates.Add(1, "autumn");

    [Fact]
    public void Campaign_ResumedByHand_IsNoLongerAwaited_AndTheIncidentIsResolved()
    {
        var world = Paused();
        Assert.Equal(OrderOutcome.StillFiring, Resolve(world));

        _gate.ResumedBy = "chen";
        _gate.Restore(PauseSet.None);
        world.ResumedBy = _gate.ResumedBy;
        world.Decide(decider => { decider.LetGoOfReturns(); return 0; });

        Assert.Equal(new ReturnKept("autumn", "chen"), Assert.Single(world.Facts<ReturnKept>()).Fact);
        Assert.Equal(PublicStatus.Monitoring, world.Only.PublicStatus);
        Assert.Equal(OrderOutcome.Done, Resolve(world));
    }

    [Fact]
    public void Campaign_ResumedWhileNobodyTold_IsNoticedAtTheNextTick_ThoughNobodyKnowsWho()
    {
        var world = Paused();
        _gate.Restore(PauseSet.None);
        world.Advance(TimeSpan.Zero);
        Assert.Equal(new ReturnKept("autumn", ""), Assert.Single(world.Facts<ReturnKept>()).Fact);
        world.Advance(TimeSpan.FromMinutes(31));
        Assert.Empty(world.Facts<ReturnMoved>());
    }

    [Fact]
    public void Restart_WhoseGatesAreUnread_StillAwaitsTheReturn()
    {
        var world = Paused();
        var fresh = new Gates(new WaySignals(Options.Create(new SignalsOptions()))).Add(1, "autumn");
        world.Unpaused = _ => fresh.IsUnpausedForSure;
        world.Restart();
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("autumn", world.Only.Returns.Keys);

        // A pool that is read says its pauses first: there is no moment at which it looks open.
        fresh.Restore(PauseSet.None.With(Pause));
        fresh.SetVersions([BookMaker.Version(1, Sample.Campaign)]);
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("autumn", world.Only.Returns.Keys);

        // What a damaged pool has paused nobody knows.
        fresh.Restore(PauseSet.None);
        fresh.Damage = "row 7";
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Contains("autumn", world.Only.Returns.Keys);
        Assert.Equal(OrderOutcome.StillFiring, Resolve(world));
    }

    [Fact]
    public void Campaign_TwoIncidentsAwait_IsLetGoByBoth()
    {
        var world = Known();
        string[] both = [Declare(world, "failure"), Declare(world, "crowd")];
        foreach (var id in both) Announce(world, world.State.Find(id)!, "autumn", "winter");

        _gate.Restore(PauseSet.None);
        world.ResumedBy = "chen+li";
        world.Decide(decider => { decider.LetGoOfReturns(); return 0; });

        Assert.Equal(both, world.Entries.Where(entry => entry.Fact is ReturnKept).Select(entry => entry.Incident));
        Assert.All(world.State.Live, one => Assert.Equal("winter", Assert.Single(one.Returns.Keys)));
        Assert.All(world.State.Live, one => Assert.NotEqual(PublicStatus.Monitoring, one.PublicStatus));
    }

    /// <summary>The pause outlasts the incident: the room neither opens claims nor moves a person's promise.</summary>
    [Fact]
    public void Campaign_WhosePauseAPersonTakesOver_IsNoLongerAwaited_AndTheIncidentIsResolved()
    {
        var world = Paused();
        world.Order("li", new Order.ConfirmReturn("autumn"), "commander");
        world.PausedByHand = "chen";
        world.Clear();
        world.Advance(TimeSpan.FromMinutes(90));

        Assert.Equal(new ReturnLeft("autumn", "chen"), Assert.Single(world.Facts<ReturnLeft>()).Fact);
        Assert.Empty(world.Facts<ReturnMoved>());
        Assert.DoesNotContain(world.Facts<StepBegun>(), one => one.Fact.Action == "resume");
        Assert.Equal(OrderOutcome.Done, Resolve(world));

        // Over or not: what was paused while it lasted takes two people, what was paused later does not.
        var pause = Pause with { Reason = "a court order", At = RoomWorld.Start.AddMinutes(5) };
        Assert.True(RedIncidents.StandsOver(world.Only, "autumn", [pause]));
        Assert.False(RedIncidents.StandsOver(world.Only, "autumn", [pause with { At = world.Now.AddMinutes(1) }]));
    }

    [Fact]
    public void Resume_ThatTheRoomIsJustDoing_IsNotByHand()
    {
        var world = Paused();
        world.Order("li", new Order.ConfirmReturn("autumn"), "commander");
        world.Clear();
        world.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("resume", world.Only.Steps[$"{Decider.ResumeByPlan}.autumn"].Begun!.Action);

        (_gate.ResumedBy, world.ResumedBy) = ("plan", "plan");
        _gate.Restore(PauseSet.None);
        world.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(world.Facts<ReturnKept>());
        world.Decide(decider => { decider.Keep(world.Only, ["autumn"]); return 0; });
        Assert.Equal(new ReturnKept("autumn"), Assert.Single(world.Facts<ReturnKept>()).Fact);
    }

    [Fact]
    public void Gate_WithAPauseOfARegion_IsUnpaused()
    {
        _ = Known();
        _gate.Restore(PauseSet.None.With(Pause with { Scope = PauseScope.Region, Target = "31" }));
        Assert.True(_gate.IsUnpausedForSure);
        _gate.Close(Pause);
        Assert.False(_gate.IsUnpausedForSure);
    }

    private static Pause Pause => new(
        PauseScope.Campaign, null, RoomWorld.Start.AddMinutes(30), false, TestPlan.Text("x"), "20261123-01.pause.1",
        "plan", RoomWorld.Start);

    /// <summary>The campaign is read, and paused.</summary>
    private RoomWorld Known()
    {
        _gate.Restore(PauseSet.None.With(Pause));
        _gate.SetVersions([BookMaker.Version(1, Sample.Campaign)]);
        return new RoomWorld { Unpaused = campaign => _gates.Find(campaign) is { IsUnpausedForSure: true } };
    }

    /// <summary>One incident that has the campaign paused.</summary>
    private RoomWorld Paused()
    {
        var world = Known();
        world.Fire();
        world.EndSteps();
        Announce(world, world.Only, "autumn");
        return world;
    }

    private static void Announce(RoomWorld world, Incident incident, params string[] campaigns) =>
        world.Decide(decider =>
        {
            decider.Announce(incident, campaigns, RoomWorld.Start.AddMinutes(30));
            return 0;
        });

    private static string Declare(RoomWorld world, string risk) => world.Decide(decider => decider.Declare(
        new Declaration("li", risk, null, null, null, ["autumn"], "")))!;

    private static OrderOutcome Resolve(RoomWorld world) => world.Order(
        "li", new Order.Resolve("over"), "commander");
}
