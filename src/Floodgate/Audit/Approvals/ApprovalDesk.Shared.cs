using Floodgate.Audit.Trail;
using Floodgate.Foundation;

namespace Floodgate.Audit.Approvals;

/// <summary>
/// Among several nodes: what the shared ledger says is decided, and it is read in the transaction that adds to it. The
/// trail of the node that is asked has every step first. Without the database a node decides only what nobody else
/// knows of yet: what was proposed there and is not in the ledger.
/// </summary>
internal sealed partial class ApprovalDesk
{
    /// <summary>Others give the node where it was decided so long to carry it out.</summary>
    private static readonly TimeSpan OwnFirst = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Steps the ledger does not have yet; they stand here already.</summary>
    private readonly List<AuditEntry> _unshared = [];
    private readonly HashSet<string> _decidedHere = new(StringComparer.Ordinal);
    private List<AuditEntry> _recovered = [];

    /// <summary>What a turn adds; null outside of one.</summary>
    private List<AuditEntry>? _adding;
    private long _read;
    private bool _hasRead;

    /// <summary>Decides in a turn of its own, with everything read that other nodes have decided.</summary>
    private async Task<ApprovalReply> InTurnAsync(string id, Func<ApprovalReply> decide, CancellationToken cancel)
    {
        if (_ledger is not { } ledger)
            lock (_gate) return decide();
        if (!await _turn.WaitAsync(ApprovalLedger.AnswerMax, cancel)) return new(ApprovalAnswer.Unavailable);
        try
        {
            lock (_gate)
                if (_unshared.Exists(one => one.Approval!.Id == id)) return decide();
            return await DecideAsync(ledger, id, decide);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<ApprovalReply> DecideAsync(ApprovalLedger ledger, string id, Func<ApprovalReply> decide)
    {
        var added = new List<AuditEntry>();
        Approval? before = null;
        using var limit = new CancellationTokenSource(ApprovalLedger.AnswerMax, _clock);
        try
        {
            await using var turn = await ledger.BeginAsync(_read, limit.Token);
            ApprovalReply reply;
            lock (_gate)
            {
                FollowLocked(turn.News);
                (before, _adding) = (_shelf.Find(id), added);
                try
                {
                    reply = decide();
                }
                finally
                {
                    _adding = null;
                }
            }

            if (added.Count == 0) return reply;
            await turn.KeepAsync(added, limit.Token);
            lock (_gate)
            {
                _read = turn.Last;
                _decidedHere.Add(id);
            }

            return reply;
        }
#pragma warning disable CA1031 // However the database fails: nobody was told yes, and what it took is read again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (Storage.LogPace.Allows(SharedLog.AwayId, "decide")) SharedLog.Away(_log, fault.Message);
            lock (_gate)
            {
                if (added.Count > 0) _shelf.Put(id, before);
                foreach (var entry in added)
                    _trail.Keep(entry with
                    {
                        At = default,
                        Number = 0,
                        What = "approval.not-shared",
                        Outcome = AuditOutcome.Failed,
                        Code = Refusals.StorageUnavailable.Code,
                        Approval = null,
                    });
            }

            return new(ApprovalAnswer.Unavailable);
        }
    }

    /// <summary>
    /// Reads what other nodes decided, and adds what was kept here meanwhile; answers whether it has read all of it.
    /// Never throws.
    /// </summary>
    private async Task<bool> ShareAsync()
    {
        if (_ledger is not { } ledger || !await _turn.WaitAsync(ApprovalLedger.AnswerMax)) return false;
        var read = false;
        using var limit = new CancellationTokenSource(ApprovalLedger.AnswerMax, _clock);
        try
        {
            while (await ledger.SinceAsync(_read, limit.Token) is var news)
            {
                lock (_gate) FollowLocked(news);
                if (news.Count == 0) break;
            }

            read = true;
            AuditEntry[] mine;
            lock (_gate)
            {
                Recover();
                mine = [.. _unshared];
            }

            if (mine.Length == 0) return true;
            await using var turn = await ledger.BeginAsync(_read, limit.Token);
            lock (_gate) FollowLocked(turn.News);
            await turn.KeepAsync(mine, limit.Token);
            lock (_gate)
            {
                _read = turn.Last;
                _unshared.RemoveRange(0, mine.Length);
            }
        }
#pragma warning disable CA1031 // Tried again in a second.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (Storage.LogPace.Allows(SharedLog.AwayId, "share")) SharedLog.Away(_log, fault.Message);
        }
        finally
        {
            _turn.Release();
        }

        return read;
    }

