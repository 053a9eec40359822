using Floodgate.Storage;
using Floodgate.Vouchers.Book;

namespace Floodgate.Vouchers.Verification;

/// <summary>A pool's chain: leases never exceed the stock of the version in force.</summary>
internal sealed class PoolReplay(ChainId chain) : ChainReplay(chain)
{
    public Dictionary<(int Batch, int Shard), long> Granted { get; } = [];

    public Dictionary<(int Batch, int Shard), long> Returned { get; } = [];

    protected override void Event(EventKind kind, ref EventReader reader, JournalRow row)
    {
        if (Shared(kind, ref reader))
        {
            if (kind == EventKind.Defined)
                for (var batch = 0; batch < Version!.BatchCount; batch++) Check(batch, row);
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
