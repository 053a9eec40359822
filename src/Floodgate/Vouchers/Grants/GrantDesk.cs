using System.Globalization;
using System.Text.Json;
using Floodgate.Admission;
using Floodgate.Audit;
using Floodgate.Audit.Approvals;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Wallets;

namespace Floodgate.Vouchers.Grants;

/// <summary>What a campaign lets staff grant by hand, minor units, as its books have it.</summary>
internal sealed record GrantRoom(long Budget, long Granted, string Currency)
{
    public long Left => Math.Max(0, Budget - Granted);
}

/// <param name="Refusal">Null: it was put before a second person, or <paramref name="Reply"/> says why not.</param>
internal sealed record GrantReply(Refusal? Refusal, ApprovalReply? Reply = null, GrantRoom? Room = null);

/// <summary>Puts a grant before a second person, with what the wallet and the budget are before and after.</summary>
internal sealed class GrantDesk(VoucherNode node, WalletReader wallets, GrantSeal seal, ApprovalDesk approvals)
{
    public const int ReasonMax = 500;

    public async Task<GrantReply> ProposeAsync(
        string campaign, string batch, PersonId person, string reason, Who by)
    {
        if (node.Gates.Find(campaign) is not { Version: { } version } gate) return new(Refusals.UnknownCampaign);
        if (version.BatchPlace(batch) is not (>= 0 and var place)) return new(Refusals.UnknownBatch);
        if (await RoomAsync(gate) is not { } room) return new(Refusals.StorageUnavailable);
        var rules = version.Definition.Batches[place];
        if (rules.FaceValue.Amount > room.Left) return new(Refusals.GrantBudgetReached, Room: room);
        var held = (await wallets.ReadAsync(person, gate.Number)).Items
            .Count(item => item.Batch == place && item.State != VoucherState.Void);
        var payload = JsonSerializer.SerializeToElement(
            new GrantPayload(batch, seal.Close(person)), GrantJson.Default.GrantPayload);
        return new(null, approvals.Propose(
            new Proposal(
                VoucherGrant.Kind, $"grant/{campaign}/{batch}/{seal.NameOf(person)}", campaign, reason,
                Changes(rules, person, held, room), payload),
            by));
    }

    /// <summary>Null when a book cannot be asked.</summary>
    public async Task<GrantRoom?> RoomAsync(CampaignGate gate)
    {
        if (gate.Version?.Definition is not { } rules) return null;
        var shards = await Task.WhenAll(Enumerable.Range(0, rules.Shards)
            .Select(shard => node.Book(new ChainId(gate.Number, shard)).FiguresAsync()));
        return shards.Any(shard => !shard.Answered) ? null
            : new GrantRoom(
                rules.GrantBudget?.Amount ?? 0, shards.Sum(shard => shard.GrantedCents), rules.Budget.Currency);
    }

    private static Change[] Changes(BatchDefinition batch, PersonId person, int held, GrantRoom room) =>
    [
        Change.Of("/person", new("领取人（尾号）", "citizen (last characters)"), null, GrantSeal.Masked(person)),
        new("/batches/" + batch.Id, new(
            $"持有「{batch.Name.Zh}」", $"holds of \"{batch.Name.En}\""), Count(held), Count(held + 1)),
        new("/grantBudget", new("手工发放额度余额", "left of the budget for grants"), Amount(room.Left, room.Currency),
            Amount(room.Left - batch.FaceValue.Amount, room.Currency)),
    ];

    private static BilingualText Count(int vouchers) =>
        new($"{vouchers} 张", vouchers == 1 ? "1 voucher" : $"{vouchers} vouchers");

    private static BilingualText Amount(long cents, string currency)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{cents / 100m:0.00} {currency}");
        return new(text, text);
    }
}
