using System.Text.Json;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class HandoverTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ControlRoom> _rooms = [];

    /// <summary>
    /// What the watch opened while the server was dead is one incident with one timeline in both, whatever is lost or
    /// said twice in between, and also after the server has died and come again.
    /// </summary>
    [Fact]
    public async Task Rooms_AfterTheServersDeath_HaveOneIncidentAndOneTimeline()
    {
        var watch = Room("watch");
        var server = Room("server");
        await watch.AskAsync(decider => { decider.Hear(Silence(true)); return 0; });
        await TalkAsync(watch, server, lost: 1);
        await server.AskAsync(decider => { decider.Hear(Silence(true) with { Key = "again" }); return 0; });
        await TalkAsync(watch, server, lost: 0);

        var (there, here) = (await TimelineAsync(watch), await TimelineAsync(server));
        Assert.Equal(there.Order(), here.Order());
        Assert.Contains(here, line => line.StartsWith("server", StringComparison.Ordinal));
        await server.DisposeAsync();
        _rooms.Remove(server);
        var again = Room("server");
        Assert.Equal(here, await TimelineAsync(again));
    }

    /// <summary>C18: what one message holds is cut by bytes, and nothing is left out.</summary>
    [Fact]
    public async Task Message_OfLongEntries_IsCutByBytesAndLosesNothing()
    {
        var (watch, server) = (Room("watch"), Room("server"));
        await watch.AskAsync(decider =>
        {
            decider.Hear(Silence(true));
            for (var i = 0; i < 60; i++)
                decider.Note(decider.State.Live.Single().Id, "test", new string('券', 40_000));
            return 0;
        });
        var side = new HandoverSide(watch);
        var said = await side.SayAsync();
        Assert.True(said.HasMore);
        Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(said).Length, 1, HandoverEndpoint.BodyBytesMax);
        var other = new HandoverSide(server);
        for (var talks = 0; talks < 60 && !other.HeardAll.IsCompleted; talks++)
        {
            await other.HearAsync(await side.SayAsync());
            await side.HearAsync(await other.SayAsync());
        }

        Assert.True(other.HeardAll.IsCompletedSuccessfully);
        Assert.Equal(
            await watch.ReadAsync(state => state.Log.Count(one => one.Fact is Observed)),
            await server.ReadAsync(state => state.Log.Count(one => one.Fact is Observed)));
    }

    /// <summary>
    /// Both live and cannot hear each other: they make the same call. The one that comes late, and the watch's where it
    /// stands in, says that it may be a repeat.
    /// </summary>
    [Fact]
    public void Call_ThatTheOtherRoomMayHaveMade_IsMarkedAsARepeat()
    {
        var begun = Decided(new RoomState(), "server.1", 0, decider => decider.Hear(Silence(true)));
        var (server, watch, late) = (Told(begun), Told(begun), Told(begun));
        var onTime = Sends(Decided(server, "server.1", 15, _ => { }));
        var standsIn = Sends(Decided(watch, "watch.1", 15, _ => { }));
        var afterwards = Sends(Decided(late, "server.2", 19, _ => { }));
        Assert.All(onTime, one => Assert.Null(one.Repeat));
        Assert.All(standsIn.Concat(afterwards), one => Assert.True(one.Repeat));
        Assert.Equal(onTime.Select(one => one.Message), standsIn.Select(one => one.Message));
        Assert.Equal(onTime.Select(one => one.Message), afterwards.Select(one => one.Message));
        Assert.NotEmpty(onTime);
    }

    private static RoomState Told(IReadOnlyList<Entry> entries)
    {
        var state = new RoomState();
        foreach (var entry in entries) state.Apply(entry);
        return state;
    }

    private static SendBegun[] Sends(IReadOnlyList<Entry> entries) =>
        [.. entries.Select(one => one.Fact).OfType<SendBegun>()];

    private static IReadOnlyList<Entry> Decided(RoomState state, string origin, int second, Action<Decider> decide)
    {
        var decider = new Decider(
            origin, state, TestPlan.View() with { OtherRoom = true }, RoomWorld.Start.AddSeconds(second));
        decide(decider);
        decider.Tick();
        return decider.Entries;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms) await room.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task TalkAsync(ControlRoom one, ControlRoom other, int lost)
    {
        var (first, second) = (new HandoverSide(one), new HandoverSide(other));
        for (var round = 0; round < 4; round++)
        {
            var said = await first.SayAsync();
            if (round < lost) continue;
            await second.HearAsync(said);
            await second.HearAsync(said);
            await first.HearAsync(await second.SayAsync());
        }
    }

    private static async Task<string[]> TimelineAsync(ControlRoom room) => await room.ReadAsync(state =>
        state.Incidents.Values.Single().Timeline.Select(entry => $"{entry.Origin} {entry.Sequence}").ToArray());

    private static Finding Silence(bool firing) => new(
        "storage-down", null, firing, RoomWorld.Start, RoomWorld.Start, null, null, "silence", "no heartbeat");

    private ControlRoom Room(string role)
    {
        var room = new ControlRoom(
            EntrySpool.OpenIn(Path.Combine(_folder.Path, role), role), () => TestPlan.View(), TimeProvider.System,
            NullLogger.Instance);
        room.Start(_ => { });
        _rooms.Add(room);
        return room;
    }
}
