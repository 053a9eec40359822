using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Tests.Campaigns;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Redemptions;
using Floodgate.Vouchers.Verification;

namespace Floodgate.Tests.Vouchers.Tills;

/// <summary>
/// A book with its journal, driven row by row; what it holds can be compared with its own replay and the verifier's.
/// </summary>
internal sealed class TillBook
{
    public const long Minute = 60_000_000;
    private readonly List<JournalRow> _rows = [];
    private readonly EventWriter _events = new();

    public TillBook(CampaignDefinition? campaign = null, int shard = 0)
    {
        Book = new VoucherBook(new ChainHead(new ChainId(1, shard), 1, 0, JournalRow.FirstHash));
        Now = BookMaker.OpensMicros;
        var definition = campaign ?? Sample.Campaign;
        Row(events =>
        {
            BookEvents.Defined(events, 1, 1, CampaignDocument.WriteJson(definition));
            Book.Define(BookMaker.Version(1, definition));
            for (var batch = 0; batch < definition.Batches.Count; batch++)
            {
                BookEvents.Lease(events, EventKind.Leased, batch, definition.Batches[batch].Stock);
                Book.Stock[batch].Receive(definition.Batches[batch].Stock);
            }

            return true;
        });
    }

    public VoucherBook Book { get; }

    public long Now { get; set; }

    public IReadOnlyList<JournalRow> Rows => _rows;

    public static CampaignDefinition With(
        RefundMode mode = RefundMode.Restore, bool partial = false,
        Func<RedemptionRules, RedemptionRules>? rules = null) =>
        Sample.Campaign with
        {
            RefundMode = mode,
            PerPersonLimit = 100,
            Redemption = (rules ?? (one => one))(RedemptionRules.Default),
            Batches =
            [
                .. Sample.Campaign.Batches.Select(batch => batch with { Partial = partial, PerPersonLimit = 50 }),
            ],
        };

    /// <summary>The same campaign with another threshold.</summary>
    public static CampaignDefinition Above(CampaignDefinition campaign, long cents) => campaign with
    {
        Batches =
        [
            .. campaign.Batches.Select(batch => batch with { Threshold = batch.Threshold with { Amount = cents } }),
        ],
    };

    /// <summary>A voucher of the batch; its number.</summary>
    public int Claim(int person, int batch = 0)
    {
        var key = (ulong)(Book.Table.Vouchers.Count + 1);
        var answer = Row(events => ClaimDecision.Decide(
            Book, new ClaimRequest((UInt128)person, key, batch, ClaimKind.None, null), events, Now));
        Assert.Equal(ClaimKind.Issued, answer.Kind);
        return (int)new VoucherId(answer.Voucher).Number;
    }

    public RedemptionAnswer Redeem(int voucher, string order, long cents, ulong key = 0, int store = 1, uint code = 0,
        RedemptionKind gate = RedemptionKind.None, long offline = 0) =>
        Row(events => RedeemDecision.Decide(
            Book, Request(voucher, order, cents, key, store, code, gate, offline), events, Now));

    public RefundAnswer Refund(in RedemptionAnswer of, long? cents = null, ulong key = 1, int store = 1)
    {
        var request = new RefundRequest(of.Redemption, store, key, cents);
        return Row(events => RefundDecision.Decide(Book, request, events, Now));
    }

    public RedemptionAnswer Undo(in RedemptionAnswer of, int store = 1)
    {
        var request = new UndoRequest(of.Redemption, store, "a test", "tester");
        return Row(events => RefundDecision.Undo(Book, request, events, Now));
    }

    public RedemptionKind Mark(int voucher, VoucherMark mark)
    {
        var request = new MarkRequest(Book.IdOf(voucher).Value, mark, "a test", "tester");
        return Row(events => VoucherDecision.Mark(Book, request, events));
    }

    public int Expire() => Row(events => VoucherDecision.Expire(Book, 0, 100_000, 100_000, Now, events)).Expired;

    public long Sum(MoneyTerm term) => Book.Till.Money.Sum(money => money[term]);

    /// <summary>The chain as the verifier sees it: throws at the first thing that does not hold.</summary>
    public ShardReplay Verify()
    {
        var replay = new ShardReplay(Book.Head.Chain);
        foreach (var row in _rows) replay.Take(row);
        replay.End(Book.Head.Position, Book.Head.Hash);
        return replay;
    }

    /// <summary>Another book from the same rows.</summary>
    public VoucherBook Replayed()
    {
        var book = new VoucherBook(new ChainHead(Book.Head.Chain, 1, 0, JournalRow.FirstHash));
        foreach (var row in _rows) book.Follow(row);
        return book;
    }

    public RedeemRequest Request(
        int voucher, string order, long cents, ulong key, int store, uint code = 0,
        RedemptionKind gate = RedemptionKind.None, long offline = 0)
    {
        var origin = new TillOrigin(store, "m1", "3301", "till-1", gate, null);
        return new RedeemRequest(Book.IdOf(voucher).Value, 1, code, origin, key,
            System.IO.Hashing.XxHash3.HashToUInt64(System.Text.Encoding.UTF8.GetBytes(order)), order, cents, offline, 0,
            0);
    }

    /// <summary>Decides something as one row.</summary>
    public T Row<T>(Func<EventWriter, T> decide)
    {
        _events.Clear();
        var answer = decide(_events);
        if (_events.Length == 0) return answer;
        var row = JournalRow.Create(Book.Head, Now, _events.ToArray());
        _rows.Add(row);
        Book.Advance(row);
        return answer;
    }
}
