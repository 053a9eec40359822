using Floodgate.Audit;
using Floodgate.Audit.Approvals;

namespace Floodgate.Tills.Merchants.Records;

/// <summary>Admits or refuses what waits at a merchant: by the two-person rule, as everything else.</summary>
internal sealed class MerchantDecisions(ApprovalDesk approvals, MerchantReads reads)
{
    public Task<MerchantOutcome> ApproveAsync(
        string merchant, Predicate<int> match, string? note, Who who, CancellationToken cancel) =>
        DecideAsync(merchant, match, id => approvals.ApproveAsync(id, who, note, cancel), cancel);

    public Task<MerchantOutcome> RefuseAsync(
        string merchant, Predicate<int> match, string reason, Who who, CancellationToken cancel) =>
        DecideAsync(merchant, match, id => approvals.RefuseAsync(id, who, reason, cancel), cancel);

    private async Task<MerchantOutcome> DecideAsync(
        string merchant, Predicate<int> match, Func<string, Task<ApprovalReply>> decide, CancellationToken cancel)
    {
        if (await reads.FindAsync(merchant, cancel) is not { } file) return new(MerchantAnswer.UnknownMerchant);
        if (!match(file.Merchant.Version)) return new(MerchantAnswer.Changed);
        if (!file.Waiting.Any()) return new(MerchantAnswer.Nothing);
        var id = MerchantAdmission.IdOf(file.Merchant);
        var reply = await decide(id);
        if (reply.Answer != ApprovalAnswer.Done) return new(AnswerOf(reply.Answer));
        return approvals.Find(id)?.State switch
        {
            ApprovalState.Executed or ApprovalState.Refused =>
                new(MerchantAnswer.Done, await reads.FindAsync(merchant, cancel)),
            ApprovalState.Failed => new(MerchantAnswer.Changed),
            // Approved, and carried out once the records can be written.
            _ => new(MerchantAnswer.Away),
        };
    }

    private static MerchantAnswer AnswerOf(ApprovalAnswer answer) => answer switch
    {
        ApprovalAnswer.SamePerson => MerchantAnswer.Own,
        ApprovalAnswer.Unknown or ApprovalAnswer.Decided or ApprovalAnswer.Expired => MerchantAnswer.Changed,
        ApprovalAnswer.NotAllowed => MerchantAnswer.NotNow,
        _ => MerchantAnswer.Away,
    };
}
