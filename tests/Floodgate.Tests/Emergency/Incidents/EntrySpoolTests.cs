using CsCheck;
using Floodgate.Emergency.Incidents;
using Floodgate.Tests.Access;

namespace Floodgate.Tests.Emergency.Incidents;

public sealed class EntrySpoolTests
{
    /// <summary>Cut off at any byte, what was whole is there, and it can be gone on with.</summary>
    [Fact]
    public void Open_AfterACrashAtAnyWrite_HasEveryWholeLine()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "spool", "room.log");
        var entries = Many(12);
        using (var spool = EntrySpool.Open(path)) spool.Append(entries);
        var bytes = File.ReadAllBytes(path);

        for (var length = 0; length <= bytes.Length; length += 7)
        {
            File.WriteAllBytes(path, bytes[..length]);
            var whole = bytes.AsSpan(0, length).Count((byte)'\n');
            using (var cut = EntrySpool.Open(path))
            {
                Assert.Equal(entries.Take(whole), cut.Entries);
                cut.Append([entries[0] with { Sequence = 99 }]);
            }

            using var again = EntrySpool.Open(path);
            Assert.Equal((whole + 1, 0), (again.Entries.Count, again.Damaged));
        }
    }

    [Fact]
    public void Open_WithADamagedLine_KeepsTheOthersAndCounts() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[20, 80]).Sample((line, place) =>
        {
            using var folder = new TemporaryFolder();
            var path = Path.Combine(folder.Path, "room.log");
            using (var spool = EntrySpool.Open(path)) spool.Append(Many(12));
            var lines = File.ReadAllLines(path);
            lines[line] = lines[line][..place] + '~' + lines[line][(place + 1)..];
            File.WriteAllLines(path, lines);

            using var opened = EntrySpool.Open(path);
            Assert.Equal((11, 1), (opened.Entries.Count, opened.Damaged));
        }, iter: 40);

    /// <summary>With any one entry lost, the rest of a busy incident still opens, and it goes on.</summary>
    [Fact]
    public void State_WithAnyEntryLost_CanBeReadAndGoneOnWith()
    {
        var world = new RoomWorld();
        world.Fire();
        world.Advance(TimeSpan.FromMinutes(2));
        world.Order("wang", new Order.Acknowledge());
        world.Clear();
        var entries = world.Entries.ToArray();
        for (var lost = 0; lost < entries.Length; lost++)
        {
            var state = new RoomState();
            foreach (var entry in entries.Where((_, place) => place != lost)) state.Apply(entry);
            var decider = new Decider("server", state, TestPlan.View(), world.Now.AddMinutes(1));
            decider.Tick();
            Assert.Equal(lost == 0 ? 0 : 1, state.Incidents.Count);
        }
    }

    private static Entry[] Many(int count) =>
    [
        .. Enumerable.Range(1, count).Select(number => new Entry(
            "server", number, RoomWorld.Start.AddSeconds(number), "20261123-01", "person:li",
            new Said($"第 {number} 条"))),
    ];
}
