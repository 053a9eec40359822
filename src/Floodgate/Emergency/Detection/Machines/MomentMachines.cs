namespace Floodgate.Emergency.Detection;

/// <summary>
/// What a probe last found. Without a limit it fails or not; with one, a probe that fails has measured nothing.
/// </summary>
internal sealed class ProbeMachine(JudgeRules rules, Bound? bound) : DetectorMachine(rules)
{
    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        Value = seen.Value;
        if (bound is { } limit) return limit.Judge(Value);
        return Value switch
        {
            null => Judgement.Missing,
            > 0 => Judgement.Breach,
            _ => Judgement.Good,
        };
    }
}

/// <summary>
/// Silence longer than the window. A source that was never heard is missing data once the window has passed.
/// </summary>
internal sealed class HeartbeatMachine(JudgeRules rules, int windowSeconds) : DetectorMachine(rules)
{
    private double? _beats;
    private long _silent;

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        if (seen.Value is { } beats && beats != _beats) (_beats, _silent) = (beats, 0);
        else _silent += counted;
        Value = _silent;
        if (_silent <= windowSeconds) return _beats is null ? Judgement.Missing : Judgement.Good;
        return _beats is null ? Judgement.Missing : Judgement.Breach;
    }
}

/// <summary>Alerts that match are active.</summary>
internal sealed class AlertMachine(JudgeRules rules) : DetectorMachine(rules)
{
    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        Value = seen.Value ?? 0;
        return Value > 0 ? Judgement.Breach : Judgement.Good;
    }
}
