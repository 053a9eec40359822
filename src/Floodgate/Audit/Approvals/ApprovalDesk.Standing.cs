using Floodgate.Audit.Trail;
using Floodgate.Foundation;

namespace Floodgate.Audit.Approvals;

/// <summary>What waits in the records of other slices: listed here, and decided here.</summary>
internal sealed partial class ApprovalDesk
{
    /// <summary>The list is there when their storage is not, and soon.</summary>
    private static readonly TimeSpan AskWithin = TimeSpan.FromSeconds(1);

    /// <summary>All that waits for a second person, wherever it is kept, and what is over; the newest first.</summary>
    public async Task<IReadOnlyList<Approval>> AllAsync(CancellationToken cancel)
    {
        var all = All;
        var known = all.Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        var standing = new List<Approval>();
        foreach (var kind in StandingKinds)
        {
            var waiting = await AskAsync(
                kind, asked => kind.WaitingAsync(_options.EntriesPerAnswerMax, asked), cancel) ?? [];
            standing.AddRange(waiting.Where(one => !known.Contains(one.Id)).Select(one => Of(kind, one)));
        }

        return standing.Count == 0 ? all
            : [.. standing.Concat(all).OrderByDescending(one => one.ProposedAt)];
    }

    public async Task<Approval?> FindAsync(string id, CancellationToken cancel) =>
        Find(id) ?? (await StandingAsync(id, cancel))?.Approval ?? Find(id);

    private IEnumerable<IStandingKind> StandingKinds => _kinds.Value.Values.OfType<IStandingKind>();

    /// <summary>Of an id the trail does not know: what stands under it. Null: its slice cannot be asked now.</summary>
    private async Task<Found?> StandingAsync(string id, CancellationToken cancel)
    {
        if (Find(id) is null) await ShareAsync();
        if (Find(id) is not null) return new Found(null);
        foreach (var kind in StandingKinds)
        {
            var found = await AskAsync(kind, async asked => new Found(
                await kind.FindAsync(id, asked) is { } one ? Of(kind, one) : null), cancel);
            if (found is null) return null;
            if (found.Approval is not null) return found;
        }

        return new Found(null);
    }

    private async Task<T?> AskAsync<T>(
        IStandingKind kind, Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await ask(cancel).WaitAsync(AskWithin, _clock, cancel);
        }
#pragma warning disable CA1031 // Another slice's storage may be away in any way; what the trail has is still there.
        catch (Exception fault) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            AuditLog.StandingUnread(_log, kind.Id, fault.GetType().Name);
            return null;
        }
    }

    /// <summary>Dropped first: a refusal in the trail alone would leave it waiting for ever.</summary>
    private async Task<ApprovalReply> RefuseStandingAsync(Approval stands, Who by, string? note)
    {
        lock (_gate)
            if (RefusalLocked(stands, ApprovalState.Refused, by, note) is { } refused) return refused;
        var kind = (IStandingKind)KindOf(stands.Proposal.Kind)!;
        var drops = stands with { Decider = by, DecidedAt = _clock.GetUtcNow(), Note = note };
        switch (await kind.RefuseAsync(drops, CancellationToken.None))
        {
            case Execution.Failed: return new(ApprovalAnswer.Decided, stands);
            case Execution.Unavailable: return new(ApprovalAnswer.Unavailable);
            default: break;
        }

        lock (_gate)
        {
            KeepLocked(TakingIn(stands));
            KeepLocked(
                Entry(stands, ApprovalState.Refused, "approval.refused", by, note) with { Approver = by.Person });
            return new(ApprovalAnswer.Done, _shelf.Find(stands.Id));
        }
    }

    /// <summary>Into the trail in its author's name, as it stood when it was decided.</summary>
    private ApprovalReply TakeInLocked(Approval stands) => AppendLocked(TakingIn(stands));

    /// <summary>It has happened: kept even where the trail cannot be written at this moment.</summary>
    private void KeepLocked(AuditEntry entry)
    {
        var kept = entry with { At = UnixTime.ToTime(_clock.NowMicros()) };
        _trail.Keep(kept);
        _shelf.Apply(kept);
        ShareLocked(kept);
    }

    private AuditEntry TakingIn(Approval stands) => Entry(
        stands.Proposal,
        new ApprovalStep(stands.Id, stands.Proposal.Kind, ApprovalState.Open, stands.ExpiresAt),
        "approval.proposed", stands.Proposer) with
    { Changes = Masked.Changes(stands.Proposal.Changes, _options) };

    private static Approval Of(IStandingKind kind, Standing one) => new(
        one.Id, one.Proposal, Who.Floodgate with { Person = one.Authors[0] }, one.ProposedAt,
        one.ProposedAt + kind.Life)
    { Authors = one.Authors };

    private sealed record Found(Approval? Approval);
}
