using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
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
