using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Vouchers.Operations;

/// <summary>The books of a campaign at one vector of positions, and the version the pool has.</summary>
internal sealed record LedgerFacts(string Position, CampaignDefinition Rules, IReadOnlyList<ShardFigures> Shards);

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
    public async Task<LedgerBody?> ReadAsync(CampaignGate gate) =>
        await FiguresAsync(gate) is { } read ? Sum(gate.Id, read.Position, read.Rules, read.Shards) : null;

    /// <summary>What every book says, and where it stands; null when one cannot be asked.</summary>
    public async Task<LedgerFacts?> FiguresAsync(CampaignGate gate)
    {
        if (gate.Version is not { } version) return null;
        var rules = version.Definition;
        // Shards before the pool: what a shard holds was granted before, so the sums never exceed the stock.
        var shards = await Task.WhenAll(Enumerable.Range(0, rules.Shards)
            .Select(shard => node.Book(new ChainId(gate.Number, shard)).FiguresAsync()));
        var pool = await node.Pool(gate.Number).FiguresAsync();
        if (!pool.Answered || shards.Any(shard => !shard.Answered)) return null;
        var newest = CampaignVersions.Newest(pool);
        var position = $"p{pool.Position}-" + string.Join('-', shards.Select(shard => shard.Position));
        return new LedgerFacts(position, newest, shards);
    }

    /// <summary>
    /// What is issued is in one of the terms (each book checks it); unissued is what is left of the cap. Freed money
    /// that went into stock again counts as unissued and no longer as what freed it.
    /// </summary>
    internal static LedgerBody Sum(
        string campaign, string position, CampaignDefinition rules, IReadOnlyList<ShardFigures> shards)
    {
        long Term(MoneyTerm term) => shards.Sum(shard => shard.Money.Sum(money => money.Terms[(int)term]));
        long Count(VoucherState state) => shards.Sum(shard => shard.Money.Sum(money => money.Vouchers[(int)state]));
        var budget = rules.Budget.Amount;
        var issued = Enum.GetValues<MoneyTerm>().Sum(Term);
        var again = Math.Max(0, rules.Batches.Sum(batch => batch.Stock * batch.FaceValue.Amount) - budget);
        var expired = Less(Term(MoneyTerm.Expired), ref again, out var ofExpired);
        var returned = Less(Term(MoneyTerm.Returned), ref again, out var ofReturned);
        var voided = Less(Term(MoneyTerm.Void), ref again, out var ofVoid);
        var unissued = budget - issued + ofExpired + ofReturned + ofVoid;
        var subsidy = Term(MoneyTerm.Redeemed);
        var orders = shards.Sum(shard => shard.Money.Sum(money => money.OrderCents));
        return new LedgerBody(
            campaign, position, rules.Budget.Currency, budget, unissued, Term(MoneyTerm.Held), subsidy, 0,
            returned + Term(MoneyTerm.GivenUp), expired, voided,
            new LedgerCounts(
                rules.Batches.Sum(batch => batch.Stock), shards.Sum(shard => shard.Issued.Sum()),
                Count(VoucherState.Held) + Count(VoucherState.PartlyRedeemed), Count(VoucherState.Redeemed),
                Count(VoucherState.Expired), Count(VoucherState.Void)),
            new LedgerFigures(
                ofExpired + ofReturned + ofVoid, expired + returned + voided, orders,
                shards.Sum(shard => shard.Money.Sum(money => money.Redemptions)),
                subsidy == 0 ? null : Math.Round((decimal)orders / subsidy, 2),
                issued == 0 ? null : Math.Round((decimal)subsidy / issued, 4),
                shards.Sum(shard => shard.Money.Sum(money => money.ConflictCents))));
    }

    private static long Less(long term, ref long again, out long taken)
    {
        taken = Math.Min(term, again);
        again -= taken;
        return term - taken;
    }
}
