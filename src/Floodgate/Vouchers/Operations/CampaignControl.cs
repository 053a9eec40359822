using Floodgate.Admission;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Floodgate.Storage;
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

/// <summary>What became of a resume.</summary>
public enum ResumeOutcome { Resumed, Incomplete, UnknownCampaign, NotPaused, ReasonInvalid }

/// <summary>
/// Pauses and resumes campaigns: gates first, in memory; then the spool, outside the data folder; then pool and
/// books. What
/// the console, the API and (later) the plan call.
/// </summary>
public sealed class CampaignControl
{
    private const int NoticeMax = 500;
    private const int ReasonMax = 500;
    private readonly VoucherNode _node;
    private readonly PauseSpool _spool;
    private readonly TimeProvider _clock;
    private readonly ILogger<CampaignControl> _log;

    internal CampaignControl(VoucherNode node, PauseSpool spool, TimeProvider clock, ILogger<CampaignControl> log) =>
        (_node, _spool, _clock, _log) = (node, spool, clock, log);

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
            request.Notice, request.Reason, actor, _clock.GetUtcNow());
        gate.Close(pause);
        _spool.Keep(gate.Id, pause);
        VouchersLog.Paused(_log, gate.Id, pause.Key, actor);
        return await JournalAsync(gate, pause).WaitAsync(cancel) ? PauseOutcome.Paused : PauseOutcome.Incomplete;
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
        try
        {
            if (!await _node.Pool(gate.Number).ResumeAsync(key ?? "", reason, actor).WaitAsync(cancel))
                return ResumeOutcome.Incomplete;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            StorageLog.BackgroundFailed(_log, "resume", fault.Message);
            return ResumeOutcome.Incomplete;
        }

        // Only now: a pause that is still journalled anywhere must not be forgotten here.
        gate.Confirm(key);
        _spool.Forget(gate.Id, key);
        VouchersLog.Resumed(_log, gate.Id, key ?? "all", actor);
        return ResumeOutcome.Resumed;
    }

    /// <summary>Once a second: journals what is only spooled, and keeps promises made with autoResume.</summary>
    internal async Task KeepPromisesAsync()
    {
        foreach (var gate in _node.Gates.All)
        {
            foreach (var pause in _spool.Of(gate.Id)) await JournalAsync(gate, pause);
            var now = _clock.GetUtcNow();
            foreach (var pause in gate.Pauses.All.Where(pause => pause.AutoResume && pause.ResumesAt <= now))
                await ResumeAsync(gate.Id, "the announced time has come", "auto-resume", pause.Key,
                    CancellationToken.None);
        }
    }

    private async Task<bool> JournalAsync(CampaignGate gate, Pause pause)
    {
        try
        {
            if (!await _node.Pool(gate.Number).PauseAsync(pause.ToJson())) return false;
        }
#pragma warning disable CA1031 // The gates stay shut and the spool keeps it: tried again every second.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(_log, "pause", fault.Message);
            return false;
        }

        gate.Confirm(pause.Key);
        _spool.Forget(gate.Id, pause.Key);
        return true;
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
            // Merchants come with the tills; there is none to pause yet.
            PauseScope.Merchant => false,
            _ => false,
        };
        return known ? null : Enum.IsDefined(request.Scope) ? PauseOutcome.TargetUnknown : PauseOutcome.ScopeUnknown;
    }

    private static bool IsText(string? text, int max) => !string.IsNullOrWhiteSpace(text) && text.Length <= max;
}
