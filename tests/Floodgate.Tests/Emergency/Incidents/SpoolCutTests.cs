using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class SpoolCutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string SpoolPath => Path.Combine(_folder, "server.1.entries");

    public void Dispose() => _folder.Dispose();

    /// <summary>Whatever the new file holds when the process dies: until it is in place the old one counts.</summary>
    [Fact]
    public void Cut_BrokenOffAtAnyByte_LosesNothing()
    {
        var entries = Entries(("a", 3), ("b", 3));
        using (var spool = EntrySpool.Open(SpoolPath)) spool.Append(entries);
        var state = Replay(entries);
        state.LetGo([state.Find("a")!]);
        var rewritten = EntrySpool.Rewritten(state.Cut, state.Log);
        for (var length = 0; length <= rewritten.Length; length += 7)
        {
            File.WriteAllBytes(SpoolPath + ".new", rewritten[..length]);
            using var again = EntrySpool.Open(SpoolPath);
            Assert.Equal(entries.Select(Name), again.Entries.Select(Name));
            Assert.Equal(0, again.Damaged);
        }

        // In its place, whole: the end of the way.
        File.Move(SpoolPath + ".new", SpoolPath, overwrite: true);
        File.WriteAllBytes(SpoolPath, rewritten);
        using var cut = EntrySpool.Open(SpoolPath);
        Assert.Equal(["b 4", "b 5", "b 6"], cut.Entries.Select(Name));
        Assert.Equal((1, 6L), (cut.Cut.Cuts, cut.Cut.Last["server"]));
        Assert.Equal("a", Assert.Single(cut.Cut.Past).Id);
    }

    [Fact]
    public void Spool_AfterACut_GoesOnWhereItWas()
    {
        var entries = Entries(("a", 2), ("b", 2));
        using (var spool = EntrySpool.Open(SpoolPath))
        {
            spool.Append(entries);
            var before = spool.Bytes;
            var state = Replay(entries);
            state.LetGo([state.Find("a")!]);
            spool.Rewrite(state.Cut, state.Log);
            Assert.True(spool.Bytes < before + 2_000);
            spool.Append([Said("b", 5)]);
        }

        using var again = EntrySpool.Open(SpoolPath);
        Assert.Equal(["b 3", "b 4", "b 5"], again.Entries.Select(Name));
        var replayed = new RoomState(again.Cut);
        foreach (var entry in again.Entries) Assert.True(replayed.Apply(entry));
        Assert.Equal(5, replayed.LastOf("server"));
        Assert.False(File.Exists(SpoolPath + ".new"));
    }

    /// <summary>Another room, or old messages, tell again what was let go: it does not come back.</summary>
    [Fact]
    public void Entries_ThatWereLetGo_AreKnownForEver()
    {
        var state = Replay(Entries(("a", 3), ("b", 1)), "watch");
        state.LetGo([state.Find("a")!]);
        var decider = new Decider("server", state, TestPlan.View(), RoomWorld.Start.AddDays(8));
        decider.Adopt([.. Entries(("a", 3), ("b", 1)).Select(entry => entry with { Origin = "watch" })]);
        Assert.Empty(decider.Entries);
        Assert.Null(state.Find("a"));
        decider.Adopt([Said("b", 5) with { Origin = "watch" }]);
        Assert.Single(decider.Entries);
    }

    [Fact]
    public async Task Room_LetsGoOnlyWhatIsOverAndSafe()
    {
        var spool = EntrySpool.OpenIn(_folder, "server");
        spool.Append([.. Entries(("a", 2), ("b", 2)).Select(entry => entry with { Origin = spool.Origin })]);
        spool.Append([new Entry(
            spool.Origin, 5, RoomWorld.Start.AddMinutes(5), "a", "person:li", new Resolved("done"))]);
        spool.Dispose();
        await using var room = new ControlRoom(
            EntrySpool.OpenIn(_folder, "server"), () => TestPlan.View(), TimeProvider.System, NullLogger.Instance)
        {
            Active = false,
        };
        room.Start(_ => { });
        var log = room.Log;
        Assert.Equal(0, await room.LetGoAsync(() => false, _ => true));
        Assert.Equal(log, room.Log);
        Assert.Equal(1, await room.LetGoAsync(() => true, _ => true));
        Assert.NotEqual(log, room.Log);
        Assert.Equal(["b"], await room.ReadAsync(state => state.Incidents.Keys.ToArray()));
    }

    [Fact]
    public void Incidents_AreKeptForAWhileAndNotForEver()
    {
        var state = Replay(Entries(("a", 1), ("b", 1)));
        state.Apply(new Entry("server", 3, RoomWorld.Start, "a", "x", new Resolved("done")));
        state.Apply(new Entry("server", 4, RoomWorld.Start, "a", "x", new Closed("r-a")));
        Assert.Empty(OldIncidents.In(state, RoomWorld.Start.AddDays(6)));
        Assert.Equal(["a"], OldIncidents.In(state, RoomWorld.Start.AddDays(8)));
    }

    private static string Name(Entry entry) => $"{entry.Incident} {entry.Sequence}";

    private static RoomState Replay(IEnumerable<Entry> entries, string origin = "server")
    {
        var state = new RoomState();
        foreach (var entry in entries) state.Apply(entry with { Origin = origin });
        return state;
    }

    private static List<Entry> Entries(params (string Incident, int Count)[] incidents)
    {
        var entries = new List<Entry>();
        foreach (var (incident, count) in incidents)
        {
            entries.Add(new Entry(
                "server", entries.Count + 1, RoomWorld.Start, incident, "plan",
                new Opened("failure", null, null, Floodgate.Emergency.Plans.ResponseLevel.III, TestPlan.Text("x"),
                    TestPlan.Text("y"), TestPlan.Version, RoomWorld.Start, [])));
            for (var i = 1; i < count; i++) entries.Add(Said(incident, entries.Count + 1));
        }

        return entries;
    }

    private static Entry Said(string incident, long sequence) =>
        new("server", sequence, RoomWorld.Start.AddSeconds(sequence), incident, "person:li", new Said("well"));
}
