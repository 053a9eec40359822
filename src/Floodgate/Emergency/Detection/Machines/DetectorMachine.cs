using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// One detector over one series: fed once a second, it says when it fired and when it cleared. No clock inside: seconds
/// are counted by whoever feeds it, on a clock that never jumps. Its memory is what its window needs.
/// </summary>
internal abstract class DetectorMachine(JudgeRules rules)
{
    /// <summary>
    /// A late observation stands for at most so many seconds. Longer, and we were not looking: that time counts for
    /// nothing, neither as a breach nor as good.
    /// </summary>
    public const int LateSecondsMax = 5;

    private readonly BreachJudge _judge = new(rules);
    private long? _last;

    /// <summary>What is compared with the limit; null when there is no data.</summary>
    public double? Value { get; protected set; }

    public BreachJudge Judge => _judge;

    /// <summary>A second that is not later than the last one changes nothing.</summary>
    public Change Advance(long second, in Observation seen)
    {
        var elapsed = _last is { } last ? second - last : 1;
        if (elapsed <= 0) return Change.None;
        _last = second;
        var counted = (int)Math.Min(elapsed, LateSecondsMax);
        return _judge.Step(Look(seen, elapsed, counted), counted);
    }

    /// <summary>
    /// News between two seconds: a breach that need not last fires at once. Only for what looks at a moment: probes and
    /// alerts.
    /// </summary>
    public Change Nudge(in Observation seen) => _judge.Step(Look(seen, 0, 0), 0);

    /// <summary>Measures over the window.</summary>
    /// <param name="elapsed">Seconds since the last observation.</param>
    /// <param name="counted">Of these, the seconds it stands for.</param>
    protected abstract Judgement Look(in Observation seen, long elapsed, int counted);
}

/// <summary>A limit with its good and its bad side.</summary>
internal readonly record struct Bound(Comparison Comparison, double Limit, double ClearLimit)
{
    public static Bound Of(Detector detector)
    {
        var limit = (double)detector.Limit!.Value;
        return new Bound(detector.Comparison!.Value, limit, (double?)detector.ClearLimit ?? limit);
    }

    public bool IsPast(double value) => Comparison == Comparison.Above ? value > Limit : value < Limit;

    public Judgement Judge(double? value)
    {
        if (value is not { } known) return Judgement.Missing;
        if (IsPast(known)) return Judgement.Breach;
        var good = Comparison == Comparison.Above ? known <= ClearLimit : known >= ClearLimit;
        return good ? Judgement.Good : Judgement.Between;
    }
}
