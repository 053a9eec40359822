using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Campaigns;
using Floodgate.Tests.Vouchers;
using Floodgate.Tests.Vouchers.Tills;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Shards;

namespace Floodgate.IntegrationTests.Storage;

/// <summary>
/// One campaign's pool and its three books, each with another rule of refunds, decided by the book's own code: every
/// kind of event that a book writes.
/// </summary>
internal static class ProjectionScript
{
    public const int ChainsOfBooks = 3;
    private const long Day = 1_440 * TillBook.Minute;

    private static readonly Extension Given = new(
        "r1", 0, 30 * TillBook.Minute, BookMaker.OpensMicros, BookMaker.OpensMicros + Day,
        new BilingualText("补时", "given back"), "li", Sample.OpensAt);

    public static IReadOnlyList<JournalRow> Rows { get; } =
        [.. Pool(), .. Book(0, RefundMode.Restore), .. Book(1, RefundMode.Void), .. Book(2, RefundMode.Extend)];

    public static IEnumerable<ChainId> Books =>
        Enumerable.Range(0, ChainsOfBooks).Select(shard => new ChainId(1, shard));

    private static CampaignDefinition Rules(RefundMode mode) => TillBook.With(mode, partial: true) with
    {
        Shards = ChainsOfBooks,
        GrantBudget = Sample.Yuan(1_000),
    };

    private static IReadOnlyList<JournalRow> Book(int shard, RefundMode mode)
    {
        var till = new TillBook(Rules(mode), shard);
        var vouchers = Enumerable.Range(1, 40).Select(person => till.Claim(person, person % 2)).ToArray();
        Use(till, vouchers);
        till.Row(events => ShardDecision.Extend(till.Book, 1, Given.ToJson(), events));
        vouchers = [.. vouchers, .. Enumerable.Range(41, 10).Select(person => till.Claim(person, person % 2))];
        till.Now += Day;
        Use(till, vouchers[20..]);
        Mark(till, vouchers);
        Conflict(till, vouchers);
        Rest(till);
        till.Now += 20 * Day;
        Assert.True(till.Expire() > 0);
        // What is given back to a voucher that has ended is given to the pool.
        var late = till.Redeem(vouchers[3], "late", 30_000, key: 900, offline: BookMaker.OpensMicros + Day);
        if (late.Kind == RedemptionKind.Done) till.Refund(late);
        till.Verify();
        return till.Rows;
    }

    /// <summary>Whole and in part, over several vouchers of one order, given back in every way, and undone.</summary>
    private static void Use(TillBook till, int[] vouchers)
    {
        var first = (ulong)vouchers[0] * 100;
        var whole = Done(till.Redeem(vouchers[0], $"o{first}", 20_000, first + 1));
        var small = Done(till.Redeem(vouchers[1], $"o{first + 1}\0餐", 20_001, first + 2));
        Done(till.Redeem(vouchers[2], $"o{first + 2}", 20_000, first + 3));
        var undone = Done(till.Redeem(vouchers[4], $"o{first + 4}", 25_000, first + 5, store: 2));
        var ended = Done(till.Redeem(vouchers[5], $"o{first + 5}", 20_000, first + 6));
        till.Refund(whole);
        for (var part = 1; part <= 3; part++) till.Refund(small, part < 3 ? 6_667 : null, (ulong)part);
        Assert.Equal(RedemptionKind.Done, till.Undo(undone, store: 2).Kind);
        till.Refund(ended, 5_000);
        till.Mark(vouchers[5], VoucherMark.Void);
        till.Refund(ended, 5_000, key: 2);
    }

    private static void Mark(TillBook till, int[] vouchers)
    {
        foreach (var mark in new[] { VoucherMark.Freeze, VoucherMark.Grant })
            Assert.Equal(RedemptionKind.Done, till.Mark(vouchers[^1], mark));
        till.Mark(vouchers[^2], VoucherMark.Freeze);
        till.Mark(vouchers[^2], VoucherMark.Unfreeze);
        Assert.Equal(RedemptionKind.Done, till.Mark(vouchers[^3], VoucherMark.Void));
    }

    private static void Conflict(TillBook till, int[] vouchers)
    {
        Done(till.Redeem(vouchers[^4], "spent", 20_000, key: 7_001));
        while (till.Redeem(vouchers[^4], $"more{till.Rows.Count}", 20_000, (ulong)till.Rows.Count + 8_000).Kind
            == RedemptionKind.Done)
        {
        }

        Assert.Equal(RedemptionKind.Conflict, till.Redeem(
            vouchers[^4], "twice", 20_000, key: 7_002, store: 3, offline: till.Now - TillBook.Minute).Kind);
    }

    /// <summary>What a book writes besides, and the projection only passes over.</summary>
    private static void Rest(TillBook till) => till.Row(events =>
    {
        BookEvents.Lease(events, EventKind.Released, 0, 1);
        CapEvents.Lease(events, EventKind.CapLeased, "day:2026-11-22", 0);
        CapEvents.Lease(events, EventKind.CapReleased, "day:2026-11-22", 0);
        CapEvents.Counted(events, []);
        BookEvents.Paused(events, new Pause(
            PauseScope.Campaign, null, Sample.OpensAt.AddDays(2), AutoResume: false, new BilingualText("停", "stop"),
            "a test", "li", Sample.OpensAt));
        BookEvents.Resumed(events, "", "over", "li");
        return true;
    });

    private static List<JournalRow> Pool()
    {
        var head = new ChainHead(ChainId.Pool(1), 1, 0, JournalRow.FirstHash);
        var rules = Rules(RefundMode.Restore);
        rules = rules with
        {
            Budget = rules.Budget with { Amount = rules.Budget.Amount * ChainsOfBooks },
            Batches = [.. rules.Batches.Select(batch => batch with { Stock = batch.Stock * ChainsOfBooks })],
        };
        var events = new EventWriter();
        BookEvents.Defined(events, 1, 1, CampaignDocument.WriteJson(rules));
        for (var shard = 0; shard < ChainsOfBooks; shard++)
            for (var batch = 0; batch < rules.Batches.Count; batch++)
                BookEvents.Share(events, EventKind.Granted, batch, shard, rules.Batches[batch].Stock / ChainsOfBooks);
        BookEvents.Extended(events, Given.ToJson());
        return [JournalRow.Create(head, BookMaker.OpensMicros, events.ToArray())];
    }

    private static RedemptionAnswer Done(RedemptionAnswer answer)
    {
        Assert.Equal(RedemptionKind.Done, answer.Kind);
        return answer;
    }
}
