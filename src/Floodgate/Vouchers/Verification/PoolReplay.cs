using Floodgate.Campaigns;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>A pool's chain: leases never exceed the stock, nor a cap, of the version in force.</summary>
internal sealed class PoolReplay(ChainId chain) : ChainReplay(chain)
{
    public Dictionary<(int Batch, int Shard), long> Granted { get; } = [];

    public Dictionary<(int Batch, int Shard), long> Returned { get; } = [];

    public Dictionary<(string Counter, int Shard), long> CapGranted { get; } = [];

    public Dictionary<(string Counter, int Shard), long> CapReturned { get; } = [];

    protected override void Event(EventKind kind, ref EventReader reader, JournalRow row)
    {
        if (Shared(kind, ref reader))
        {
            if (kind == EventKind.Defined)
                for (var batch = 0; batch < Version!.BatchCount; batch++) Check(batch, row);
            return;
        }

        if (kind is EventKind.CapGranted or EventKind.CapReturned)
        {
            Cap(kind, CapEvents.ReadShare(ref reader), row);
            return;
        }

        var totals = kind switch
        {
            EventKind.Granted => Granted,
            EventKind.Returned => Returned,
            _ => throw new InvalidDataException($"event kind {(int)kind} is not a pool's"),
        };
        var (place, shard, total) = (reader.Int32(), reader.Int32(), reader.Varint());
        if (total < totals.GetValueOrDefault((place, shard)))
            throw DifferenceException.At("I1", Where(row.Position),
                $"shard {shard}'s lease total of batch {place} falls");
        totals[(place, shard)] = total;
        Check(place, row);
    }

    private void Cap(EventKind kind, (string Counter, int Shard, long Total) share, JournalRow row)
    {
        var totals = kind == EventKind.CapGranted ? CapGranted : CapReturned;
        var place = (share.Counter, share.Shard);
        if (share.Total < totals.GetValueOrDefault(place))
            throw DifferenceException.At("I6", Where(row.Position),
                $"shard {share.Shard}'s lease total of {share.Counter} falls");
        totals[place] = share.Total;
        var outstanding = CapGranted.Where(entry => entry.Key.Counter == share.Counter).Sum(entry => entry.Value)
            - CapReturned.Where(entry => entry.Key.Counter == share.Counter).Sum(entry => entry.Value);
        var limit = CapCounter.Limit(Version!.Definition.Redemption.Caps, share.Counter) ?? 0;
        if (outstanding < 0 || (kind == EventKind.CapGranted && outstanding > limit))
            throw DifferenceException.At("I6", Where(row.Position),
                $"{outstanding} leased under {share.Counter}, whose cap is {limit}");
    }

    private void Check(int batch, JournalRow row)
    {
        var outstanding = Granted.Where(entry => entry.Key.Batch == batch).Sum(entry => entry.Value)
            - Returned.Where(entry => entry.Key.Batch == batch).Sum(entry => entry.Value);
        var stock = Version!.Definition.Batches[batch].Stock;
        if (outstanding > stock || outstanding < 0)
            throw DifferenceException.At("I1", Where(row.Position),
                $"{outstanding} of batch {batch} leased of a stock of {stock}");
    }
}
