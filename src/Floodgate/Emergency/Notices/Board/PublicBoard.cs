using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// What the public is told, in memory: reading and writing need no storage. The answers are bytes made when something
/// changes, so a crowd that asks costs a copy each.
/// </summary>
internal sealed class PublicBoard
{
    private static readonly TimeSpan RebuildAtLeast = TimeSpan.FromHours(1);

    private readonly NoticesOptions _options;
    private readonly SpoolCopy<PublicIncident> _copy;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Lock _gate = new();
    private volatile BoardView _view;
    private long _version;

    public PublicBoard(
        NoticesOptions options, SpoolCopy<PublicIncident> copy, TimeProvider clock, ILogger<PublicBoard> log)
    {
        (_options, _copy, _clock, _log) = (options, copy, clock, log);
        _view = View(copy.Read());
    }

    /// <summary>When what was published so far is in its file, or has been refused by it.</summary>
    public Task Kept => _copy.Kept;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PublicIncident> Incidents => Current.Incidents;

    public PublicIncident? Find(string id) => Current.Incidents.FirstOrDefault(one => one.Id == id);

    /// <summary>What is answered now; made again when time alone has changed it.</summary>
    public BoardView Current
    {
        get
        {
            var view = _view;
            if (_clock.GetUtcNow() < view.ChangesAt) return view;
            lock (_gate)
            {
                if (_clock.GetUtcNow() >= _view.ChangesAt) _view = View(_view.Incidents);
                return _view;
            }
        }
    }

    /// <summary>Shows the incident as it is given; one of the same id is replaced. Public when this returns.</summary>
    public void Publish(PublicIncident incident)
    {
        Change(others => [incident with { Updates = Bounded(incident.Updates) }, .. others], incident.Id);
        NoticesLog.Published(_log, incident.Id, incident.Status, incident.Updates.Count);
    }

    /// <summary>Takes it off the page: it should not have been there.</summary>
    public void Withdraw(string incident)
    {
        Change(others => [.. others], incident);
        NoticesLog.Withdrawn(_log, incident);
    }

    private void Change(Func<IEnumerable<PublicIncident>, PublicIncident[]> change, string id)
    {
        long version;
        PublicIncident[] kept;
        lock (_gate)
        {
            _view = View(change(_view.Incidents.Where(one => one.Id != id)));
            (version, kept) = (++_version, [.. _view.Incidents]);
        }

        _copy.Write(version, kept);
    }

    private BoardView View(IEnumerable<PublicIncident> incidents)
    {
        var now = _clock.GetUtcNow();
        var oldest = now.AddDays(-_options.HistoryDaysMax);
        PublicIncident[] kept =
        [
            .. incidents.Where(one => one.IsLive || (one.ResolvedAt ?? one.StartedAt) > oldest)
                .OrderByDescending(one => one.IsLive).ThenByDescending(one => one.StartedAt).Take(_options.IncidentsMax)
                .OrderByDescending(one => one.StartedAt).ThenByDescending(one => one.Id, StringComparer.Ordinal),
        ];
        var shown = TimeSpan.FromMinutes(_options.BannerResolvedMinutes);
        PublicIncident[] banners =
        [
            .. kept.Where(one => one.Updates.Count > 0 && (one.IsLive || one.ResolvedAt + shown > now))
                .OrderByDescending(one => one.IsLive).ThenByDescending(one => one.Updates[^1].At)
                .Take(_options.BannersMax),
        ];
        var changes = banners.Where(one => !one.IsLive).Select(one => one.ResolvedAt!.Value + shown)
            .Append(now + RebuildAtLeast).Min();
        return new BoardView(
            kept, BoardAnswer.Of(BoardJson.Status(
                kept, 0, _options.IncidentsPerAnswerMax, _options.ForDrills)),
            BoardAnswer.Of(BoardJson.Banners(banners)), changes);
    }

    /// <summary>How it began stays, and what was said last.</summary>
    private PublicUpdate[] Bounded(IReadOnlyList<PublicUpdate> updates)
    {
        var most = _options.UpdatesPerIncidentMax;
        return updates.Count <= most ? [.. updates] : [updates[0], .. updates.Skip(updates.Count - most + 1)];
    }
}

/// <summary>The board at a moment: the incidents, newest first, and the answers about them.</summary>
/// <param name="ChangesAt">When time alone will change it.</param>
internal sealed record BoardView(
    IReadOnlyList<PublicIncident> Incidents, BoardAnswer Status, BoardAnswer Banners, DateTimeOffset ChangesAt);
