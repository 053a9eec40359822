using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>One detector over one series: its machine, where it reads, and what it last told.</summary>
internal sealed class Watch(Detector detector, string? campaign, DetectorMachine machine, SignalReading reading)
{
    public const string NoLonger = "no longer watched / 不再监测";
    private const int SparklineSeconds = 60;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(30);
    private DateTimeOffset _since;
    private long _told;
    private string? _said;

    public Detector Detector { get; } = detector;

    public string? Campaign { get; } = campaign;

    public string Key { get; } = Finding.KeyOf(detector.Id, campaign);

    public BreachJudge Judge => machine.Judge;

    public double? Value => machine.Value;

    /// <summary>The last values, oldest first; NaN where there was none.</summary>
    public SecondsRing Sparkline { get; } = new(SparklineSeconds);

    /// <summary>Looks at a moment rather than a window, so that news need not wait for the next second.</summary>
    public bool IsMoment => Detector.Kind is DetectorKind.Probe or DetectorKind.Alert;

    /// <summary>Was firing before a restart, or under an earlier form of the detector.</summary>
    public void Resume(DateTimeOffset since, long timestamp)
    {
        machine.Judge.Resume();
        (_since, _told) = (since, timestamp);
    }

    /// <summary>A second later. The finding, if there is something to tell.</summary>
    public Finding? Advance(long second, TimeProvider clock)
    {
        var seen = reading(second);
        _said = seen.Text ?? _said;
        var change = machine.Advance(second, seen);
        Sparkline.Push(machine.Value, 1);
        if (change != Change.None) return Tell(change == Change.Fired, clock);
        return Judge.IsFiring && clock.GetElapsedTime(_told) >= RefreshEvery ? Refresh(clock) : null;
    }

    /// <summary>Between two seconds.</summary>
    public Finding? Nudge(long second, TimeProvider clock)
    {
        var seen = reading(second);
        _said = seen.Text ?? _said;
        return machine.Nudge(seen) == Change.Fired ? Tell(firing: true, clock) : null;
    }

    /// <summary>The detector is no longer in the plan, or its campaign is gone: nobody would clear it.</summary>
    public Finding End(TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return new Finding(Detector.Id, Campaign, false, now, now, null, Detector.Limit, Key, NoLonger);
    }

    public DateTimeOffset Since(DateTimeOffset now) =>
        Judge.IsFiring ? _since : now - TimeSpan.FromSeconds(Judge.Age);

    private Finding Tell(bool firing, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        _since = now - TimeSpan.FromSeconds(Judge.Age);
        _told = clock.GetTimestamp();
        return Of(firing, now);
    }

    private Finding Refresh(TimeProvider clock)
    {
        _told = clock.GetTimestamp();
        return Of(firing: true, clock.GetUtcNow());
    }

    private Finding Of(bool firing, DateTimeOffset now) => new(
        Detector.Id, Campaign, firing, _since, now, Figures.Of(machine.Value), Detector.Limit, Key,
        Evidence.Of(Detector, Campaign, machine.Value, firing ? _said : null));
}
