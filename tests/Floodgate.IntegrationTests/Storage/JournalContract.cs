using Floodgate.Storage;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>What every engine's journal does. Each engine runs all of it.</summary>
public abstract class JournalContract
{
    private static readonly ChainId One = new(1, 0), Two = new(1, 1), Three = new(1, 2);

    [Fact]
    public async Task Campaign_GetsItsNumberAtFirstSight_AndKeepsIt()
    {
        await using var store = await OpenAsync();
        var journal = store.Journal;
        Assert.Equal(1, journal.Register("spring"));
        Assert.Equal(2, journal.Register("夏"));
        Assert.Equal(1, journal.Register("spring"));
        Assert.Equal([new(1, "spring"), new(2, "夏")], journal.Campaigns());
    }

    [Fact]
    public async Task Campaigns_RegisteredAtOnce_GetDifferentNumbers()
    {
        await using var store = await OpenAsync();
        var numbers = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(i => Task.Run(() => store.Journal.Register($"campaign-{i % 8}"))));
        Assert.Equal(Enumerable.Range(1, 8), numbers.Distinct().Order());
    }

    [Fact]
    public async Task Epoch_RisesEachTimeItIsTaken_AndSaysWhereTheChainEnds()
    {
        await using var store = await OpenAsync();
        var first = store.Journal.TakeEpoch(One);
        Assert.Equal((1L, 0L), (first.Epoch, first.Position));
        Assert.Equal(JournalRow.FirstHash, first.Hash);
        var row = Row(first, [1]);
        Assert.Equal([CommitOutcome.Committed], Commit(store.Journal, row));
        var second = store.Journal.TakeEpoch(One);
        Assert.Equal((2L, 1L), (second.Epoch, second.Position));
        Assert.Equal(row.Hash, second.Hash);
    }

    [Fact]
    public async Task Owners_AreWhoTookTheEpochLast()
    {
        await using var store = await OpenAsync();
        store.Journal.TakeEpoch(Two);
        store.Journal.TakeEpoch(One);
        store.Journal.TakeEpoch(Two);
        var node = store.Journal.NeedsHold ? "one" : "";
        Assert.Equal([new(One, 1, node), new ChainOwner(Two, 2, node)], store.Journal.Owners());
    }

    [Fact]
    public async Task Row_OfAnOlderEpoch_IsFenced_AndTheOthersAreWritten()
    {
        await using var store = await OpenAsync();
        var journal = store.Journal;
        var heads = new[] { journal.TakeEpoch(One), journal.TakeEpoch(Two), journal.TakeEpoch(Three) };
        journal.TakeEpoch(Two);
        var outcomes = Commit(journal, Row(heads[0], [1]), Row(heads[1], [2]), Row(heads[2], [3]));
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Fenced, CommitOutcome.Committed], outcomes);
        Assert.Single(journal.Read(One, 0));
        Assert.Empty(journal.Read(Two, 0));
        Assert.Single(journal.Read(Three, 0));
    }

    [Fact]
    public async Task Row_ThatIsNotTheNext_IsFenced()
    {
        await using var store = await OpenAsync();
        var head = store.Journal.TakeEpoch(One);
        var row = Row(head, [1]);
        Assert.Equal([CommitOutcome.Committed], Commit(store.Journal, row));
        Assert.Equal([CommitOutcome.Fenced], Commit(store.Journal, row));
        var gap = Row(head with { Position = 2, Hash = row.Hash }, [2]);
        Assert.Equal([CommitOutcome.Fenced], Commit(store.Journal, gap));
        Assert.Single(store.Journal.Read(One, 0));
    }

    [Fact]
    public async Task HeldHead_IsItsChainsOwn_UntilAnotherTakesTheEpoch()
    {
        await using var store = await OpenAsync();
        var journal = store.Journal;
        var (lost, kept, writing) = (journal.TakeEpoch(One), journal.TakeEpoch(Two), journal.TakeEpoch(Three));
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], Held(journal, [], lost, kept));
        journal.TakeEpoch(One);
        Assert.Equal([CommitOutcome.Fenced, CommitOutcome.Committed], Held(journal, [], lost, kept));
        Assert.Equal(
            [CommitOutcome.Committed, CommitOutcome.Fenced, CommitOutcome.Committed],
            Held(journal, [Row(writing, [7])], lost, kept));
        Assert.Single(journal.Read(Three, 0));
    }

    [Fact]
    public async Task ManyRows_AreReadBack_InOrderAndUnchanged_FromAnyPlace()
    {
        const int count = 700;
        await using var store = await OpenAsync();
        var (head, other) = (store.Journal.TakeEpoch(One), store.Journal.TakeEpoch(Two));
        var written = new List<JournalRow>();
        for (var i = 0; i < count; i++)
        {
            var row = Row(head, [(byte)i, (byte)(i >> 8)]);
            var beside = Row(other, [0]);
            Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed], Commit(store.Journal, row, beside));
            (head, other) = (After(head, row), After(other, beside));
            written.Add(row);
        }

        foreach (var from in (int[])[0, 1, 255, 256, 257, 511, 512, 699, 700])
        {
            var read = store.Journal.Read(One, from).ToList();
            Assert.Equal(written.Skip(from).Select(row => row.Position), read.Select(row => row.Position));
            Assert.All(read, row => Assert.Equal(written[(int)row.Position - 1].Body, row.Body));
        }

        Assert.True(store.Journal.Read(One, 0).First().Follows(0, JournalRow.FirstHash));
    }

    [Fact]
    public async Task LargeBody_IsKeptAsItIs()
    {
        await using var store = await OpenAsync();
        var body = new byte[400_000];
        new Random(5).NextBytes(body);
        Assert.Equal([CommitOutcome.Committed], Commit(store.Journal, Row(store.Journal.TakeEpoch(One), body)));
        Assert.Equal(body, store.Journal.Read(One, 0).Single().Body);
    }

    [Fact]
    public async Task Touch_MeansNothing_AndWorksAgain()
    {
        await using var store = await OpenAsync();
        for (var i = 0; i < 3; i++) store.Journal.Touch();
        Assert.Empty(store.Journal.Campaigns());
    }

    [Fact]
    public async Task Journal_OpenedAgain_HoldsWhatWasCommitted()
    {
        await using var store = await OpenAsync();
        var row = Row(store.Journal.TakeEpoch(One), [9]);
        store.Journal.Register("spring");
        Assert.Equal([CommitOutcome.Committed], Commit(store.Journal, row));
        store.Reopen();
        Assert.Equal(row.Hash, store.Journal.Read(One, 0).Single().Hash);
        Assert.Equal((2L, 1L), (store.Journal.TakeEpoch(One) is var head ? head.Epoch : 0, head.Position));
        Assert.Equal(1, store.Journal.Register("spring"));
    }

    private protected abstract Task<JournalStore> OpenAsync();

    private protected static JournalRow Row(ChainHead head, byte[] body) => JournalRow.Create(head, 1_000_000, body);

    private protected static ChainHead After(ChainHead head, JournalRow row) =>
        head with { Position = row.Position, Hash = row.Hash };

    private protected static CommitOutcome[] Commit(IJournal journal, params JournalRow[] rows) => Held(journal, rows);

    private protected static CommitOutcome[] Held(IJournal journal, JournalRow[] rows, params ChainHead[] held)
    {
        var outcomes = new CommitOutcome[rows.Length + held.Length];
        journal.Commit(rows, held, outcomes);
        return outcomes;
    }
}

/// <summary>A journal in a fresh store of its own.</summary>
internal sealed class JournalStore(Func<IJournal> open, Func<ValueTask>? end = null) : IAsyncDisposable
{
    public IJournal Journal { get; private set; } = open();

    public void Reopen()
    {
        ((IDisposable)Journal).Dispose();
        Journal = open();
    }

    public async ValueTask DisposeAsync()
    {
        ((IDisposable)Journal).Dispose();
        if (end is not null) await end();
    }
}
