using Floodgate.Admission;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Pool;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Operations;

/// <summary><c>GET …/ledger</c>: the I6 identity from the books themselves, each at the position it names.</summary>
internal sealed class Ledger(VoucherNode node)
{
    public async Task GetAsync(HttpContext context)
    {
        if (node.Gates.Find((string)context.Request.RouteValues["campaign"]!) is not { } gate)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
            return;
        }

        if (await ReadAsync(gate) is not { } ledger)
        {
            await Problem.WriteAsync(
                context.Response, gate.Damage is null ? Refusals.StorageUnavailable : Refusals.CampaignDamaged,
                retryAfter: TimeSpan.FromSeconds(1));
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(ledger, OperationsJson.Default.LedgerBody, "application/json");
    }

    /// <summary>Null when a book cannot be asked.</summary>
    public async Task<LedgerBody?> ReadAsync(CampaignGate gate)
    {
        if (gate.Version is not { } version) return null;
        var rules = version.Definition;
        // Shards before the pool: what a shard holds was granted before, so the sums never exceed the stock.
        var shards = await Task.WhenAll(Enumerable.Range(0, rules.Shards)
            .Select(shard => node.Book(new ChainId(gate.Number, shard)).FiguresAsync()));
        var pool = await node.Pool(gate.Number).FiguresAsync();
        if (!pool.Answered || shards.Any(shard => !shard.Answered)) return null;
        var newest = CampaignVersions.Newest(pool);
        long issued = 0, held = 0;
        for (var batch = 0; batch < newest.Batches.Count; batch++)
        {
            var count = shards.Sum(shard => batch < shard.Issued.Length ? shard.Issued[batch] : 0);
            issued += count;
            held += count * newest.Batches[batch].FaceValue.Amount;
        }

        var position = $"p{pool.Position}-" + string.Join('-', shards.Select(shard => shard.Position));
        // Nothing leaves 'held' before tills and expiry come; unissued is what is left of the cap.
        return new LedgerBody(
            gate.Id, position, newest.Budget.Currency, newest.Budget.Amount, newest.Budget.Amount - held, held, 0, 0, 0,
            0, 0,
            new LedgerCounts(newest.Batches.Sum(batch => batch.Stock), issued, issued, 0, 0, 0));
    }
}
