using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>A room that has neither campaigns nor stock, and groups that are told.</summary>
public sealed class WatchRoomTests
{
    private static readonly Func<string, bool> OfWatch = action => action is "publish-notice" or "notify-team";

    [Fact]
    public void Step_TheWatchCannotTake_IsSaidOnceAndWaitsForTheServer()
    {
        var (state, entries) = (new RoomState(), new List<Entry>());
        Decide(state, entries, "watch", OfWatch, 0, decider => decider.Hear(Signal()));
        Decide(state, entries, "watch", OfWatch, 120, _ => { });

        var held = entries.Select(entry => entry.Fact).OfType<StepHeld>().ToArray();
        Assert.Equal(["pause", "both", "snapshot"], held.Select(one => one.Step));
        Assert.Equal("pause waits for the server: it is not here", held[0].Why);
        Assert.DoesNotContain(entries, entry => entry.Fact is StepBegun or StepEnded);
        Assert.Contains(entries, entry => entry.Fact is StepOffered { Step: "look" });

        Decide(state, entries, "server", _ => true, 130, _ => { });
        Assert.Contains(entries, entry => entry is { Origin: "server", Fact: StepBegun { Step: "pause" } });
    }

    /// <summary>The watch does not end what the server had under way when it died.</summary>
    [Fact]
    public void Step_TheServerHadUnderWay_IsLeftToIt()
    {
        var (state, entries) = (new RoomState(), new List<Entry>());
        Decide(state, entries, "server", _ => true, 0, decider => decider.Hear(Signal()));
        Assert.Contains(entries, entry => entry.Fact is StepBegun { Step: "pause" });
        Decide(state, entries, "watch", OfWatch, 600, _ => { });
        Assert.DoesNotContain(entries, entry => entry.Fact is StepEnded);
    }

    [Fact]
    public void Group_IsToldOnceACall_AndAnswersForNobody()
    {
        var (state, entries) = (new RoomState(), new List<Entry>());
        Decide(state, entries, "server", _ => true, 0, decider => decider.Hear(Signal()));
        var told = entries.Select(entry => entry.Fact).OfType<GroupSendBegun>().ToArray();
        Assert.Equal([("tech", "tech-room")], told.Select(one => (one.Team, one.Group)));
        Decide(state, entries, "server", _ => true, 20, decider =>
            decider.EndGroupSend("20261123-01", told[0].Message, null));
        Assert.Empty(state.Find("20261123-01")!.GroupSends);
        // The deputy is called all the same: no person has answered.
        Assert.Contains(entries, entry => entry.Fact is PageStepped { Team: "tech", Step: 1 });
    }

    private static void Decide(
        RoomState state, List<Entry> entries, string origin, Func<string, bool> has, int second,
        Action<Decider> decide)
    {
        var view = TestPlan.View() with
        {
            Has = has,
            GroupsOf = team => team != "tech" ? [] :
            [
                new ContactGroup
                {
                    Id = "tech-room",
                    Team = "tech",
                    Channel = new ContactChannel { Kind = ChannelKind.Wecom, Address = "https://example.org" },
                },
            ],
        };
        var decider = new Decider(origin, state, view, RoomWorld.Start.AddSeconds(second));
        decide(decider);
        decider.Tick();
        entries.AddRange(decider.Entries);
    }

    private static Floodgate.Emergency.Detection.Finding Signal() => new(
        "storage-down", "autumn", true, RoomWorld.Start, RoomWorld.Start, 1, 0, "storage-down/autumn", "evidence");
}
