using Floodgate.Bench.Load;
using Floodgate.Drills.AtTills;

namespace Floodgate.Bench.Tills;

/// <summary>T2, one repetition: a second, and their ratio. Anything but 201 is in <c>Failed</c>.</summary>
internal sealed record AloneFigures(
    string Figure, int Repetition, double EmptyPerSecond, double RedeemedPerSecond, double Ratio, long Failed)
{
    public static AloneFigures Of(int repetition, OpenLoopResult empty, OpenLoopResult tills)
    {
        var (most, redeemed) = (empty.Issued / empty.Seconds, tills.Issued / tills.Seconds);
        return new(
            "T2", repetition, Math.Round(most), Math.Round(redeemed), Math.Round(redeemed / most, 3),
            tills.Failed + tills.Refused + tills.Late + empty.Failed + empty.Late);
    }
}

/// <summary>T1, one phase.</summary>
/// <param name="OfferedPerSecond">Claims sent beside the tills; 0: none.</param>
/// <param name="Issued">Of the claims.</param>
/// <param name="Refused">Claims that the campaign refused, as paused.</param>
/// <param name="Busy">Claims for which there was no room.</param>
internal sealed record BesideFigures(
    string Figure, string Phase, int Requests, int Redeemed, double P50Millis, double P99Millis, double WorstMillis,
    double OfferedPerSecond, long Issued, long Refused, long Busy, long Late)
{
    /// <summary>How often the claims' book was made to open again.</summary>
    public int Reopened { get; init; }

    public static BesideFigures Of(string phase, TillTally tally, double rate, OpenLoopResult? crowd)
    {
        double Millis(double share) => Math.Round(tally.Times.PercentileMicros(share) / 1_000.0, 1);
        return new(
            "T1", phase, tally.Requests, tally.Redeemed, Millis(0.5), Millis(0.99),
            Math.Round(tally.Times.MaxMicros / 1_000.0, 1), Math.Round(rate), crowd?.Issued ?? 0, crowd?.Refused ?? 0,
            crowd?.Failed ?? 0, crowd?.Late ?? 0);
    }
}
