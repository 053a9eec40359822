using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>A shard's chain: every claim within its lease, the limits, the times, the pauses and the budget.</summary>
internal sealed class ShardReplay : ChainReplay
{
    private readonly Dictionary<(UInt128 Person, int Batch), int> _ofBatch = [];
    private readonly Dictionary<UInt128, int> _ofPerson = [];
    private readonly HashSet<(UInt128 Person, ulong Key)> _keys = [];
    private readonly Dictionary<int, (long Received, long Released, long Issued)> _stock = [];
    private long _issuedCents;

    public ShardReplay(ChainId chain) : base(chain) => Till = new TillReplay(this);

    /// <summary>What became of the vouchers.</summary>
    public TillReplay Till { get; }

    /// <summary>Minor units issued, each voucher at the face value it was issued with.</summary>
    public long IssuedMinor => _issuedCents;

    /// <summary>Vouchers in the order of their numbers.</summary>
    public List<ReplayedVoucher> Vouchers { get; } = [];

    public IEnumerable<(int Batch, long Received, long Released, long Issued)> Stock =>
        _stock.Select(entry => (entry.Key, entry.Value.Received, entry.Value.Released, entry.Value.Issued));

    protected override void Event(EventKind kind, ref EventReader reader, JournalRow row)
    {
        if (Shared(kind, ref reader)) return;
        switch (kind)
        {
            case EventKind.Leased or EventKind.Released:
                Lease(kind, reader.Int32(), reader.Varint(), row);
                break;
            case EventKind.Claimed:
                Claim(reader.Int32(), reader.UInt128(), reader.UInt64(), row);
                break;
            default:
                Till.Event(kind, ref reader, row, Where(row.Position));
                break;
        }
    }

    private void Lease(EventKind kind, int batch, long total, JournalRow row)
    {
        var stock = _stock.GetValueOrDefault(batch);
        var before = kind == EventKind.Leased ? stock.Received : stock.Released;
        if (total < before)
            throw DifferenceException.At("I1", Where(row.Position), $"a lease total of batch {batch} falls");
        if (kind == EventKind.Leased) stock.Received = total;
        else stock.Released = total;
        Store(batch, stock, row);
    }

    private void Claim(int batch, UInt128 person, ulong key, JournalRow row)
    {
        var where = Where(row.Position);
        if (Version is not { } version || (uint)batch >= (uint)version.BatchCount)
            throw DifferenceException.At("I10", where, $"a claim of batch {batch}, which is not defined");
        if (Pauses.Values.Any(pause => pause.Scope == Campaigns.PauseScope.Campaign
                || (pause.Scope == Campaigns.PauseScope.Batch && pause.Target == version.Definition.Batches[batch].Id)))
            throw DifferenceException.At("I7", where, "a claim stands after a pause");
        if (row.TimeMicros < version.BatchOpensMicros(batch) || row.TimeMicros >= version.BatchClosesMicros(batch))
            throw DifferenceException.At("I7", where, "a claim outside the campaign's times");
        if (!_keys.Add((person, key))) throw DifferenceException.At("I4", where, "one key made two vouchers");
        Limit(_ofBatch, (person, batch), version.Definition.Batches[batch].PerPersonLimit, "batch", where);
        Limit(_ofPerson, person, version.Definition.PerPersonLimit, "campaign", where);
        var stock = _stock.GetValueOrDefault(batch);
        stock.Issued++;
        Store(batch, stock, row);
        Spend(version.Definition.Batches[batch].FaceValue, version.Definition.Budget, where);
        Vouchers.Add(new ReplayedVoucher(person, batch, version.Number, row.TimeMicros, row.Position));
    }

    private void Store(int batch, (long Received, long Released, long Issued) stock, JournalRow row)
    {
        if (stock.Received - stock.Released - stock.Issued < 0)
            throw DifferenceException.At("I1", Where(row.Position),
                $"{stock.Issued} of batch {batch} issued of {stock.Received - stock.Released} leased");
        _stock[batch] = stock;
    }

    private void Spend(Money face, Money budget, string where)
    {
        _issuedCents = checked(_issuedCents + face.Amount);
        // Money that was freed may be issued again: then the stock is worth more than the budget.
        var worth = Version!.Definition.Batches.Sum(batch => batch.Stock * batch.FaceValue.Amount);
        if (_issuedCents > Math.Max(budget.Amount, worth))
            throw DifferenceException.At("I6", where, $"{_issuedCents} issued of a budget of {budget.Amount}");
    }

    /// <summary>From and until when a voucher is good, with all that was given back so far.</summary>
    public (long FromMicros, long UntilMicros) Validity(int number, UsedVoucher? used)
    {
        var voucher = Vouchers[number];
        var (from, until) = Versions[voucher.Version].Validity(voucher.Batch, voucher.ClaimedAtMicros);
        var good = until.Micros();
        foreach (var (extension, _) in Extensions)
            if (extension.Covers(voucher.Batch, voucher.ClaimedAtMicros, good)) good += extension.AddMicros;
        return (from.Micros(), Math.Max(good, used?.RefundUntil ?? 0));
    }

    /// <summary>A void voucher no longer counts against its holder's limits.</summary>
    public void Cancelled(in ReplayedVoucher voucher)
    {
        _ofBatch[(voucher.Person, voucher.Batch)]--;
        _ofPerson[voucher.Person]--;
    }

    protected override void Extended(Extension extension) => Till.Extend(extension);

    private static void Limit<T>(Dictionary<T, int> counts, T key, int limit, string of, string where)
        where T : notnull
    {
        var count = counts.GetValueOrDefault(key) + 1;
        if (count > limit)
            throw DifferenceException.At("I2", where, $"one person holds {count} where the {of} allows {limit}");
        counts[key] = count;
    }
}

/// <summary>One voucher as the journal has it.</summary>
internal readonly record struct ReplayedVoucher(UInt128 Person, int Batch, int Version, long ClaimedAtMicros,
    long Position);
