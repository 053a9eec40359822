using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// What service staff say to callers, in memory, newest first. It needs no storage, and a restart without storage still
/// has it.
/// </summary>
internal sealed class ServiceDesk
{
    private readonly NoticesOptions _options;
    private readonly PublicBoard _board;
    private readonly SpoolCopy<DeskNotice> _copy;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private volatile DeskNotice[] _notices;
    private long _version;

    public ServiceDesk(
        NoticesOptions options, PublicBoard board, SpoolCopy<DeskNotice> copy, TimeProvider clock,
        ILogger<ServiceDesk> log)
    {
        (_options, _board, _copy, _clock, _log) = (options, board, copy, clock, log);
        _notices = copy.Read();
    }

    /// <summary>The newest version of each, newest first.</summary>
    public IReadOnlyList<DeskNotice> Notices => _notices;

    /// <summary>What goes on now: not ended, nor resolved before the public.</summary>
    public IEnumerable<DeskNotice> Live => _notices.Where(IsLive);

    /// <summary>When what was told so far is in its file, or has been refused by it.</summary>
    public Task Kept => _copy.Kept;

    public DeskNotice? Find(string incident) => Array.Find(_notices, one => one.Incident == incident);

    public bool IsLive(DeskNotice notice) =>
        notice.EndedAt is null && _board.Find(notice.Incident) is not { IsLive: false };

    /// <summary><c>before-public</c>, <c>public</c> or <c>over</c>.</summary>
    public string StateOf(DeskNotice notice, DateTimeOffset now) =>
        !IsLive(notice) ? "over" : notice.PublicAt <= now ? "public" : "before-public";

    /// <summary>
    /// Staff have it when this returns. A version they have had before changes nothing, unless it had ended: after a
    /// withdrawal versions begin anew.
    /// </summary>
    public void Tell(DeskNotice notice)
    {
        var told = notice with { ToldAt = _clock.GetUtcNow(), EndedAt = null };
        if (!Change(notice.Incident, known =>
            known is { EndedAt: null } && known.Version >= told.Version ? null : told)) return;
        NoticesLog.DeskTold(_log, notice.Incident, notice.Version);
    }

    /// <summary>The incident is over, or its notice was withdrawn: staff no longer say it.</summary>
    public void End(string incident) => Change(
        incident, known => known is { EndedAt: null } ? known with { EndedAt = _clock.GetUtcNow() } : null);

    private bool Change(string incident, Func<DeskNotice?, DeskNotice?> change)
    {
        long version;
        DeskNotice[] kept;
        lock (_gate)
        {
            if (change(Find(incident)) is not { } changed) return false;
            _notices =
            [
                .. _notices.Where(one => one.Incident != incident).Append(changed)
                    .OrderByDescending(one => one.ToldAt).Take(_options.DeskNoticesMax),
            ];
            (version, kept) = (++_version, _notices);
        }

        _copy.Write(version, kept);
        return true;
    }
}
