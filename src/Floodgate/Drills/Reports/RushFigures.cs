using System.Globalization;
using Floodgate.Drills.Crowds;
using Floodgate.Foundation;

namespace Floodgate.Drills.Reports;

/// <summary>Small sums over a replay.</summary>
internal static class RushFigures
{
    /// <summary>From the opening to the end of the second in which the last voucher went out; 0 if none did.</summary>
    public static double LastIssueSecond(RushReport report)
    {
        var seconds = report.Tally.Seconds;
        for (var i = seconds.Count - 1; i >= 0; i--)
            if (seconds[i].Issued > 0) return Math.Max(0, i + 1 - report.OpeningSecond);
        return 0;
    }

    /// <summary>Share of requests with a definite answer within the promise; never rounded up to 100 %.</summary>
    public static string InTime(RushReport report) => Share(report.Tally.InTime, report.Tally.Requests);

    public static string Share(int part, int whole) =>
        whole == 0 ? "0 %" : $"{Math.Floor(100_000.0 * part / whole) / 1_000:0.###} %";

    public static string Written(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>How it ended for a device, in words.</summary>
internal static class EndingNames
{
    public static BilingualText Of(Ending ending) => ending switch
    {
        Ending.Served => new BilingualText("领到", "served"),
        Ending.SoldOut => new BilingualText("被告知已领完", "told sold out"),
        Ending.LimitReached => new BilingualText("本人已在另一台设备领到", "already served on another device"),
        Ending.NotEligible => new BilingualText("不符合条件", "not eligible"),
        Ending.Closed => new BilingualText("活动已结束", "campaign closed"),
        Ending.Left => new BilingualText("失去耐心离开", "lost patience and left"),
        Ending.GaveUp => new BilingualText("重试用尽", "ran out of tries"),
        Ending.Refused => new BilingualText("因其他原因被拒", "refused for another reason"),
        Ending.Going => new BilingualText("结束时仍在继续", "still going at the end"),
        _ => new BilingualText(ending.ToString(), ending.ToString()),
    };
}
