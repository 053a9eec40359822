using System.Security.Cryptography;
using System.Text.Json;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Microsoft.Extensions.Logging;

namespace Floodgate.Audit.Approvals;

/// <summary>What came of a step of an approval: a closed set.</summary>
internal enum ApprovalAnswer
{
    Done,
    Unknown,
    NotAllowed,

    /// <summary>Nobody is the second person for their own; the attempt is in the trail.</summary>
    SamePerson,

    /// <summary>Somebody has decided already, or it was withdrawn.</summary>
    Decided,
    Expired,

    /// <summary>One of this kind waits for the same thing already.</summary>
    Pending,
    ReasonMissing,
    TooMany,

    /// <summary>Its difference cannot be shown whole.</summary>
    TooLarge,

    /// <summary>The trail cannot be written: nothing happened.</summary>
    Unavailable,
}

/// <param name="Approval">As it stands now; with <see cref="ApprovalAnswer.Pending"/> the one that waits.</param>
internal sealed record ApprovalReply(ApprovalAnswer Answer, Approval? Approval = null);

/// <summary>
/// The two-person rule, once for everything: one person proposes, another approves, and it is carried out once. Every
/// step is in the trail before it counts; no database is needed.
/// </summary>
internal sealed partial class ApprovalDesk : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lazy<Dictionary<string, IApprovalKind>> _kinds;
    private readonly AuditTrail _trail;
    private readonly AuditOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ApprovalShelf _shelf;
    private readonly ApprovalLedger? _ledger;

    /// <param name="kinds">Asked for once, late: kinds may need the desk themselves.</param>
    /// <param name="trail">This node's.</param>
    /// <param name="options">Limits.</param>
    /// <param name="clock">For times of life.</param>
    /// <param name="log">For what moved.</param>
    /// <param name="ledger">What all nodes share; null: this one has no others, and its trail is enough.</param>
    public ApprovalDesk(
        AuditTrail trail, Func<IEnumerable<IApprovalKind>> kinds, AuditOptions options, TimeProvider clock,
        ILogger<ApprovalDesk> log, ApprovalLedger? ledger = null)
    {
        _ledger = ledger;
        (_trail, _options, _clock, _log) = (trail, options, clock, log);
        _kinds = new(() => kinds().ToDictionary(kind => kind.Id, StringComparer.Ordinal));
        _shelf = new ApprovalShelf(options.PastApprovalsMax);
        if (ledger is not null) _recovered = [.. TrailReader.Approvals(trail.Folder)];
        else foreach (var entry in TrailReader.Approvals(trail.Folder)) _shelf.Apply(entry);
    }

    public void Dispose() => _turn.Dispose();

    public IApprovalKind? KindOf(string id) => _kinds.Value.GetValueOrDefault(id);

    public BilingualText NameOf(string kind) => KindOf(kind)?.Name ?? new BilingualText(kind, kind);

    /// <summary>The newest first; one whose time is over is shown so at once.</summary>
    public IReadOnlyList<Approval> All
    {
        get
        {
            lock (_gate) return [.. _shelf.All.Select(Now).OrderByDescending(one => one.ProposedAt)];
        }
    }

    public Approval? Find(string id)
    {
        lock (_gate) return _shelf.Find(id) is { } known ? Now(known) : null;
    }

    /// <summary>The proposal of this kind that waits for this thing.</summary>
    public Approval? FindOpen(string kind, string on)
    {
        lock (_gate) return FindOpenLocked(kind, on);
    }

    public bool MayDecide(Approval approval, Who who) =>
        KindOf(approval.Proposal.Kind) is { } kind && who.HasOneOf(kind.Approvers) && IsSecond(approval, who);

    /// <summary>Puts a change before a second person.</summary>
    public ApprovalReply Propose(Proposal proposal, Who by)
    {
        if (KindOf(proposal.Kind) is not { } kind) return new(ApprovalAnswer.Unknown);
        if (!by.HasOneOf(kind.Proposers)) return new(ApprovalAnswer.NotAllowed);
        if (string.IsNullOrWhiteSpace(proposal.Reason)) return new(ApprovalAnswer.ReasonMissing);
        if (!Masked.Fits(proposal.Changes, _options)) return new(ApprovalAnswer.TooLarge);
        lock (_gate)
        {
            if (FindOpenLocked(proposal.Kind, proposal.On) is { } open) return new(ApprovalAnswer.Pending, open);
            if (_shelf.All.Count(one => !ApprovalShelf.IsOver(one.State)) >= _options.OpenApprovalsMax)
                return new(ApprovalAnswer.TooMany);
            var id = RandomNumberGenerator.GetHexString(12, lowercase: true);
            var step = new ApprovalStep(
                id, proposal.Kind, ApprovalState.Open, UnixTime.ToTime(_clock.NowMicros()) + kind.Life,
                proposal.Payload.ValueKind == JsonValueKind.Undefined ? null : proposal.Payload);
            return AppendLocked(Entry(proposal, step, "approval.proposed", by) with
            {
                Changes = Masked.Changes(proposal.Changes, _options),
            });
        }
    }

    /// <summary>The second person says yes, and it is carried out.</summary>
    /// <returns>With the approval as it stands then: executed, failed, or still under way.</returns>
    public async Task<ApprovalReply> ApproveAsync(string id, Who by, string? note, CancellationToken cancel)
    {
        if (await StandingAsync(id, cancel) is not { } standing) return new(ApprovalAnswer.Unavailable);
        var reply = await InTurnAsync(
            id, () => DecideLocked(id, standing.Approval, by, note, ApprovalState.Approved), cancel);
        if (reply.Answer != ApprovalAnswer.Done) return reply;
        await ExecuteWithinAsync(reply.Approval!, cancel);
        return new(ApprovalAnswer.Done, Find(id));
    }

    /// <summary>The second person says no.</summary>
    public async Task<ApprovalReply> RefuseAsync(string id, Who by, string? note, CancellationToken cancel)
    {
        if (await StandingAsync(id, cancel) is not { } standing) return new(ApprovalAnswer.Unavailable);
        if (standing.Approval is { } stands) return await RefuseStandingAsync(stands, by, note);
        return await InTurnAsync(id, () => DecideLocked(id, null, by, note, ApprovalState.Refused), cancel);
    }

    /// <summary>The proposer takes it back.</summary>
    public async Task<ApprovalReply> WithdrawAsync(string id, Who by, string? note, CancellationToken cancel)
    {
        if (Find(id) is null) await ShareAsync();
        return await InTurnAsync(id, () => WithdrawLocked(id, by, note), cancel);
    }

    private ApprovalReply WithdrawLocked(string id, Who by, string? note)
    {
        if (_shelf.Find(id) is not { } known) return new(ApprovalAnswer.Unknown);
        if (known.Proposer.Person != by.Person)
            return RefusedLocked(known, ApprovalState.Withdrawn, by, note, ApprovalAnswer.NotAllowed);
        return NotOpen(known)
            ?? AppendLocked(Entry(known, ApprovalState.Withdrawn, "approval.withdrawn", by, note));
    }

    private ApprovalReply DecideLocked(
        string id, Approval? standing, Who by, string? note, ApprovalState to)
    {
        if ((_shelf.Find(id) ?? standing) is not { } known) return new(ApprovalAnswer.Unknown);
        if (RefusalLocked(known, to, by, note) is { } refused) return refused;
        if (_shelf.Find(id) is null && TakeInLocked(known) is { Answer: not ApprovalAnswer.Done } failed) return failed;
        return AppendLocked(Entry(known, to, "approval." + Word(to), by, note) with { Approver = by.Person });
    }

    /// <summary>Why this person cannot decide it; null: they can.</summary>
    private ApprovalReply? RefusalLocked(Approval known, ApprovalState to, Who by, string? note)
    {
        if (KindOf(known.Proposal.Kind) is not { } kind) return new(ApprovalAnswer.Unknown);
        if (NotOpen(known) is { } closed) return closed;
        if (!IsSecond(known, by)) return RefusedLocked(known, to, by, note, ApprovalAnswer.SamePerson);
        return by.HasOneOf(kind.Approvers) ? null
            : RefusedLocked(known, to, by, note, ApprovalAnswer.NotAllowed);
    }

    private static bool IsSecond(Approval known, Who who) =>
        who.IsSecondTo(known.Proposer.Person) && known.Authors.All(who.IsSecondTo);

    /// <summary>Somebody tried what they may not: kept, because an attempt is worth knowing.</summary>
    private ApprovalReply RefusedLocked(
        Approval known, ApprovalState to, Who by, string? note, ApprovalAnswer why)
    {
        _trail.Keep(Entry(known, null, "approval." + Word(to), by, note) with
        {
            Outcome = AuditOutcome.Refused,
            Code = why == ApprovalAnswer.SamePerson ? Refusals.ApproverIsAuthor.Code : Refusals.Forbidden.Code,
        });
        return new(why, known);
    }

    private ApprovalReply? NotOpen(Approval known) => Now(known).State switch
    {
        ApprovalState.Open => null,
        ApprovalState.Expired => new(ApprovalAnswer.Expired, Now(known)),
        _ => new(ApprovalAnswer.Decided, known),
    };

    private Approval? FindOpenLocked(string kind, string on) => _shelf.All.FirstOrDefault(one =>
        one.Proposal.Kind == kind && one.Proposal.On == on && !ApprovalShelf.IsOver(Now(one).State));

    private Approval Now(Approval known) => known.State == ApprovalState.Open && known.ExpiresAt <= _clock.GetUtcNow()
        ? known with { State = ApprovalState.Expired } : known;

    private ApprovalReply AppendLocked(AuditEntry entry)
    {
        try
        {
            var written = _trail.Append(entry);
            var after = _shelf.Apply(written)!;
            ShareLocked(written);
            AuditLog.ApprovalMoved(_log, after.Id, after.Proposal.Kind, Word(after.State));
            return new(ApprovalAnswer.Done, after);
        }
        catch (AuditUnavailableException fault)
        {
            AuditLog.NotWritten(_log, fault.Message, _trail.Waiting);
            return new(ApprovalAnswer.Unavailable);
        }
    }

    /// <summary>A step that stands here, for the ledger: in the turn that is under way, or in the next one.</summary>
    private void ShareLocked(AuditEntry entry)
    {
        if (_ledger is null) return;
        if (_adding is { } adding)
        {
            adding.Add(entry);
            return;
        }

        _unshared.Add(entry);
        _ = Task.Run(ShareAsync);
    }

    private AuditEntry Entry(Approval known, ApprovalState? to, string what, Who by, string? note) =>
        Entry(known.Proposal with { Reason = note ?? "" },
            to is { } state ? new ApprovalStep(known.Id, known.Proposal.Kind, state) : null, what, by);

    private AuditEntry Entry(Proposal proposal, ApprovalStep? step, string what, Who by) => new()
    {
        What = what,
        Outcome = AuditOutcome.Done,
        Who = by,
        On = proposal.On,
        Campaign = proposal.Campaign,
        Reason = Masked.Text(proposal.Reason, _options.TextCharactersMax) is { Length: > 0 } said ? said : null,
        Approval = step,
    };

    private static string Word(ApprovalState state) => state.ToString().ToLowerInvariant();
}
