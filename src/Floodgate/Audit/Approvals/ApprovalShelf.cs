using Floodgate.Audit.Trail;

namespace Floodgate.Audit.Approvals;

/// <summary>
/// All approvals as the trail tells them: a fold over its entries. Those that are over are let go of, the oldest first,
/// when there are too many; the trail has them.
/// </summary>
internal sealed class ApprovalShelf(int pastMax)
{
    private readonly Dictionary<string, Approval> _all = new(StringComparer.Ordinal);
    private readonly Queue<string> _past = new();

    public IEnumerable<Approval> All => _all.Values;

    public Approval? Find(string id) => _all.GetValueOrDefault(id);

    /// <summary>As it was before a step that did not come about; null: it was not here.</summary>
    public void Put(string id, Approval? before)
    {
        if (before is null) _all.Remove(id);
        else _all[id] = before;
    }

    public Approval? Apply(AuditEntry entry)
    {
        if (entry.Approval is not { } step) return null;
        if (step.State == ApprovalState.Open) return _all[step.Id] = Proposed(entry, step);
        if (Find(step.Id) is not { } known || IsOver(known.State)) return null;
        var next = known with { State = step.State, Result = step.Result ?? known.Result };
        if (step.State is ApprovalState.Executed or ApprovalState.Failed or ApprovalState.Expired)
            next = next with { ExecutedAt = entry.At };
        else
            next = next with { Decider = entry.Who, DecidedAt = entry.At, Note = entry.Reason };
        // What it took to carry it out is needed no more, and may be long.
        if (IsOver(next.State)) next = next with { Proposal = next.Proposal with { Payload = default } };
        _all[step.Id] = next;
        if (IsOver(next.State)) LetGo(step.Id);
        return next;
    }

    public static bool IsOver(ApprovalState state) => state is not (ApprovalState.Open or ApprovalState.Approved);

    private void LetGo(string id)
    {
        _past.Enqueue(id);
        while (_past.Count > pastMax) _all.Remove(_past.Dequeue());
    }

    private static Approval Proposed(AuditEntry entry, ApprovalStep step) => new(
        step.Id,
        new Proposal(step.Kind, entry.On ?? "", entry.Campaign, entry.Reason ?? "", entry.Changes ?? [],
            step.Payload ?? default),
        entry.Who, entry.At, step.ExpiresAt ?? entry.At);
}
