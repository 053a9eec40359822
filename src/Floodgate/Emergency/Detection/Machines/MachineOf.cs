using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>The machine that a detector of a checked plan asks for.</summary>
internal static class MachineOf
{
    /// <param name="emptyIsGood">For a percentile: nothing measured means that nothing was slow.</param>
    public static DetectorMachine New(Detector one, bool emptyIsGood = false)
    {
        var rules = JudgeRules.Of(one);
        return one.Kind switch
        {
            DetectorKind.Threshold => new ThresholdMachine(rules, Bound.Of(one), IsRate(one.Signal), one.WindowSeconds),
            DetectorKind.Ratio => new RatioMachine(rules, Bound.Of(one), (IsRate(one.Signal), IsRate(one.Over)),
                (double)(one.OverLeast ?? 0), one.WindowSeconds),
            DetectorKind.Percentile => new PercentileMachine(rules, Bound.Of(one), (double)one.Percentile!.Value / 100,
                one.WindowSeconds, emptyIsGood),
            DetectorKind.Absence => new AbsenceMachine(rules, one.WindowSeconds),
            DetectorKind.Forecast => new ForecastMachine(rules, Bound.Of(one), IsRate(one.Signal), one.WindowSeconds,
                one.HorizonSeconds!.Value),
            DetectorKind.Probe => new ProbeMachine(rules, one.Limit is null ? null : Bound.Of(one)),
            DetectorKind.Heartbeat => new HeartbeatMachine(rules, one.WindowSeconds),
            DetectorKind.Alert => new AlertMachine(rules),
            _ => throw new InvalidOperationException($"{one.Kind} is not known here"),
        };
    }

    private static bool IsRate(SignalChoice? signal) =>
        SignalCatalogue.Find(signal!.Name)!.Kind == SignalKind.Rate;
}
