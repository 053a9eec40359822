using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Pool;
using Floodgate.Vouchers.Projection;

namespace Floodgate.Vouchers.Operations.Face;

/// <summary>The money of campaigns for the console: I6 as the books have it, and what is used of each cap.</summary>
public sealed class MoneyBoard
{
    private readonly Ledger _ledger;
    private readonly Gates _gates;
    private readonly CapUse _caps;
    private readonly TimeProvider _clock;

    internal MoneyBoard(Ledger ledger, Gates gates, CapUse caps, TimeProvider clock) =>
        (_ledger, _gates, _caps, _clock) = (ledger, gates, caps, clock);

    /// <summary>Campaigns there are, in the order of their numbers.</summary>
    public IReadOnlyList<(string Id, BilingualText Name)> Campaigns =>
    [
        .. _gates.All.Where(gate => gate.Version is not null)
            .Select(gate => (gate.Id, gate.Version!.Definition.Name)),
    ];

    /// <summary>Null: no such campaign. With a fault: a book cannot be asked just now.</summary>
    public async Task<Looked<MoneyReading>> ReadAsync(string campaign)
    {
        if (_gates.Find(campaign) is not { Version: not null } gate) return new(null, null);
        if (await _ledger.FiguresAsync(gate) is not { } facts)
            return new(null, Refusals.StorageUnavailable.InWords());
        var ledger = Ledger.Sum(gate.Id, facts.Position, facts.Rules, facts.Shards);
        var (rules, now) = (facts.Rules, _clock.GetUtcNow());
        var whole = new MoneyLine(
            gate.Id, rules.Name,
            new MoneyParts(ledger.Budget, ledger.Unissued, ledger.Held, ledger.Redeemed, ledger.Settled,
                ledger.Returned, ledger.Expired, ledger.Voided),
            facts.Shards.Sum(shard => shard.Money.Sum(money => money.Terms.Sum())), ledger.Figures.Orders,
            ledger.Figures.Redemptions, ledger.Figures.LeverageRatio, ledger.Figures.RedemptionRate);
        return new(
            new MoneyReading(
                gate.Id, rules.Name, ledger.Currency, ledger.JournalPosition, now, whole,
                [.. rules.Batches.Select((batch, place) => Line(batch, place, facts.Shards))],
                rules.Redemption.Caps.Count == 0 ? [] : _caps.Read(gate.Number, rules, now),
                rules.GrantBudget?.Amount ?? 0, facts.Shards.Sum(shard => shard.GrantedCents),
                ledger.Figures.Reissued, ledger.Figures.Conflicts, now),
            null);
    }

    /// <summary>A batch is worth its stock; what is not issued of it is what is left of that.</summary>
    private static MoneyLine Line(BatchDefinition batch, int place, IReadOnlyList<ShardFigures> shards)
    {
        var money = shards.Where(shard => place < shard.Money.Length).Select(shard => shard.Money[place]).ToArray();
        long Term(MoneyTerm term) => money.Sum(one => one.Terms[(int)term]);
        var (issued, subsidy) = (money.Sum(one => one.Terms.Sum()), Term(MoneyTerm.Redeemed));
        var (worth, orders) = (batch.Stock * batch.FaceValue.Amount, money.Sum(one => one.OrderCents));
        return new MoneyLine(
            batch.Id, batch.Name,
            new MoneyParts(
                worth, worth - issued, Term(MoneyTerm.Held), subsidy, 0,
                Term(MoneyTerm.Returned) + Term(MoneyTerm.GivenUp), Term(MoneyTerm.Expired), Term(MoneyTerm.Void)),
            issued, orders, money.Sum(one => one.Redemptions),
            subsidy == 0 ? null : Math.Round((decimal)orders / subsidy, 2),
            issued == 0 ? null : Math.Round((decimal)subsidy / issued, 4));
    }
}
