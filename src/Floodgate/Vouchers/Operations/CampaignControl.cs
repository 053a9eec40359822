using System.Collections.Concurrent;
using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Vouchers.Bell;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Pool;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Operations;

/// <summary>
/// What is asked of a pause. <paramref name="ResumesAt"/> is a promise to the public, acted on only with <paramref
/// name="AutoResume"/>.
/// </summary>
public sealed record PauseRequest(
    PauseScope Scope, string? Target, DateTimeOffset ResumesAt, bool AutoResume, BilingualText Notice, string Reason);

/// <summary>What became of a pause.</summary>
public enum PauseOutcome
{
    /// <summary>It stands in every book.</summary>
    Paused,

    /// <summary>
    /// The gates are shut and it is spooled; not every book could journal it yet. It is tried again by itself.
    /// </summary>
    Incomplete,
    UnknownCampaign,
    ResumesAtInvalid,
    NoticeInvalid,
    ReasonInvalid,
    ScopeUnknown,
    TargetUnknown,
}

/// <summary>What became of giving validity back.</summary>
internal enum ExtendOutcome
{
    /// <summary>It stands in every book.</summary>
    Extended,

    /// <summary>It stands in the pool; a book that is away follows by itself.</summary>
    Incomplete,

    /// <summary>The books cannot journal it now; nothing happened, or it is found when asked again.</summary>
    Unavailable,
    UnknownCampaign,
    TargetUnknown,
    TooLong,
    TooMany,
}

/// <summary>What became of a resume.</summary>
public enum ResumeOutcome
{
    Resumed,
    Incomplete,
    UnknownCampaign,
    NotPaused,
    ReasonInvalid,

    /// <summary>Under a level I incident: proposed, and done once a second person has approved it.</summary>
    AwaitsSecond,

    /// <summary>It takes a second person, and could not be proposed.</summary>
    NotProposed,
}

/// <summary>
/// Pauses and resumes campaigns: gates first, in memory; then the spool, outside the data folder; then pool and
/// books. What
/// the console, the API and (later) the plan call.
/// </summary>
public sealed class CampaignControl
{
    private const int NoticeMax = 500;
    private const int ReasonMax = 500;

    /// <summary>The contract promises a definite answer within 3 s; what is under way then goes on.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromMilliseconds(2_500);

    private readonly ConcurrentDictionary<int, SemaphoreSlim> _turns = new();
    private readonly VoucherNode _node;
    private readonly PauseSpool _spool;
    private readonly KnownMerchants _merchants;
    private readonly ResumeRule _rule;
    private readonly TimeProvider _clock;
    private readonly ILogger<CampaignControl> _log;

    internal CampaignControl(
        VoucherNode node, PauseSpool spool, KnownMerchants merchants, ResumeRule rule, TimeProvider clock,
        ILogger<CampaignControl> log) =>
        (_node, _spool, _merchants, _rule, _clock, _log) = (node, spool, merchants, rule, clock, log);

    /// <summary>The way to the other nodes; null: there are none.</summary>
    internal ClusterBell? Bell { get; init; }

    /// <summary>Told at once when pauses of a campaign were lifted; it must only start things.</summary>
    internal event Action<string>? Lifted;

    /// <param name="campaign">Its id.</param>
    /// <param name="request">Scope, promise, notice and reason.</param>
    /// <param name="actor">Who: a staff name or an API key's id; journalled.</param>
    /// <param name="cancel">Ends the waiting, never the pause.</param>
    public async Task<PauseOutcome> PauseAsync(string campaign, PauseRequest request, string actor,
        CancellationToken cancel)
    {
        if (_node.Gates.Find(campaign) is not { } gate) return PauseOutcome.UnknownCampaign;
        if (Fault(gate, request) is { } fault) return fault;
        var pause = new Pause(
            request.Scope, request.Scope == PauseScope.Campaign ? null
                : request.Target, request.ResumesAt, request.AutoResume,
            request.Notice, request.Reason, actor, default);
        pause = pause with { At = AfterThose(gate.Pauses, pause.Key) };
        gate.Close(pause);
        _spool.Keep(gate.Id, pause);
        VouchersLog.Paused(_log, gate.Id, pause.Key, actor);
        var told = TellAsync(WordKind.Paused, gate, pause);
        var everywhere = await WithinAsync(JournalAsync(gate, pause.Key), cancel);
        await told;
        return everywhere ? PauseOutcome.Paused : PauseOutcome.Incomplete;
    }

