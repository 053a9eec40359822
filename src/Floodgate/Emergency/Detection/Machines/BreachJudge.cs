using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>When a row of judgements becomes a change. All times in seconds that were observed.</summary>
/// <param name="GraceSeconds">How long after the start nothing having been heard yet is not missing data.</param>
internal sealed record JudgeRules(
    int ForSeconds, int ClearForSeconds, MissingData MissingData, int FlapMax, int GraceSeconds)
{
    public static JudgeRules Of(Detector detector)
    {
        var patience = detector.Probe is { } probe ? probe.EverySeconds + (probe.TimeLimitMilliseconds / 1000) + 2 : 0;
        return new JudgeRules(detector.ForSeconds, detector.ClearForSeconds, detector.MissingData, detector.FlapMax,
            Math.Max(detector.WindowSeconds, patience));
    }
}

/// <summary>
/// Duration, hysteresis, missing data and flap damping, the same for every kind of detector. Fires only after
/// <c>ForSeconds</c> of breach and clears only after <c>ClearForSeconds</c> of good. A breach is never held back by
/// damping; only clearing is, so that there are at most <c>FlapMax</c> + 1 changes in ten minutes.
/// </summary>
internal sealed class BreachJudge(JudgeRules rules)
{
    public const int FlapSeconds = 600;

    private readonly Queue<long> _changes = new();
    private long _now;
    private long _breached, _good;
    private long _breachBegan, _goodBegan;
    private bool _heard;

    public bool IsFiring { get; private set; }

    /// <summary>Firing although it would be clear, because it changed too often.</summary>
    public bool IsDamped { get; private set; }

    /// <summary>In breach, but not yet for long enough.</summary>
    public bool IsPending => !IsFiring && _breached > 0;

    public bool IsMissing { get; private set; }

    /// <summary>Seconds since the breach, or the good time after it, began.</summary>
    public long Age => _now - (IsFiring || _breached > 0 ? _breachBegan : _goodBegan);

    /// <summary>Begins as firing: an incident that outlived a restart is cleared like any other.</summary>
    public void Resume()
    {
        IsFiring = true;
        _breachBegan = _now;
    }

    /// <summary>Counts the judgement for so many seconds; 0 only lets a breach fire that need not last.</summary>
    public Change Step(Judgement judgement, int seconds)
    {
        if (seconds == 0)
            return judgement == Judgement.Breach && rules.ForSeconds == 0 ? Count(judgement) : Change.None;
        var before = IsFiring;
        for (var i = 0; i < seconds; i++)
        {
            _now++;
            Count(judgement);
        }

        return IsFiring == before ? Change.None : IsFiring ? Change.Fired : Change.Cleared;
    }

    private Change Count(Judgement judgement)
    {
        IsMissing = judgement == Judgement.Missing;
        if (IsMissing && !_heard && _now <= rules.GraceSeconds) return Change.None;
        _heard |= !IsMissing;
        if (IsMissing && rules.MissingData == MissingData.Ignore) return Change.None;
        if (IsMissing && rules.MissingData == MissingData.Keep)
        {
            (_breached, _good) = (0, 0);
            return Change.None;
        }

        var good = judgement == Judgement.Good || (IsMissing && rules.MissingData == MissingData.Good);
        var breach = judgement == Judgement.Breach || (IsMissing && !good);
        Count(breach, ref _breached, ref _breachBegan, keepBegin: IsFiring);
        Count(good, ref _good, ref _goodBegan, keepBegin: false);
        if (!IsFiring && _breached > rules.ForSeconds) return Fire();
        return IsFiring && _good > ClearAfter() ? Clear() : Change.None;
    }

    private void Count(bool counts, ref long run, ref long began, bool keepBegin)
    {
        if (counts && run++ == 0 && !keepBegin) began = _now;
        if (!counts) run = 0;
    }

    private long ClearAfter()
    {
        while (_changes.TryPeek(out var oldest) && oldest <= _now - FlapSeconds) _changes.Dequeue();
        if (_good > rules.ClearForSeconds) IsDamped |= _changes.Count + 1 > rules.FlapMax;
        return IsDamped ? Math.Max(rules.ClearForSeconds, FlapSeconds) : rules.ClearForSeconds;
    }

    private Change Fire()
    {
        IsFiring = true;
        Remember();
        return Change.Fired;
    }

    private Change Clear()
    {
        (IsFiring, IsDamped) = (false, false);
        Remember();
        return Change.Cleared;
    }

    private void Remember()
    {
        _changes.Enqueue(_now);
        if (_changes.Count > rules.FlapMax + 1) _changes.Dequeue();
    }
}
