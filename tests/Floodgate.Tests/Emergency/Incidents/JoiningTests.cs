using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>C17: two incidents over one cause, of two rooms or of one, become one.</summary>
public sealed class JoiningTests
{
    /// <summary>The server comes back and opens its own before it has heard what the watch did.</summary>
    [Theory]
    [InlineData("storage-down", 600)]
    [InlineData("queue-deep", 60)]
    public void Incidents_OfServerAndWatchOverOneTrouble_BecomeOne(string detector, int secondsLater)
    {
        var (watch, server) = (new RoomState(), new RoomState());
        var opened = Decide(watch, "watch", 0, decider => decider.Hear(Signal("storage-down")));
        opened.AddRange(Decide(watch, "watch", 5, decider => decider.Acknowledge(watch.Live.Single(), "li", "watch")));
        Decide(server, "server", secondsLater, decider => decider.Hear(Signal(detector) with { Key = "other" }));
        Assert.Equal(2, server.Incidents.Count + watch.Incidents.Count);

        var decided = Decide(server, "server", secondsLater + 2, decider => decider.Adopt(opened));
        var live = Assert.Single(server.Live);
        Assert.StartsWith("W", live.Id, StringComparison.Ordinal);
        Assert.True(live.AcknowledgedBy.ContainsKey("li"));
        Assert.Contains(live.Signals, one => one.Key == "other" && one.Value.Firing);
        var gone = server.Incidents.Values.Single(one => one.JoinedInto is not null);
        Assert.Equal((live.Id, Phase.Closed), (gone.JoinedInto, gone.Phase));

        // The watch takes it over as it is; the signal is cleared where it went on.
        foreach (var entry in server.Log) watch.Apply(entry);
        Assert.Equal(live.Id, Assert.Single(watch.Live).Id);
        Decide(server, "server", secondsLater + 9, decider => decider.Hear(Signal(detector) with
        {
            Key = "other",
            Firing = false,
        }));
        Assert.False(live.Signals["other"].Firing);
        Assert.DoesNotContain(decided, one => one is { Origin: "server", Fact: SendBegun { Person: "li" } });
    }

    [Fact]
    public void Incident_FarFromTheWatchs_WithAnotherRisk_StaysItsOwn()
    {
        var (watch, server) = (new RoomState(), new RoomState());
        var opened = Decide(watch, "watch", 0, decider => decider.Hear(Signal("storage-down")));
        Decide(server, "server", 600, decider => decider.Hear(Signal("queue-deep") with { Key = "other" }));
        Decide(server, "server", 602, decider => decider.Adopt(opened));
        Assert.Equal(2, server.Live.Count());
    }

    [Fact]
    public void Declaration_OfWhatIsBeingHandled_GoesOnThere()
    {
        var world = new RoomWorld();
        world.Fire();
        var before = world.Facts<SendBegun>().Count();
        var id = world.Decide(decider => decider.Declare(
            new Declaration("zhao", "failure", null, null, null, ["autumn"], "nothing works")));
        Assert.Equal(world.Only.Id, id);
        Assert.Contains(world.Facts<Said>(), one => one.Fact.Text == "nothing works");
        Assert.Equal(before, world.Facts<SendBegun>().Count());
        world.Decide(decider => decider.Declare(new Declaration("zhao", "failure", null, null, null, ["winter"], "")));
        Assert.Equal(2, world.State.Live.Count());
    }

    /// <summary>Pauses, level and notice go on too; whoever answers in the old one is heard in the new.</summary>
    [Fact]
    public void Incident_ThatJoins_TakesEverythingAlong()
    {
        var world = new RoomWorld();
        var first = Declare(world, "crowd", "autumn");
        world.Advance(TimeSpan.FromMinutes(5));
        var second = Declare(world, "failure", "winter");
        world.EndSteps(second);
        var later = world.State.Find(second)!;
        world.Decide(decider =>
        {
            decider.Announce(later, ["winter"], world.Now.AddMinutes(40));
            decider.Carry(second, Commander("li"), new Order.SetLevel(ResponseLevel.I, "grave"));
            return 0;
        });
        world.Decide(decider => decider.Carry(second, Commander("li"), new Order.DraftNotice(new NoticeText(
            "trouble", TestPlan.Text("a"), TestPlan.Text("b"), TestPlan.Text("c"), TestPlan.Text("d"), null, []))));
        Assert.Equal(2, world.State.Live.Count());

        // Somebody finds that both have one cause: same risk is what the rule wants, so the second room tells it.
        var state = Renamed(world, second, "W" + second);
        Decide(state, "server", 10 * 60, decider => decider.Hear(Signal("queue-deep") with { Key = "shared" }));
        var joined = Assert.Single(state.Live);
        Assert.Equal(first, joined.Id);
        Assert.Equal(ResponseLevel.I, joined.Level);
        Assert.True(joined.Returns.ContainsKey("winter"));
        Assert.NotNull(joined.Notice);
        Decide(state, "server", 11 * 60, decider => Assert.Equal(OrderOutcome.Done, decider.Carry(
            "W" + second, Commander("wang"), new Order.Acknowledge())));
        Assert.True(joined.AcknowledgedBy.ContainsKey("wang"));
    }

    /// <summary>The same entries, the second incident named as the watch's; both have one signal.</summary>
    private static RoomState Renamed(RoomWorld world, string id, string name)
    {
        var state = new RoomState();
        foreach (var entry in world.Entries)
            state.Apply(entry.Incident == id ? entry with { Incident = name } : entry);
        var last = world.Entries[^1];
        foreach (var (incident, number) in new[] { (state.Live.First().Id, 1), (name, 2) })
            state.Apply(new Entry("test", number, last.At, incident, "detector:queue-deep", new SignalFired(
                "shared", "queue-deep", null, last.At, 1, 0, "shared")));
        return state;
    }

    private static Person Commander(string id) => new(id, new HashSet<string> { "commander" }, "console");

    private static string Declare(RoomWorld world, string risk, string campaign) => world.Decide(decider =>
        decider.Declare(new Declaration("zhao", risk, null, null, null, [campaign], "")));

    private static List<Entry> Decide(RoomState state, string origin, int second, Action<Decider> decide)
    {
        var decider = new Decider(
            origin, state, TestPlan.View() with { Has = action => origin == "server" || action == "publish-notice" },
            RoomWorld.Start.AddSeconds(second));
        decide(decider);
        foreach (var incident in state.Live.ToArray())
            foreach (var (id, step) in incident.Steps.Where(one => one.Value.Phase == StepPhase.Running).ToArray())
                decider.EndStep(incident.Id, id, step.Run!, StepEnd.Done, "done");
        decider.Tick();
        return [.. decider.Entries];
    }

    private static Finding Signal(string detector) => new(
        detector, "autumn", true, RoomWorld.Start, RoomWorld.Start, 1, 0, detector + "/autumn", "evidence");
}
