using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Bench.Inside;

/// <summary>
/// One chain's rows in memory, packed as the book packs them: what is measured is who follows the journal, not who
/// wrote it.
/// </summary>
internal sealed class ListedJournal : IJournal
{
    private readonly List<JournalRow> _rows = [];
    private readonly EventWriter _events = new();
    private ChainHead _head = new(new ChainId(1, 0), 1, 0, JournalRow.FirstHash);

    public ListedJournal(CampaignDefinition campaign) =>
        Add(events => BookEvents.Defined(events, 1, 1, CampaignDocument.WriteJson(campaign)));

    public ChainId Chain => _head.Chain;

    public void Claim(int first, int count) => Add(events =>
    {
        for (var i = first; i < first + count; i++)
            BookEvents.Claimed(events, 0, new PersonId(Persons.Of(i)), (ulong)i + 1);
    });

    /// <summary>Each voucher taken once at a till, and every second one given back half.</summary>
    public void Redeem(int first, int count) => Add(events =>
    {
        for (var i = first; i < first + count; i++)
        {
            RedemptionEvents.Redeemed(events, new RedeemedEvent
            {
                Voucher = i,
                Store = i % 500,
                KeyHash = (ulong)i + 1,
                OrderHash = (ulong)i + 1,
                OrderCents = 20_000,
                DiscountCents = 3_000,
                TakenCents = 3_000,
                CodeSeconds = 0,
                OfflineMicros = 0,
                Merchant = "m1"u8,
                Region = "3301"u8,
                OrderRef = "order-0001"u8,
                Terminal = "till-1"u8,
            });
            if (i % 2 == 0)
                RedemptionEvents.Refunded(events, new RefundedEvent(i, 1, 10_000, 1_500, RefundEffect.Restored, 0));
        }
    });

    public bool NeedsHold => false;

    public IReadOnlyList<ChainOwner> Owners() => [];

    public int Register(string campaign) => _head.Chain.Campaign;

    public IReadOnlyList<CampaignEntry> Campaigns() => [new(_head.Chain.Campaign, "bench")];

    public IEnumerable<JournalRow> Read(ChainId chain, long position) => _rows.Skip((int)position);

    public ChainHead TakeEpoch(ChainId chain) => throw new NotSupportedException("it is only followed");

    public void Commit(
        IReadOnlyList<JournalRow> rows, IReadOnlyList<ChainHead> held, Span<CommitOutcome> outcomes) =>
        throw new NotSupportedException("it is only followed");

    public void Touch() => throw new NotSupportedException("it is only followed");

    private void Add(Action<EventWriter> pack)
    {
        _events.Clear();
        pack(_events);
        var row = JournalRow.Create(_head, DateTimeOffset.UnixEpoch.AddYears(60).Micros() + _rows.Count,
            _events.ToArray());
        _rows.Add(row);
        _head = _head with { Position = row.Position, Hash = row.Hash };
    }
}
