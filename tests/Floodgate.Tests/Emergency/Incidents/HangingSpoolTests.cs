using CsCheck;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;
using Microsoft.Extensions.Logging.Abstractions;

namespace Floodgate.Tests.Emergency.Incidents;

/// <summary>B16: the spool's disk hangs, refuses, comes back, and the process dies at any of its writes.</summary>
public sealed class HangingSpoolTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Pages_GoOut_WhileTheDiskOfTheSpoolHangs()
    {
        using var folder = new TemporaryFolder();
        using var disk = new Disk();
        await using var room = Room(folder, disk);
        var called = new List<string>();
        room.Written += (entries, _) => called.AddRange(entries.Select(one => one.Fact).OfType<SendBegun>()
            .Select(one => one.Person));
        room.Start(_ => { });
        disk.Hang();
        await room.AskAsync(decider => { decider.Hear(Signal); return 0; }).WaitAsync(Generous);
        Assert.Contains("li", called);
        Assert.NotNull(room.BehindSince);
        Assert.True(room.Unspooled > 0);

        // An answer is taken as well, and an order waits for nothing.
        await room.AskAsync(decider => decider.Carry(
            decider.State.Live.Single().Id, new Person("li", new HashSet<string>(), "link"), new Order.Acknowledge()))
            .WaitAsync(Generous);
        Assert.True(await room.ReadAsync(state => state.Live.Single().AcknowledgedBy.ContainsKey("li")));
        disk.Answer();
        await SettledAsync(room);
        Assert.Null(room.BehindSince);
        Assert.Equal(await LogAsync(room), OnDisk(folder));
    }

    /// <summary>What the timeline says of it stands in the timeline that is on disk afterwards.</summary>
    [Fact]
    public async Task Silence_OfTheSpool_IsSaidAndItsEndToo()
    {
        using var folder = new TemporaryFolder();
        using var disk = new Disk();
        await using var room = Room(folder, disk, new RoomOptions { SpoolSilenceSaidSeconds = 1 });
        room.Start(_ => { });
        await room.AskAsync(decider => { decider.Hear(Signal); return 0; });
        disk.Hang();
        await room.AskAsync(decider => { decider.Note(decider.State.Live.Single().Id, "test", "x"); return 0; });
        await UntilSaidAsync(room, "has not taken anything since");
        disk.Answer();
        await UntilSaidAsync(room, "answers again after");
        await SettledAsync(room);
        Assert.Equal(await LogAsync(room), OnDisk(folder));
    }

    [Fact]
    public Task Spool_AfterAnyWeather_HoldsEveryEntryOnceAndInOrder() =>
        Gen.Int[0, 5].Array[1, 14].SampleAsync(async weather =>
        {
            using var folder = new TemporaryFolder();
            using var disk = new Disk();
            await using var room = Room(folder, disk, new RoomOptions { SpoolWaitMilliseconds = 50 });
            room.Start(_ => { });
            await room.AskAsync(decider => { decider.Hear(Signal); return 0; });
            foreach (var kind in weather)
            {
                if (kind == 0) disk.Hang();
                else if (kind == 1) disk.Refuse();
                else if (kind == 2) disk.Answer();
                else await room.AskAsync(decider =>
                {
                    decider.Note(decider.State.Live.Single().Id, "test", $"{kind}");
                    return 0;
                }).WaitAsync(Generous);
            }

            disk.Answer();
            await SettledAsync(room);
            var log = await LogAsync(room);
            Assert.Equal(log.Count, log.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(log, OnDisk(folder));
        }, iter: 25, threads: 1);

    /// <summary>
    /// Dies at each moment of a night with a disk that hangs: what goes out again had no end on record, has its old
    /// name and says that it is a repeat; what the watch knows is not done twice; no two entries have one name.
    /// </summary>
    [Fact]
    public async Task Process_DyingAtAnyWrite_SendsAgainOnlyWhatHasNoEnd_UnderItsOldName()
    {
        var night = await NightAsync();
        for (var moment = 0; moment <= night.Count; moment++)
        {
            var before = night.Take(moment).ToArray();
            var all = before.Where(one => one.Kind == "decided").SelectMany(one => one.Entries).ToArray();
            var written = before.Where(one => one.Kind == "written").SelectMany(one => one.Entries).ToArray();
            Assert.Equal(all.Take(written.Length).Select(Name), written.Select(Name));
            foreach (var watchHasIt in new[] { false, true })
            {
                var state = new RoomState();
                foreach (var entry in written) state.Apply(EntryJson.Read(EntryJson.Write(entry)));
                var decider = new Decider(
                    "server.again", state, TestPlan.View() with { OtherRoom = true }, night[^1].At.AddSeconds(30));
                if (watchHasIt) decider.Adopt(all);
                var known = watchHasIt ? all : written;
                Check(decider, state, known, all);
            }
        }
    }

    private static void Check(Decider decider, RoomState state, Entry[] known, Entry[] all)
    {
        var begun = known.Select(one => one.Fact).OfType<SendBegun>().Select(one => one.Message).ToHashSet();
        var ended = known.Select(one => one.Fact).OfType<SendEnded>().Select(one => one.Message).ToHashSet();
        // What SendLeft takes: marked as a repeat, always.
        var left = state.Live.SelectMany(one => one.Sends.Values).Where(one => !one.Ended)
            .Select(one => one.Begun.Message).ToHashSet();
        Assert.Equal(begun.Except(ended).Order(), left.Order());
        // Sent again, they may fail again, and go on to a channel that the dead process has tried already.
        foreach (var incident in state.Live.ToArray())
            foreach (var message in left) decider.EndSend(incident.Id, message, "no answer in time");
        decider.Tick();
        var fresh = decider.Entries.Where(one => one.Origin == "server.again").ToArray();
        Assert.Empty(fresh.Select(Name).Intersect(all.Select(Name)));
        foreach (var again in fresh.Select(one => one.Fact).OfType<SendBegun>())
        {
            Assert.DoesNotContain(again.Message, begun);
            // It went out when nothing but the dead process knew: the same call is known as the same.
            var sent = all.Select(one => one.Fact).OfType<SendBegun>().Any(one => one.Message == again.Message);
            Assert.True(!sent || again.Repeat == true, $"{again.Message} goes out again as if for the first time");
        }
    }

    /// <summary>An incident, its calls, answers of channels; the disk hangs in the middle and comes back.</summary>
    private static async Task<List<Moment>> NightAsync()
    {
        using var folder = new TemporaryFolder();
        using var disk = new Disk();
        var night = new List<Moment>();
        await using var room = Room(folder, disk, new RoomOptions { SpoolWaitMilliseconds = 50 });
        room.Written += (entries, _) =>
        {
            lock (night) night.Add(new Moment("decided", [.. entries], entries[^1].At));
        };
        room.Spooled += entries =>
        {
            lock (night) night.Add(new Moment("written", [.. entries], entries[^1].At));
        };
        room.Start(_ => { });
        await room.AskAsync(decider => { decider.Hear(Signal); return 0; });
        await EndSendsAsync(room, 1, fault: null);
        disk.Hang();
        await room.AskAsync(decider => { decider.Hear(Signal with { Key = "more", Campaign = "b" }); return 0; });
        // The next channel of each is tried from memory only.
        await EndSendsAsync(room, 9, "no answer in time");
        await EndSendsAsync(room, 1, fault: null);
        disk.Answer();
        await SettledAsync(room);
        // In the order of deciding: the writer tells of its part before the loop does of the same entries.
        lock (night)
        {
            return
            [
                .. night.OrderBy(one => one.Entries[^1].Sequence).ThenBy(one => one.Kind, StringComparer.Ordinal),
            ];
        }
    }

    private static Task<int> EndSendsAsync(ControlRoom room, int most, string? fault) => room.AskAsync(decider =>
    {
        var incident = decider.State.Live.Single();
        foreach (var send in incident.Sends.Values.Where(one => !one.Ended).Take(most).ToArray())
            decider.EndSend(incident.Id, send.Begun.Message, fault);
        return 0;
    });

    private static Finding Signal => new(
        "storage-down", "autumn", true, RoomWorld.Start, RoomWorld.Start, 1, 0, "storage-down/autumn", "evidence");

    private static string Name(Entry entry) => $"{entry.Origin} {entry.Sequence}";

    private static ControlRoom Room(TemporaryFolder folder, Disk disk, RoomOptions? options = null) => new(
        EntrySpool.Open(Path.Combine(folder.Path, "server.1.entries"), disk.Sync), () => TestPlan.View(),
        TimeProvider.System, NullLogger.Instance, options);

    private static Task<List<string>> LogAsync(ControlRoom room) =>
        room.ReadAsync(state => state.Log.Select(Name).ToList());

    private static List<string> OnDisk(TemporaryFolder folder)
    {
        var copy = Path.Combine(folder.Path, "copy.entries");
        File.Copy(Path.Combine(folder.Path, "server.1.entries"), copy, overwrite: true);
        using var spool = EntrySpool.Open(copy);
        Assert.Equal(0, spool.Damaged);
        return [.. spool.Entries.Select(Name)];
    }

    private static async Task SettledAsync(ControlRoom room)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        do
        {
            await room.ReadAsync(_ => 0).WaitAsync(Generous);
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < Generous, "the spool does not settle");
        }
        while (room.Unspooled > 0);
    }

    private static async Task UntilSaidAsync(ControlRoom room, string words)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await room.ReadAsync(state => state.Log.Any(one => one.Fact is Observed said
            && said.Text.Contains(words, StringComparison.Ordinal))))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Generous, $"never said: {words}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    private sealed record Moment(string Kind, Entry[] Entries, DateTimeOffset At);

    /// <summary>A disk that answers, hangs or refuses when it is told to.</summary>
    private sealed class Disk : IDisposable
    {
        private readonly ManualResetEventSlim _answers = new(true);
        private volatile bool _refuses;

        public void Hang() => _answers.Reset();

        public void Refuse() => (_refuses, _) = (true, Open());

        public void Answer() => (_refuses, _) = (false, Open());

        public void Sync(FileStream file)
        {
            _answers.Wait();
            if (_refuses) throw new IOException("the disk refuses");
            file.Flush(flushToDisk: true);
        }

        public void Dispose() => Answer();

        private bool Open()
        {
            _answers.Set();
            return true;
        }
    }
}