    private void FollowLocked(IReadOnlyList<LedgerStep> news)
    {
        foreach (var step in news)
        {
            _read = step.Number;
            // Proposed here: what was decided of it meanwhile must not begin anew.
            if (step.Entry.Approval is { State: ApprovalState.Open, Id: var id } && _shelf.Find(id) is not null)
                continue;
            _shelf.Apply(step.Entry);
        }
    }

    /// <summary>
    /// After a start, once the ledger has been read: what this node's trail has and the ledger never heard of was
    /// proposed while the database was away, and the process ended before it came back.
    /// </summary>
    private void Recover()
    {
        if (_hasRead) return;
        _hasRead = true;
        foreach (var approval in _recovered.GroupBy(entry => entry.Approval!.Id).ToArray())
        {
            var first = approval.First().Approval!;
            if (_shelf.Find(approval.Key) is not null || KindOf(first.Kind) is null or IStandingKind) continue;
            foreach (var entry in approval)
            {
                _shelf.Apply(entry);
                _unshared.Add(entry);
            }
        }

        _recovered = [];
    }

    /// <summary>There are other nodes that decide as well.</summary>
    public bool IsShared => _ledger is not null;

    /// <summary>Once a second among several nodes.</summary>
    public async Task TendSharedAsync()
    {
        await ShareAsync();
        Approval[] all;
        lock (_gate) all = [.. _shelf.All];
        foreach (var one in all.Where(one =>
            one.State == ApprovalState.Open && Now(one).State == ApprovalState.Expired))
            await InTurnAsync(one.Id, () => _shelf.Find(one.Id) is { State: ApprovalState.Open } open
                ? AppendLocked(Entry(open, ApprovalState.Expired, "approval.expired", Who.Floodgate, null))
                : new(ApprovalAnswer.Decided), CancellationToken.None);
        foreach (var one in all.Where(one => one.State == ApprovalState.Approved))
        {
            bool mine;
            lock (_gate) mine = _decidedHere.Contains(one.Id);
            if (!mine && _clock.GetUtcNow() - one.DecidedAt < OwnFirst) continue;
            if (!_triedAt.TryGetValue(one.Id, out var tried) || _clock.GetElapsedTime(tried) >= TryAgainAfter)
                _ = RunAsync(one);
        }
    }

    /// <summary>
    /// One node at a time carries it out, and has read before that none has. Null: another one does, or nobody can say.
    /// </summary>
    private async Task<IAsyncDisposable?> HoldAsync(Approval approved)
    {
        if (_ledger is not { } ledger) return NothingHeld.Instance;
        await ShareAsync();
        lock (_gate)
            if (_unshared.Exists(one => one.Approval!.Id == approved.Id)) return NothingHeld.Instance;
        try
        {
            using var limit = new CancellationTokenSource(ApprovalLedger.AnswerMax, _clock);
            var held = await ledger.HoldAsync(approved.Id, limit.Token);
            if (await ShareAsync()) return held;
            // Another node may have done it meanwhile.
            await held.DisposeAsync();
            return null;
        }
#pragma warning disable CA1031 // Another node has it, or the database is away: tried again in some seconds.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (Storage.LogPace.Allows(SharedLog.AwayId, "hold")) SharedLog.Away(_log, fault.Message);
            return null;
        }
    }

    private sealed class NothingHeld : IAsyncDisposable
    {
        public static readonly NothingHeld Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
