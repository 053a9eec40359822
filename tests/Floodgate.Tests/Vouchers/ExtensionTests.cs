using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;
using Floodgate.Vouchers.Snapshots;

namespace Floodgate.Tests.Vouchers;

public sealed class ExtensionTests
{
    private const long Minute = 60_000_000;
    private static readonly long From = BookMaker.OpensMicros + (10 * Minute);
    private static readonly long Until = From + (30 * Minute);

    [Theory]
    [InlineData(-60, 60, true)] // Held when it began, good beyond it.
    [InlineData(5, 60, true)] // Claimed while it lasted.
    [InlineData(31, 60, false)] // Claimed when it was over.
    [InlineData(-60, -5, false)] // Expired before it began.
    [InlineData(-60, 5, true)] // Expired while nobody could use it.
    public void Extension_IsForWhatWasHeldWhileItWasLost(int claimedMinutes, int goodMinutes, bool given)
    {
        var (claimed, good) = (From + (claimedMinutes * Minute), From + (goodMinutes * Minute));
        var list = ExtensionList.None.With(Given("r1"));
        Assert.Equal(given ? good + (30 * Minute) : good, list.Until(good, 0, claimed).UntilMicros);
    }

    [Fact]
    public void Extensions_AddUp_AndKeepToTheirBatch()
    {
        var list = ExtensionList.None.With(Given("r1")).With(Given("r2") with { Batch = 1, AddMicros = Minute });
        Assert.Equal(Until + (31 * Minute), list.Until(Until, 1, From).UntilMicros);
        Assert.Equal(Until + (30 * Minute), list.Until(Until, 0, From).UntilMicros);
    }

    [Fact]
    public void Pool_AskedTwiceByOneRun_GivesOnce()
    {
        var (pool, events) = (Pool(), new EventWriter());
        var first = PoolDecision.Extend(pool, Given("r1"), events);
        var length = events.Length;
        var again = PoolDecision.Extend(pool, Given("r1") with { AddMicros = 7 * Minute }, events);
        Assert.Equal((ExtendKind.Everywhere, 1), (first.Kind, first.Number));
        Assert.Equal(first, again);
        Assert.Equal(length, events.Length);
        Assert.Equal(2, PoolDecision.Extend(pool, Given("r2"), events).Number);
    }

    [Fact]
    public void Pool_HasALimitOfExtensions()
    {
        var (pool, events) = (Pool(), new EventWriter());
        for (var i = 0; i < Extension.CampaignMax; i++)
            Assert.Equal(ExtendKind.Everywhere, PoolDecision.Extend(pool, Given($"r{i}"), events).Kind);
        Assert.Equal(ExtendKind.TooMany, PoolDecision.Extend(pool, Given("one more"), events).Kind);
        Assert.Equal(ExtendKind.Everywhere, PoolDecision.Extend(pool, Given("r0"), events).Kind);
    }

    [Fact]
    public void Shard_TakesThemInOrderAndEachOnce()
    {
        var (book, events) = (BookMaker.With(stock: 3), new EventWriter());
        Assert.False(ShardDecision.Extend(book, 2, Given("r2").ToJson(), events));
        Assert.Equal(0, events.Length);
        Assert.True(ShardDecision.Extend(book, 1, Given("r1").ToJson(), events));
        var length = events.Length;
        Assert.True(ShardDecision.Extend(book, 1, Given("r1").ToJson(), events));
        Assert.Equal(length, events.Length);
        Assert.Equal("r1", Assert.Single(book.Extensions.All).Run);
    }

    [Fact]
    public void Book_ReplayedAndFromASnapshot_HasTheSameExtensions()
    {
        var (book, events) = (BookMaker.With(stock: 3), new EventWriter());
        ShardDecision.Extend(book, 1, Given("r1").ToJson(), events);
        var replayed = new VoucherBook(new ChainHead(new ChainId(1, 0), 1, 0, JournalRow.FirstHash));
        replayed.Apply(events.ToArray(), 1, From);
        Assert.Equal(book.Extensions.All, replayed.Extensions.All);

        using var file = new MemoryStream();
        SnapshotFile.Write(file, book);
        file.Position = 0;
        Assert.Equal(book.Extensions.All, SnapshotFile.Read(file, book.Head.Chain).Extensions.All);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"run":"r","addMicros":-5,"afterMicros":0,"beforeMicros":0}""")]
    public void Extension_ThatSaysNothing_IsRefused(string json) =>
        Assert.Throws<InvalidDataException>(() => Extension.FromJson(System.Text.Encoding.UTF8.GetBytes(json)));

    private static StockPool Pool()
    {
        var pool = new StockPool(new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash));
        pool.Define(BookMaker.Version(1, Sample.Campaign));
        return pool;
    }

    private static Extension Given(string run) => new(
        run, null, 30 * Minute, From, Until, new BilingualText("补时", "given back"), "li", UnixTime.ToTime(Until));
}