    /// <summary>What another node has said: this one does as if it had been asked itself.</summary>
    internal void Hear(NodeWord word)
    {
        if (_node.Gates.Find(word.Campaign) is null) _node.FindCampaigns();
        if (_node.Gates.Find(word.Campaign) is not { } gate) return;
        var pause = Pause.FromJson(word.Pause);
        if (word.Kind == WordKind.Lifted)
        {
            Forget(gate, pause);
            return;
        }

        gate.Close(pause);
        _spool.Keep(gate.Id, pause);
        VouchersLog.Paused(_log, gate.Id, pause.Key, pause.Actor);
    }

    /// <param name="campaign">Its id.</param>
    /// <param name="reason">Why; journalled.</param>
    /// <param name="actor">Who.</param>
    /// <param name="key">Which pause (<see cref="Pause.Key"/>); null for all.</param>
    /// <param name="cancel">Ends the waiting.</param>
    public async Task<ResumeOutcome> ResumeAsync(
        string campaign, string reason, string actor, string? key, CancellationToken cancel)
    {
        if (_node.Gates.Find(campaign) is not { } gate) return ResumeOutcome.UnknownCampaign;
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > ReasonMax) return ResumeOutcome.ReasonInvalid;
        if (!gate.Pauses.All.Any(pause => key is null || pause.Key == key)) return ResumeOutcome.NotPaused;
        return await WithinAsync(LiftAsync(gate, reason, actor, key, _ => true), cancel)
            ? ResumeOutcome.Resumed
            : ResumeOutcome.Incomplete;
    }

    /// <summary>
    /// Gives validity back to the vouchers of a campaign, or of one batch, that were claimed before a moment and good
    /// beyond another. The same run again changes nothing.
    /// </summary>
    internal async Task<ExtendOutcome> ExtendAsync(
        string campaign, string? batch, Extension extension, CancellationToken cancel)
    {
        if (_node.Gates.Find(campaign) is not { Version: { } version } gate) return ExtendOutcome.UnknownCampaign;
        var place = batch is null ? (int?)null : version.BatchPlace(batch);
        if (place < 0) return ExtendOutcome.TargetUnknown;
        if (extension.AddMicros is <= 0 or > Extension.AddMicrosMax) return ExtendOutcome.TooLong;
        var kind = ExtendKind.Unavailable;
        await WithinAsync(InTurnAsync(gate, async () =>
        {
            kind = await _node.Pool(gate.Number).ExtendAsync((extension with { Batch = place }).ToJson());
            return true;
        }), cancel);
        return kind switch
        {
            ExtendKind.Everywhere => ExtendOutcome.Extended,
            ExtendKind.Partly => ExtendOutcome.Incomplete,
            ExtendKind.TooMany => ExtendOutcome.TooMany,
            _ => ExtendOutcome.Unavailable,
        };
    }

    /// <summary>Once a second: journals what is only spooled, and keeps promises made with autoResume.</summary>
    internal Task KeepPromisesAsync() => Task.WhenAll(_node.Gates.All.Select(KeepPromisesAsync));

    private async Task KeepPromisesAsync(CampaignGate gate)
    {
        foreach (var pause in _spool.Of(gate.Id).ToArray()) await JournalAsync(gate, pause.Key);
        // One node keeps a promise: where the pool is.
        if (!_node.Keeps(ChainId.Pool(gate.Number))) return;
        var now = _clock.GetUtcNow();
        var due = gate.Pauses.All.Where(pause => pause.AutoResume && pause.ResumesAt <= now).ToArray();
        // Under a level I incident two people open claims again, and no promise that one of them made before.
        if (due.Length == 0 || await _rule.RedIncidentOf(gate.Id) is not null) return;
        foreach (var pause in due)
        {
            // Read before it is looked whether the pause still stands: a newer one of the same key is never lifted.
            var stamp = gate.PauseStamp;
            await LiftAsync(
                gate, "the announced time has come", "auto-resume", pause.Key, other => other == pause, stamp);
        }
    }

    /// <summary>Journals the newest spooled pause of that key; true when nothing is left to journal.</summary>
    private Task<bool> JournalAsync(CampaignGate gate, string key) => InTurnAsync(gate, async () =>
    {
        // Looked up in its turn: it may have been replaced or lifted since, and then it must not be journalled again.
        if (_spool.Find(gate.Id, key) is not { } pause) return true;
        if (!await _node.Pool(gate.Number).PauseAsync(pause.ToJson())) return false;
        // A gate far from the pool must know it from there first, or it would be open until it hears of it.
        if (!await HasFollowedAsync(gate)) return false;
        Forget(gate, pause);
        return true;
    });

    private Task<bool> LiftAsync(
        CampaignGate gate, string reason, string actor, string? key, Func<Pause, bool> meant, long ifStamp = -1) =>
        InTurnAsync(gate, async () =>
        {
            var lifted = gate.Pauses.All.Where(pause => (key is null || pause.Key == key) && meant(pause)).ToArray();
            if (lifted.Length == 0) return true;
            var pool = _node.Pool(gate.Number);
            // Before the gate opens: whoever sees it open asks who did it.
            if (lifted.Any(pause => pause.Scope == PauseScope.Campaign)) gate.ResumedBy = actor;
            var everywhere = await pool.ResumeAsync(key ?? "", reason, actor, ifStamp);
            // Once the pool has it, it is lifted: a book that was away follows by itself, and a spooled pause kept any
            // longer would be journalled again over the resume.
            if (!everywhere && !await LiftedAsync(pool, lifted)) return false;
            foreach (var pause in lifted) Forget(gate, pause);
            await HasFollowedAsync(gate);
            await TellAsync(WordKind.Lifted, gate, lifted);
            VouchersLog.Resumed(_log, gate.Id, key ?? "all", actor);
            Lifted?.Invoke(gate.Id);
            return everywhere;
        });

    private Task<bool> HasFollowedAsync(CampaignGate gate) => _node.Keeps(ChainId.Pool(gate.Number))
        ? Task.FromResult(true) : PoolFollowing.FollowAsync(_node, gate);

    private Task TellAsync(WordKind kind, CampaignGate gate, params Pause[] pauses) => Bell?.TellAsync(
        [.. pauses.Select(pause => new NodeWord(kind, gate.Id, pause.ToJson()))]) ?? Task.CompletedTask;

    private static async Task<bool> LiftedAsync(IStockPoolGrain pool, Pause[] lifted)
    {
        var figures = await pool.FiguresAsync();
        return figures.Answered && !figures.Pauses.Any(json => lifted.Contains(Pause.FromJson(json)));
    }

    private void Forget(CampaignGate gate, Pause pause)
    {
        gate.Confirm(pause);
        _spool.Forget(gate.Id, pause);
    }

    /// <summary>Words on pauses of one campaign are journalled one after the other.</summary>
    private async Task<bool> InTurnAsync(CampaignGate gate, Func<Task<bool>> work)
    {
        var turn = _turns.GetOrAdd(gate.Number, static _ => new SemaphoreSlim(1));
        await turn.WaitAsync();
        try
        {
            return await work();
        }
#pragma warning disable CA1031 // The gates stay as they are and the spool keeps it: tried again every second.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(_log, $"a pause or resume of {gate.Id}", fault.Message);
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> WithinAsync(Task<bool> work, CancellationToken cancel)
    {
        try
        {
            return await work.WaitAsync(AnswerWithin, _clock, cancel);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Now, and later than what it replaces, whatever the clock of the node was where that was made.</summary>
    private DateTimeOffset AfterThose(PauseSet pauses, string key)
    {
        var now = _clock.GetUtcNow();
        var last = pauses.All.Where(pause => pause.Key == key).Max(pause => (DateTimeOffset?)pause.At);
        return last >= now ? last.Value.AddTicks(1) : now;
    }

    private PauseOutcome? Fault(CampaignGate gate, PauseRequest request)
    {
        if (request.ResumesAt <= _clock.GetUtcNow()) return PauseOutcome.ResumesAtInvalid;
        if (!IsText(request.Notice?.Zh, NoticeMax) || !IsText(request.Notice?.En, NoticeMax))
            return PauseOutcome.NoticeInvalid;
        if (!IsText(request.Reason, ReasonMax)) return PauseOutcome.ReasonInvalid;
        var known = request.Scope switch
        {
            PauseScope.Campaign => string.IsNullOrEmpty(request.Target),
            PauseScope.Batch => request.Target is { } batch && gate.Version?.BatchPlace(batch) >= 0,
            PauseScope.Region => request.Target is { Length: > 0 and <= SealedToken.RegionMax },
            PauseScope.Merchant => request.Target is { } merchant && _merchants.Knows(merchant),
            _ => false,
        };
        return known ? null : Enum.IsDefined(request.Scope) ? PauseOutcome.TargetUnknown : PauseOutcome.ScopeUnknown;
    }

    private static bool IsText(string? text, int max) => !string.IsNullOrWhiteSpace(text) && text.Length <= max;
}
