using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents.Lead;

/// <summary>A room that follows keeps everything and does nothing; made active it goes on.</summary>
public sealed class FollowingRoomTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<ControlRoom> _rooms = [];
    private readonly List<(string Room, string Message, bool Repeat)> _sent = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Call_BegunByTheLead_IsMadeByItAlone()
    {
        var (lead, follower) = (Room("lead", active: true), Room("follower", active: false));
        await lead.AskAsync(decider => { decider.Hear(Signal()); return 0; });
        await _first.Task;
        await TellAsync(lead, follower);
        Assert.Equal(await BegunAsync(lead), await BegunAsync(follower));
        await SettledAsync(lead);
        lock (_sent) Assert.All(_sent, one => Assert.Equal("lead", one.Room));
    }

    /// <summary>What the lead had under way when it died goes out under its own name, as a repeat.</summary>
    [Fact]
    public async Task Call_LeftByTheLead_IsMadeByTheNextUnderTheSameName()
    {
        var follower = Room("follower", active: false);
        var begun = Decided("server.dead", decider => decider.Hear(Signal()));
        await follower.AskAsync(decider => { decider.Adopt(begun); return 0; });
        await SettledAsync(follower);
        lock (_sent) Assert.Empty(_sent);
        var pages = Pages(follower, "follower");
        await follower.AskAsync(decider =>
        {
            follower.Active = true;
            pages.SendLeft(decider.State);
            return 0;
        });
        await _first.Task;
        var left = begun.Select(one => one.Fact).OfType<SendBegun>().Select(one => one.Message).ToArray();
        lock (_sent)
        {
            Assert.True(_sent[0].Repeat);
            Assert.Contains(_sent[0].Message, left);
        }
    }

    /// <summary>Nobody is called before the others were told, however they come to hang.</summary>
    [Fact]
    public async Task Call_WaitsUntilTheOthersWereTold()
    {
        var told = new TaskCompletionSource();
        var room = Room("lead", active: true, () => told.Task);
        await room.AskAsync(decider => { decider.Hear(Signal()); return 0; });
        await SettledAsync(room);
        lock (_sent) Assert.Empty(_sent);
        told.SetResult();
        await _first.Task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in _rooms) await room.DisposeAsync();
        _folder.Dispose();
    }

    private ControlRoom Room(string name, bool active, Func<Task>? told = null)
    {
        var room = new ControlRoom(
            EntrySpool.OpenIn(Path.Combine(_folder.Path, name), "server"), () => TestPlan.View(), TimeProvider.System,
            NullLogger.Instance)
        { Active = active };
        room.Written += Pages(room, name, told).Send;
        room.Start(_ => { });
        _rooms.Add(room);
        return room;
    }

    private PageDispatcher Pages(ControlRoom room, string name, Func<Task>? told = null) => new(
        room,
        new PageWays(
            (order, _) =>
            {
                lock (_sent) _sent.Add((name, order.Message, order.Repeat));
                _first.TrySetResult();
                return Task.FromResult<string?>(null);
            },
            (_, _) => Task.FromResult<string?>(null), TestPlan.View().ContactOf, _ => null, () => { }),
        TimeProvider.System, NullLogger.Instance, told);

    private static IReadOnlyList<Entry> Decided(string origin, Action<Decider> decide)
    {
        var decider = new Decider(origin, new RoomState(), TestPlan.View(), RoomWorld.Start);
        decide(decider);
        return [.. decider.Entries];
    }

    private static Task<string[]> BegunAsync(ControlRoom room) => room.ReadAsync(
        state => state.Log.Select(one => one.Fact).OfType<SendBegun>().Select(one => one.Message).ToArray());

    private static async Task TellAsync(ControlRoom one, ControlRoom other)
    {
        var (first, second) = (new HandoverSide(one), new HandoverSide(other));
        await second.HearAsync(await first.SayAsync());
        await first.HearAsync(await second.SayAsync());
    }

    /// <summary>What was begun before has ended: rounds go one after the other.</summary>
    private static async Task SettledAsync(ControlRoom room)
    {
        for (var i = 0; i < 3; i++) await room.ReadAsync(_ => true);
        await Task.Yield();
    }

    private static Finding Signal() => new(
        "storage-down", null, true, RoomWorld.Start, RoomWorld.Start, null, null, "storage-down", "no storage");
}
