using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// Looks at everything once a second, on a thread of its own so that a crowd in the pool cannot delay it, and says what
/// changed. <see cref="Step"/> is the whole logic: production calls it from the thread, tests from a fake clock.
/// Seconds are those of the monotonic clock: setting the wall clock fires and loses nothing.
/// </summary>
internal sealed class DetectionLoop : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly WatchSources _sources;
    private readonly WatchSet _watches, _criteria;
    private readonly OutsideAlerts _outside;
    private readonly ClockProbe _clockProbe;
    private readonly DetectionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly long _origin;
    private readonly Dictionary<string, Finding> _resumed = new(StringComparer.Ordinal);
    private readonly string? _ownHeartbeat;
    private DetectionPlan _plan = DetectionPlan.Empty;
    private IReadOnlyList<string> _campaigns = [];
    private readonly List<Finding> _toTell = [];
    private readonly HashSet<string> _logged = new(StringComparer.Ordinal);
    private long _second = -1;
    private volatile bool _stopping;
    private Action<Finding>? _report;
    private Thread? _thread;

    /// <param name="ownHeartbeat">The source this program beats as by itself; null for one that does not.</param>
    public DetectionLoop(
        WatchSources sources, ClockProbe clockProbe, DetectionOptions options, TimeProvider clock, ILogger log,
        string? ownHeartbeat)
    {
        (_sources, _clockProbe, _options, _clock, _log) = (sources, clockProbe, options, clock, log);
        (_watches, _criteria) = (new WatchSet(sources, options), new WatchSet(sources, options));
        _outside = new OutsideAlerts(sources.Alerts, options, clock);
        (_ownHeartbeat, _origin) = (ownHeartbeat, clock.GetTimestamp());
        sources.Prober.Changed = sources.Alerts.Changed = Wake;
    }

    public bool IsRunning => _thread is not null;

    /// <summary>Puts a plan in force. Detectors that did not change keep their state.</summary>
    public void Use(DetectionPlan plan)
    {
        lock (_gate)
        {
            _plan = plan;
            Rebuild();
            ForgetResumed();
            DetectionLog.Watching(_log, plan.Detectors.Count, _watches.All.Count);
        }
    }

    /// <summary>
    /// What was firing when the program ended last: it goes on firing until it is seen to be good. Before the first
    /// plan is put in force.
    /// </summary>
    public void Resume(IEnumerable<Finding> firing)
    {
        lock (_gate)
        {
            foreach (var one in firing.Where(one => one.Firing))
                if (one.Detector.Length == 0) _outside.Resume(one.Key, one.Since);
                else _resumed[one.Key] = one;
        }
    }

    /// <summary>
    /// Goes on with what another node's detection saw firing: each until it is seen to be good here. Later than
    /// <see cref="Start"/>.
    /// </summary>
    public void TakeUp(IEnumerable<Finding> firing)
    {
        lock (_gate)
        {
            foreach (var one in firing)
            {
                if (one.Detector.Length == 0) _outside.Resume(one.Key, one.Since);
                else if (_watches.All.FirstOrDefault(watch => watch.Key == one.Key) is not { } known)
                    _resumed[one.Key] = one;
                else if (!known.Judge.IsFiring) known.Resume(one.Since, _clock.GetTimestamp());
            }
        }
    }

    /// <summary>Begins; <paramref name="report"/> is called on the loop's thread and must not wait.</summary>
    public void Start(Action<Finding> report)
    {
        _report = report;
        _thread = new Thread(Run) { Name = "detection", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Does what is due now: a second's round, or only news. Answers what was found.</summary>
    public IReadOnlyList<Finding> Step()
    {
        Finding[] found;
        lock (_gate)
        {
            var second = (long)_clock.GetElapsedTime(_origin).TotalSeconds;
            if (second > _second) Round(second);
            else Nudge();
            found = [.. _toTell];
            _toTell.Clear();
        }

        foreach (var one in found) Tell(one);
        return found;
    }

    /// <summary>Whether a measured criterion, as this very plan has it, does not hold, or is not known to.</summary>
    public bool IsUnmet(RecoveryCriterion criterion)
    {
        lock (_gate)
        {
            if (DetectionPlan.OppositeOf(criterion) is not { } opposite) return true;
            if (!_plan.Opposites().Any(one => DetectionPlan.Measures(one, opposite))) return true;
            var watches = _criteria.All.Where(one => DetectionPlan.Measures(one.Detector, opposite)).ToArray();
            // Without campaigns there is nothing to hold of them; without a way to measure nothing is known.
            if (watches.Length == 0) return !DetectionPlan.IsPerCampaign(opposite) || _sources.Signals is null;
            return watches.Any(watch => watch.Judge.IsFiring);
        }
    }

    /// <summary>Whether a detector fires for the service or any campaign.</summary>
    public bool IsFiring(string detector)
    {
        lock (_gate) return _watches.All.Any(watch => watch.Detector.Id == detector && watch.Judge.IsFiring);
    }

    /// <summary>What these series read now, by key, and in the minute before: oldest first, NaN for none.</summary>
    public IReadOnlyList<(string Key, decimal? Value, double[] Minute)> Read(IReadOnlySet<string> keys)
    {
        lock (_gate)
            return [.. _watches.All.Where(one => keys.Contains(one.Key))
                .Select(one => (one.Key, Figures.Of(one.Value), one.Sparkline.ToArray()))];
    }

    /// <summary>Every watch as it stands, for whoever shows it.</summary>
    public DetectorsBody View()
    {
        lock (_gate)
        {
            var now = _clock.GetUtcNow();
            return new DetectorsBody(
                now, Math.Max(0, _second), _watches.LeftOff, [.. _watches.All.Select(one => DetectorBody.Of(one, now))],
                [.. _criteria.All.Select(one => CriterionBody.Of(one, now))]);
        }
    }

    public void Dispose()
    {
        _stopping = true;
        Wake();
        if (_thread is not null && _thread != Thread.CurrentThread) _thread.Join(TimeSpan.FromSeconds(5));
        _sources.Prober.Dispose();
        _wake.Dispose();
    }

    private void Round(long second)
    {
        _second = second;
        _clockProbe.Tick();
        if (_ownHeartbeat is { } own) _sources.Heartbeats.Beat(own);
        if (_sources.Signals is { } signals && !signals.Campaigns.SequenceEqual(_campaigns)) Rebuild();
        foreach (var watch in _watches.All) Keep(Guarded(watch, static (one, at) => one.Advance(at.Second, at.Clock)));
        foreach (var watch in _criteria.All) Guarded(watch, static (one, at) => one.Advance(at.Second, at.Clock));
        _outside.Step(_toTell);
        _sources.Prober.Tick();
    }

    private void Nudge()
    {
        foreach (var watch in _watches.All)
            if (watch.IsMoment) Keep(Guarded(watch, static (one, at) => one.Nudge(at.Second, at.Clock)));
        foreach (var watch in _criteria.All)
            if (watch.IsMoment) Guarded(watch, static (one, at) => one.Nudge(at.Second, at.Clock));
        _outside.Step(_toTell);
    }

    private void Rebuild()
    {
        _campaigns = _sources.Signals?.Campaigns ?? [];
        var timestamp = _clock.GetTimestamp();
        var gone = _watches.Put(Wanted(_plan.Detectors.Where(one => one.Executable), pinned: true), (watch, before) =>
        {
            if (_resumed.Remove(watch.Key, out var told)) watch.Resume(told.Since, timestamp);
            else if (before is { Judge.IsFiring: true }) watch.Resume(before.Since(_clock.GetUtcNow()), timestamp);
        }, emptyIsGood: false);
        foreach (var watch in gone.Where(one => one.Judge.IsFiring)) _toTell.Add(watch.End(_clock));
        _criteria.Put(Wanted(_plan.Opposites(), pinned: false),
            // Not met until it has been seen to be.
            (watch, _) => watch.Resume(_clock.GetUtcNow(), timestamp), emptyIsGood: true);
        _outside.Use([.. _watches.All.Select(one => one.Detector.Alert).OfType<AlertMatch>()]);
        _sources.Prober.Retain(_watches.All.Concat(_criteria.All)
            .SelectMany(one => WatchSources.ProbesOf(one.Detector)).ToHashSet());
        if (_watches.LeftOff > 0) DetectionLog.TooMany(_log, _watches.LeftOff, _options.WatchesMax);
    }

    /// <summary>What fired before a restart under a detector that the plan no longer has is over.</summary>
    private void ForgetResumed()
    {
        var known = _plan.Detectors.Concat(_plan.ByCampaign.SelectMany(one => one.Value))
            .Where(one => one.Executable).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (key, told) in _resumed.Where(pair => !known.Contains(pair.Value.Detector)).ToArray())
        {
            _resumed.Remove(key);
            var now = _clock.GetUtcNow();
            _toTell.Add(told with { Firing = false, Since = now, At = now, Text = Watch.NoLonger });
        }
    }

    private IEnumerable<(Detector Detector, string? Campaign)> Wanted(IEnumerable<Detector> common, bool pinned)
    {
        var all = common.ToArray();
        foreach (var one in all.Where(one => !DetectionPlan.IsPerCampaign(one))) yield return (one, null);
        foreach (var campaign in _campaigns)
        {
            var here = pinned && _plan.ByCampaign.TryGetValue(campaign, out var own)
                ? own.Where(one => one.Executable) : all;
            foreach (var one in here.Where(DetectionPlan.IsPerCampaign))
                if (one.Signal!.Campaign is null || one.Signal.Campaign == campaign) yield return (one, campaign);
        }
    }

    /// <summary>A watch that breaks takes no other with it.</summary>
    private Finding? Guarded(Watch watch, Func<Watch, (long Second, TimeProvider Clock), Finding?> look)
    {
        try
        {
            return look(watch, (_second, _clock));
        }
#pragma warning disable CA1031 // Detection must go on, whatever one signal does.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (Storage.LogPace.Allows(DetectionLog.FaultedId, watch.Key)) DetectionLog.Faulted(_log, fault);
            return null;
        }
    }

    private void Keep(Finding? finding)
    {
        if (finding is not null) _toTell.Add(finding);
    }

    private void Tell(Finding finding)
    {
        Log(finding);
        _report?.Invoke(finding);
    }

    /// <summary>Only changes, and never words from outside: what an alert says may hold anything.</summary>
    private void Log(Finding finding)
    {
        if (finding.Firing ? !_logged.Add(finding.Key) : !_logged.Remove(finding.Key)) return;
        var signal = finding.Detector.Length > 0 ? finding.Key : string.Join(':', finding.Key.Split(':').Take(2));
        var id = finding.Firing ? DetectionLog.FiredId : DetectionLog.ClearedId;
        if (!Storage.LogPace.Allows(id, signal)) return;
        if (finding.Firing) DetectionLog.Fired(_log, signal, finding.Value, finding.Limit);
        else DetectionLog.Cleared(_log, signal);
    }

    private void Wake()
    {
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // The program is ending.
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                Step();
            }
#pragma warning disable CA1031 // Nobody else would notice that detection had ended.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                DetectionLog.Faulted(_log, fault);
            }

            var into = _clock.GetElapsedTime(_origin).TotalMilliseconds % 1000;
            _wake.WaitOne((int)Math.Ceiling(1000 - into));
        }
    }
}
