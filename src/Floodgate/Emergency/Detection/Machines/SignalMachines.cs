namespace Floodgate.Emergency.Detection;

/// <summary>The mean of a level, or the rate of what happens, over the window.</summary>
internal sealed class ThresholdMachine(JudgeRules rules, Bound bound, bool isRate, int windowSeconds)
    : DetectorMachine(rules)
{
    private readonly SignalWindow _window = new(isRate, windowSeconds);

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        _window.Push(seen.Value, elapsed, counted);
        Value = _window.Mean;
        return bound.Judge(Value);
    }
}

/// <summary>One signal in percent of another; without enough below the line there is no data.</summary>
internal sealed class RatioMachine(
    JudgeRules rules, Bound bound, (bool Above, bool Below) isRate, double overLeast, int windowSeconds)
    : DetectorMachine(rules)
{
    private readonly SignalWindow _above = new(isRate.Above, windowSeconds);
    private readonly SignalWindow _below = new(isRate.Below, windowSeconds);

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        // A second in which one of the two is unknown is unknown: halves of different seconds are no ratio.
        var whole = seen is { Value: not null, Over: not null };
        _above.Push(whole ? seen.Value : null, elapsed, counted);
        _below.Push(whole ? seen.Over : null, elapsed, counted);
        var divisor = _below.IsRate ? _below.Sum : _below.Mean ?? 0;
        Value = divisor > 0 && divisor >= overLeast ? 100 * _above.Mean / _below.Mean : null;
        return bound.Judge(Value);
    }
}

/// <summary>Nothing happened in the whole window.</summary>
internal sealed class AbsenceMachine(JudgeRules rules, int windowSeconds) : DetectorMachine(rules)
{
    /// <summary>What adding and taking away may leave of nothing.</summary>
    private const double Dust = 1e-6;

    private readonly SignalWindow _window = new(isRate: true, windowSeconds);

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        _window.Push(seen.Value, elapsed, counted);
        Value = _window.Ring.Known == 0 ? null : Math.Max(0, _window.Sum);
        if (Value is null) return Judgement.Missing;
        if (Value > Dust) return Judgement.Good;
        return _window.Ring.Known == _window.Ring.Size ? Judgement.Breach : Judgement.Missing;
    }
}

/// <summary>Where the straight line through the window will be when the horizon is reached.</summary>
internal sealed class ForecastMachine(
    JudgeRules rules, Bound bound, bool isRate, int windowSeconds, int horizonSeconds) : DetectorMachine(rules)
{
    /// <summary>A line through fewer seconds than this is a guess.</summary>
    private const int KnownLeast = 3;

    private readonly SignalWindow _window = new(isRate, windowSeconds);

    protected override Judgement Look(in Observation seen, long elapsed, int counted)
    {
        _window.Push(seen.Value, elapsed, counted);
        Value = Forecast(_window.Ring, horizonSeconds, bound);
        return bound.Judge(Value);
    }

    private static double? Forecast(SecondsRing ring, int horizonSeconds, Bound bound)
    {
        // A quarter of the window first: the first seconds after a start lead anywhere.
        if (ring.Known < Math.Max(KnownLeast, ring.Size / 4)) return null;
        double sumX = 0, sumY = 0, sumXx = 0, sumXy = 0;
        for (var ago = 0; ago < ring.Size; ago++)
        {
            var y = ring.Ago(ago);
            if (double.IsNaN(y)) continue;
            double x = -ago;
            (sumX, sumY, sumXx, sumXy) = (sumX + x, sumY + y, sumXx + (x * x), sumXy + (x * y));
        }

        var spread = (ring.Known * sumXx) - (sumX * sumX);
        if (spread <= 0) return null;
        var slope = ((ring.Known * sumXy) - (sumX * sumY)) / spread;
        var now = (sumY - (slope * sumX)) / ring.Known;
        // Past the limit already is past it, wherever the line leads.
        return bound.IsPast(now) ? now : now + (slope * horizonSeconds);
    }
}
