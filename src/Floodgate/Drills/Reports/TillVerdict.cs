using Floodgate.Drills.AtTills;
using Floodgate.Drills.Crowds;
using Floodgate.Foundation;

namespace Floodgate.Drills.Reports;

/// <summary>Whether a rush left the tills alone: nearly all redeemed, and soon.</summary>
internal static class TillVerdict
{
    public const int TakenPerMilleLeast = 999;
    public const int P99MillisMost = 500;

    /// <param name="tills">What those at the tills counted.</param>
    /// <param name="decides">No: the server was killed meanwhile, and nobody redeems at one that is gone.</param>
    public static RushFinding Judge(TillTally tills, bool decides)
    {
        var p99 = tills.Times.PercentileMicros(0.99);
        var holds = tills.Requests > 0 && tills.Redeemed * 1000L >= tills.Requests * (long)TakenPerMilleLeast
            && p99 <= P99MillisMost * 1000L;
        var share = RushFigures.Share(tills.Redeemed, tills.Requests);
        var (zh, en) = tills.Worst() is { } worst
            ? ($"；最差的一秒（第 {worst.Second} 秒）{worst.Of.Taken}/{worst.Of.Requests}，最长 "
                    + Millis(worst.Of.Times.MaxMicros),
                $"; worst second ({worst.Second}) {worst.Of.Taken} of {worst.Of.Requests}, longest "
                    + Millis(worst.Of.Times.MaxMicros))
            : ("", "");
        var p50 = Millis(tills.Times.PercentileMicros(0.5));
        return new RushFinding(
            "tills", holds, decides,
            new BilingualText(
                $"收银不受影响：至少 99.9% 成功，p99 不超过 {P99MillisMost} 毫秒",
                $"Tills were unaffected: 99.9 % redeemed at least, p99 of {P99MillisMost} ms at most"),
            new BilingualText(
                $"{tills.Requests:N0} 次核销成功 {tills.Redeemed:N0}（{share}），p50 {p50}，p99 {Millis(p99)}{zh}",
                $"{tills.Redeemed:N0} of {tills.Requests:N0} redeemed ({share}), p50 {p50}, p99 {Millis(p99)}{en}"));
    }

    public static string Millis(long micros) => $"{micros / 1_000.0:0.0} ms";

    public static string Millis(Latencies times, double share) => Millis(times.PercentileMicros(share));
}
