using System.Text.Json;
using Floodgate.Access;
using Floodgate.Admission;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Claims;
using Floodgate.Vouchers.Redemptions;

namespace Floodgate.Vouchers.Grants;

/// <summary>
/// A voucher given by hand. It goes the way of a command: a claim in the person's book whose key is the approval, so
/// that it is made once, within stock, limits, times and pauses as any other; only the line and the eligibility are not
/// asked. Then the book marks it as granted, by whom and why.
/// </summary>
internal sealed class VoucherGrant(VoucherNode node, Lazy<GrantDesk> desk, GrantSeal seal) : IApprovalKind, IDisposable
{
    public const string Kind = "voucher.grant";

    private static readonly BilingualText Unreadable = new(
        "无法再读出发给谁，没有发放。请重新查询后提交。",
        "Whom it is for can no longer be read; nothing was granted. Look the citizen up and propose it again.");

    /// <summary>One at a time: what is left of the budget is asked and used in one piece.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public string Id => Kind;

    public BilingualText Name => new("手工发放一张券", "Grant a voucher by hand");

    public IReadOnlyList<string> Proposers => [Roles.Service, Roles.Operator];

    public IReadOnlyList<string> Approvers => [Roles.Operator, Roles.Finance];

    public TimeSpan Life => TimeSpan.FromHours(72);

    public void Dispose() => _turn.Dispose();

    public async Task<Execution> ExecuteAsync(Approval approved, CancellationToken cancel)
    {
        var payload = approved.Proposal.Payload.Deserialize(GrantJson.Default.GrantPayload)!;
        if (seal.Open(payload.Person) is not { } person) return new Execution.Failed(Unreadable);
        if (node.Gates.Find(approved.Proposal.Campaign!) is not { Version: { } version } gate)
            return new Execution.Failed(Refusals.UnknownCampaign.Happened);
        if (version.BatchPlace(payload.Batch) is not (>= 0 and var place))
            return new Execution.Failed(Refusals.UnknownBatch.Happened);
        await _turn.WaitAsync(cancel);
        try
        {
            return await GrantAsync(gate, place, person, approved);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Execution> GrantAsync(CampaignGate gate, int place, PersonId person, Approval approved)
    {
        var rules = gate.Version!.Definition;
        if (await desk.Value.RoomAsync(gate) is not { } room) return new Execution.Unavailable("a book is closed");
        var book = node.Book(new ChainId(gate.Number, ClaimLanes.ShardOf(person.Value, rules.Shards)));
        // The key comes first: one that was made by this approval before is found, whatever is left of the budget.
        var word = rules.Batches[place].FaceValue.Amount > room.Left ? ClaimKind.NotEligible : ClaimKind.None;
        var answers = await book.ClaimAsync(
            [new ClaimRequest(person.Value, GrantSeal.KeyOf(approved.Id), place, word, null)]);
        if (answers is not [var answer]) return new Execution.Unavailable("the book is closed or full");
        if (answer.Kind is not (ClaimKind.Issued or ClaimKind.Repeated)) return Refused(answer.Kind);
        var marked = await book.MarkAsync(
            new MarkRequest(answer.Voucher, VoucherMark.Grant, approved.Proposal.Reason, approved.Actor));
        return marked.Kind is RedemptionKind.Done or RedemptionKind.Repeated
            ? new Execution.Done(Said(new VoucherId(answer.Voucher)))
            : new Execution.Unavailable(marked.Kind.ToString(), Begun: true);
    }

    private static Execution Refused(ClaimKind kind) => kind switch
    {
        ClaimKind.NotEligible => new Execution.Failed(Refusals.GrantBudgetReached.Happened),
        ClaimKind.LimitReached => new Execution.Failed(Refusals.LimitReached.Happened),
        ClaimKind.SoldOut => new Execution.Failed(Refusals.SoldOut.Happened),
        ClaimKind.Paused => new Execution.Failed(Refusals.Paused.Happened),
        ClaimKind.NotOpen => new Execution.Failed(Refusals.NotOpen.Happened),
        ClaimKind.Closed => new Execution.Failed(Refusals.Closed.Happened),
        ClaimKind.UnknownBatch => new Execution.Failed(Refusals.UnknownBatch.Happened),
        _ => new Execution.Unavailable(kind.ToString()),
    };

    private static BilingualText Said(VoucherId voucher) => new($"已发放，券号 {voucher}。", $"Granted: voucher {voucher}.");
}
