using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;

namespace Floodgate.Vouchers.Book;

/// <summary>
/// State of one shard of one campaign: stock leases, each person's holdings, each voucher with the hash of the key that
/// made it. One writer owns it; it is changed by events only, decided once and replayed for ever.
/// </summary>
internal sealed class VoucherBook : Storage.Book
{
    private readonly List<CampaignVersion> _versions = [];
    private readonly List<BatchStock> _stock = [];

    public VoucherBook(ChainHead head) : base(head) => Till = new TillLedger(this);

    /// <summary>What became of the vouchers after they were issued, and where the money is.</summary>
    public TillLedger Till { get; }

    public VoucherTable Table { get; } = new();

    /// <summary>How far the clock of who keeps the book is ahead of the cluster's, microseconds.</summary>
    public Func<long> ClockLead { get; set; } = static () => 0;

    public IReadOnlyList<BatchStock> Stock => _stock;

    public IReadOnlyList<CampaignVersion> Versions => _versions;

    public PauseSet Pauses { get; private set; } = PauseSet.None;

    public ExtensionList Extensions { get; private set; } = ExtensionList.None;

    /// <summary>The newest version; null until the pool has sent the first.</summary>
    public CampaignVersion? Version => _versions.Count > 0 ? _versions[^1] : null;

    /// <summary>
    /// The version of that number. Versions are kept for ever; a shard may have missed some that were never issued
    /// under.
    /// </summary>
    public CampaignVersion VersionOf(int number)
    {
        for (var i = _versions.Count - 1; i >= 0; i--)
            if (_versions[i].Number == number) return _versions[i];
        throw new InvalidDataException($"campaign version {number} is not in this book");
    }

    public VoucherId IdOf(int number) => VoucherId.Create(Head.Chain.Campaign, Head.Chain.Shard, number);

    public override void Apply(ReadOnlySpan<byte> body, long position, long timeMicros)
    {
        var reader = new EventReader(body);
        while (!reader.AtEnd)
        {
            switch ((EventKind)reader.Byte())
            {
                case EventKind.Defined: Define(BookEvents.ReadDefined(ref reader)); break;
                case EventKind.Leased: StockOf(reader.Int32()).Receive(reader.Varint()); break;
                case EventKind.Released: StockOf(reader.Int32()).Release(reader.Varint()); break;
                case EventKind.Claimed:
                    Claim(reader.Int32(), new PersonId(reader.UInt128()), reader.UInt64(), position,
                    timeMicros); break;
                case EventKind.Paused: Pause(BookEvents.ReadPaused(ref reader)); break;
                case EventKind.Resumed: Resume(BookEvents.ReadResumed(ref reader)); break;
                case EventKind.Extended: Extend(BookEvents.ReadExtended(ref reader)); break;
                case var kind: ApplyAtTill(kind, ref reader, position, timeMicros); break;
            }
        }
    }

    private void ApplyAtTill(EventKind kind, ref EventReader reader, long position, long timeMicros)
    {
        switch (kind)
        {
            case EventKind.Redeemed:
                Till.Redeem(RedemptionEvents.ReadRedeemed(ref reader), position, timeMicros);
                break;
            case EventKind.Refunded:
                Till.Refund(RedemptionEvents.ReadRefunded(ref reader), position, timeMicros);
                break;
            case EventKind.Undone: Till.Undo(RedemptionEvents.ReadUndone(ref reader)); break;
            case EventKind.Expired: Till.Expire(reader.Int32()); break;
            case EventKind.Marked:
                var (voucher, mark) = RedemptionEvents.ReadMarked(ref reader);
                Till.Mark(voucher, mark);
                break;
            case EventKind.CapLeased:
                var (leased, received) = CapEvents.ReadLease(ref reader);
                Till.Caps.Of(leased).Receive(received);
                break;
            case EventKind.CapReleased:
                var (given, released) = CapEvents.ReadLease(ref reader);
                Till.Caps.Of(given).Release(released);
                break;
            case EventKind.Counted: Till.Count(CapEvents.ReadCounted(ref reader)); break;
            case EventKind.Conflicted: Till.Conflict(RedemptionEvents.ReadConflicted(ref reader)); break;
            default: throw new InvalidDataException($"event kind {(int)kind} is not a shard's");
        }
    }

    public void Define(CampaignVersion version)
    {
        if (Version is { } current && version.Number <= current.Number)
            throw new InvalidDataException($"version {version.Number} after {current.Number}");
        _versions.Add(version);
        while (_stock.Count < version.BatchCount) _stock.Add(new BatchStock());
        foreach (var stock in _stock) stock.Exhausted = false;
        Till.Define(version);
        if (_versions.Count == 1)
            Table.Reserve(version.Definition.Batches.Sum(batch => batch.Stock) / version.Definition.Shards);
    }

    public void Pause(Pause pause) => Pauses = Pauses.With(pause);

    public void Resume(string? key) => Pauses = Pauses.Without(key);

    /// <summary>Each of a run once, as the pool has them (I7).</summary>
    public void Extend(Extension extension)
    {
        if (Extensions.NumberOf(extension.Run) > 0)
            throw new InvariantBrokenException($"I7: {extension.Run} gave time twice");
        Extensions = Extensions.With(extension);
        Till.Extend(extension);
    }

    /// <summary>Issues one voucher; I1 is checked by the stock. The answer is its number.</summary>
    public int Claim(int batch, PersonId person, ulong keyHash, long position, long timeMicros)
    {
        StockOf(batch).Issue();
        var version = _versions[^1];
        Till.Issued(batch, version.Definition.Batches[batch].FaceValue.Amount);
        return Table.Add(Table.FindOrAdd(person), new Voucher
        {
            KeyHash = keyHash,
            ClaimedAtMicros = timeMicros,
            Position = position,
            Version = (ushort)version.Number,
            Batch = (ushort)batch,
            State = VoucherState.Held,
            CodeKey = version.CodeKey,
            LastUse = -1,
        });
    }

    /// <summary>Restores what a snapshot held at the place it was made.</summary>
    public void Restore(
        IEnumerable<CampaignVersion> versions, PauseSet pauses, ExtensionList extensions, long timeMicros)
    {
        foreach (var version in versions) Define(version);
        (Pauses, Extensions) = (pauses, extensions);
        TimeMicros = timeMicros;
    }

    private BatchStock StockOf(int batch) =>
        (uint)batch < (uint)_stock.Count ? _stock[batch]
            : throw new InvalidDataException($"batch {batch} is not defined");
}
