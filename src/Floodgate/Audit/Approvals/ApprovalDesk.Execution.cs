using System.Collections.Concurrent;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;

namespace Floodgate.Audit.Approvals;

/// <summary>Carrying out what was approved: once, and again only under the same approval.</summary>
internal sealed partial class ApprovalDesk
{
    /// <summary>An answer is due within three seconds; what is under way then goes on.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(2_500);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(5);

    private static readonly BilingualText TooLong = new(
        "所需的存储在规定时间内没有恢复，没有执行。", "The storage it needs did not come back in time; it was not carried out.");

    private readonly ConcurrentDictionary<string, Lazy<Task>> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _triedAt = new(StringComparer.Ordinal);

    /// <summary>Once a second: ends what has expired, and goes on with what was approved and not carried out.</summary>
    public void Tend()
    {
        Approval[] approved;
        lock (_gate)
        {
            foreach (var one in _shelf.All.Where(one => one.State == ApprovalState.Open
                && Now(one).State == ApprovalState.Expired).ToArray())
                AppendLocked(Entry(one, ApprovalState.Expired, "approval.expired", Who.Floodgate, null));
            approved = [.. _shelf.All.Where(one => one.State == ApprovalState.Approved)];
        }

        foreach (var one in approved)
            if (!_triedAt.TryGetValue(one.Id, out var tried) || _clock.GetElapsedTime(tried) >= TryAgainAfter)
                _ = RunAsync(one);
    }

    /// <summary>The run that is under way, for whoever can wait longer than an answer may take.</summary>
    public Task RunOf(string id) => _running.TryGetValue(id, out var run) ? run.Value : Task.CompletedTask;

    private async Task ExecuteWithinAsync(Approval approved, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(RunAsync(approved), Task.Delay(AnswerWithin, _clock, limit.Token));
        await limit.CancelAsync();
    }

    /// <summary>Joins the run that is under way, or begins one.</summary>
    private Task RunAsync(Approval approved)
    {
        _triedAt[approved.Id] = _clock.GetTimestamp();
        return _running.GetOrAdd(approved.Id, _ => new Lazy<Task>(() => ExecuteAsync(approved))).Value;
    }

    private async Task ExecuteAsync(Approval approved)
    {
        // Off the caller's thread and out of its lock, whatever a kind does first.
        await Task.Yield();
        try
        {
            await using var held = await HoldAsync(approved);
            if (held is null) return;
            // Looked at again: another run may have ended between the list and this one.
            if (Find(approved.Id) is not { State: ApprovalState.Approved } still) return;
            if (KindOf(still.Proposal.Kind) is not { } kind) return;
            End(still, await kind.ExecuteAsync(still, CancellationToken.None));
            await ShareAsync();
        }
#pragma warning disable CA1031 // Whatever breaks in a slice, the approval stands and is tried again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            AuditLog.ExecutionFailed(_log, approved.Id, approved.Proposal.Kind, fault);
            End(approved, new Execution.Unavailable(fault.Message));
        }
        finally
        {
            _running.TryRemove(approved.Id, out _);
        }
    }

    private void End(Approval approved, Execution execution)
    {
        var late = _clock.GetUtcNow() - approved.DecidedAt > TimeSpan.FromMinutes(_options.ExecuteMinutesMax);
        if (execution is Execution.Unavailable away && (away.Begun || !late)) return;
        var (state, result) = execution switch
        {
            Execution.Done done => (ApprovalState.Executed, done.Said),
            Execution.Failed failed => (ApprovalState.Failed, failed.Why),
            _ => (ApprovalState.Failed, TooLong),
        };
        var entry = Entry(approved, state, "approval." + Word(state), approved.Proposer, null) with
        {
            Outcome = state == ApprovalState.Executed ? AuditOutcome.Done : AuditOutcome.Failed,
            Approver = approved.Decider?.Person,
            Reason = approved.Proposal.Reason,
            Changes = approved.Proposal.Changes,
        };
        lock (_gate)
        {
            // It has happened: kept even where the trail cannot be written at this moment.
            var ended = entry with
            {
                At = UnixTime.ToTime(_clock.NowMicros()),
                Approval = entry.Approval! with { Result = result },
            };
            _trail.Keep(ended);
            _shelf.Apply(ended);
            ShareLocked(ended);
        }

        _triedAt.TryRemove(approved.Id, out _);
        AuditLog.ApprovalMoved(_log, approved.Id, approved.Proposal.Kind, Word(state));
    }
}
