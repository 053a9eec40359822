using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Shards;

namespace Floodgate.Simulation;

/// <summary>What the simulator has found once, each without its seed.</summary>
public sealed class StockAndPauseTests
{
    private static readonly DateTimeOffset Begin = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly StockPool _pool = new(new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash));
    private readonly EventWriter _events = new();

    public StockAndPauseTests() => _pool.Define(Version);

    private static CampaignVersion Version { get; } = new(1, 1, new CampaignDefinition
    {
        Name = new BilingualText("测试", "Test"),
        Shards = 2,
        OpensAt = Begin,
        ClosesAt = Begin.AddDays(1),
        PerPersonLimit = 1,
        Budget = new Money(1_000_000, "CNY"),
        Batches =
        [
            new BatchDefinition
            {
                Id = "b0", Name = new BilingualText("券", "Voucher"), Stock = 1, FaceValue = new Money(1_000, "CNY"),
                Threshold = new Money(2_000, "CNY"), ValidDays = 1,
            },
        ],
    });

    /// <summary>Between recall and grant the other book takes what it gave back, and may not issue it.</summary>
    [Fact]
    public void Stock_WhenAnotherBookWasGrantedSomeSinceTheRecall_IsNotSaidToBeExhausted()
    {
        var recalled = _pool.Batches[0].Granted;
        PoolDecision.Grant(_pool, Ask(shard: 1), _events);
        var reply = PoolDecision.GrantOrEnd(_pool, Ask(shard: 0), recalled, _events);
        Assert.Equal((0, false), (reply.Piece, reply.Exhausted));
    }

    [Fact]
    public void Stock_WhenNothingWasGrantedSinceTheRecall_IsSaidToBeExhausted()
    {
        PoolDecision.Grant(_pool, Ask(shard: 1), _events);
        var recalled = _pool.Batches[0].GrantedTo(1);
        var reply = PoolDecision.GrantOrEnd(_pool, Ask(shard: 0), recalled, _events);
        Assert.Equal((0, true), (reply.Piece, reply.Exhausted));
    }

    /// <summary>A claim and its duplicate both wait, one unit does for them: the other is not gone.</summary>
    [Fact]
    public void Recall_WhenUnitsStayForClaimsThatWait_SaysHowMany()
    {
        var book = new VoucherBook(new ChainHead(new ChainId(1, 0), 1, 0, JournalRow.FirstHash));
        book.Define(Version);
        book.Stock[0].Waiting = 2;
        var reply = ShardDecision.Recall(book, batch: 0, granted: 5, _events);
        Assert.Equal(new RecallReply(Answered: true, Released: 3, Kept: 2), reply);
    }

    /// <summary>
    /// A book that joins in the round that journals a pause, but before it, must not take its older word for the newer:
    /// the row's position is the same for both.
    /// </summary>
    [Fact]
    public void PauseStamp_OfTwoWordsInOneRound_TellsTheNewer()
    {
        var before = (_pool.NextPosition, _pool.PauseChanges);
        var pause = new Pause(
            PauseScope.Campaign, null, Begin.AddDays(1), false, new BilingualText("停", "paused"), "test", "test",
            Begin);
        PoolDecision.Pause(_pool, pause, _events);
        Assert.Equal(before.NextPosition, _pool.NextPosition);
        Assert.True(_pool.PauseChanges > before.PauseChanges);
    }

    [Fact]
    public void PauseStamp_AfterReplay_IsTheSame()
    {
        PoolDecision.Resume(_pool, "", "test", "test", _events);
        var again = new StockPool(new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash));
        again.Define(Version);
        again.Apply(_events.ToArray(), 1, 0);
        Assert.Equal(_pool.PauseChanges, again.PauseChanges);
    }

    private static StockRequest Ask(int shard) => new(shard, Batch: 0, Released: 0, Urgent: true);
}
