using Floodgate.Admission;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// Money of vouchers that came back to the campaign for good: expired, void, refunded to the pool. Each book's sum only
/// grows, so a figure that is a moment old is never too much.
/// </summary>
internal static class FreedMoney
{
    private static readonly MoneyTerm[] Terms = [MoneyTerm.Expired, MoneyTerm.Void, MoneyTerm.Returned];

    /// <summary>Minor units by the batch's place; null when a book cannot be asked.</summary>
    public static async Task<long[]?> ReadAsync(VoucherNode node, CampaignGate gate)
    {
        if (gate.Version is not { } version) return null;
        var shards = await Task.WhenAll(Enumerable.Range(0, version.Definition.Shards)
            .Select(shard => node.Book(new ChainId(gate.Number, shard)).FiguresAsync()));
        return Of(shards, version.BatchCount);
    }

    /// <summary>As the shards say; null when one did not answer.</summary>
    public static long[]? Of(IReadOnlyList<ShardFigures> shards, int batches)
    {
        if (shards.Any(shard => !shard.Answered)) return null;
        return
        [
            .. Enumerable.Range(0, batches).Select(batch => shards.Sum(shard =>
                batch < shard.Money.Length ? Terms.Sum(term => shard.Money[batch].Terms[(int)term]) : 0)),
        ];
    }
}
