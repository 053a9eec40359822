using Floodgate.Drills.Crowds;
using Floodgate.Foundation;

namespace Floodgate.Drills.Reports;

internal enum ChartKind { Lines, Stacked }

/// <summary>One line or layer: a value each second, null where nothing was measured; a broad one lies behind.</summary>
internal sealed record ChartSeries(BilingualText Name, string Colour, IReadOnlyList<double?> Values,
    bool Broad = false);

/// <summary>A chart over the seconds of the replay; <paramref name="OpeningSecond"/> is where zero stands.</summary>
internal sealed record RushChart(string Id, BilingualText Title, BilingualText Unit, ChartKind Kind,
    double OpeningSecond,
    IReadOnlyList<ChartSeries> Series);

/// <summary>The charts of a replay, the same for the page and the pictures.</summary>
internal static class RushCharts
{
    private const int ReasonsMax = 7;

    /// <summary>Chosen to be told apart in grey and with the common colour blindnesses.</summary>
    private static readonly string[] Layers =
        ["#b8455b", "#e09f3e", "#3f6fb5", "#7a5ea8", "#5f9e8f", "#8c6d46", "#9aa5b1"];

    public static IReadOnlyList<RushChart> Of(RushReport report)
    {
        var seconds = report.Tally.Seconds;
        return
        [
            new RushChart("flow", new BilingualText("到达、准入与发券", "Arrivals, admitted, issued"), PerSecond,
                ChartKind.Lines,
                report.OpeningSecond,
                [
                    Line("到达", "Arrivals", "#aab4c0", seconds, second => second.Arrivals) with { Broad = true },
                    Line("准入", "Admitted", "#3f6fb5", seconds, second => second.Admitted),
                    Line("发券", "Issued", "#1f8a5b", seconds, second => second.Issued),
                ]),
            new RushChart("refused", new BilingualText("拒绝的答复，按原因", "Answers that refused, by reason"), PerSecond,
                ChartKind.Stacked, report.OpeningSecond, Reasons(report.Tally)),
            new RushChart("latency", new BilingualText("申领答复时间（自点击起）", "Time to answer a claim, from the press"),
                new BilingualText("毫秒", "milliseconds"), ChartKind.Lines, report.OpeningSecond,
                [
                    Latency("p50", "#3f6fb5", seconds, 0.5),
                    Latency("p90", "#7a5ea8", seconds, 0.9),
                    Latency("p99", "#b8455b", seconds, 0.99),
                ]),
        ];
    }

    private static BilingualText PerSecond => new("每秒", "a second");

    private static ChartSeries Line(string zh, string en, string colour, IReadOnlyList<RushSecond> seconds,
        Func<RushSecond, int> value) =>
        new(new BilingualText(zh, en), colour, [.. seconds.Select(second => (double?)value(second))]);

    private static ChartSeries Latency(string name, string colour, IReadOnlyList<RushSecond> seconds, double share) =>
        new(new BilingualText(name, name), colour, [.. seconds.Select(second =>
            second.Claims.Count == 0 ? (double?)null : second.Claims.PercentileMicros(share) / 1_000.0)]);

    private static List<ChartSeries> Reasons(RushTally tally)
    {
        var codes = tally.Refused.OrderByDescending(pair => pair.Value).Select(pair => pair.Key).Take(ReasonsMax - 1)
            .ToArray();
        var series = codes.Select((code, i) => new ChartSeries(ReasonNames.Of(code), Layers[i],
            [.. tally.Seconds.Select(second => (double?)second.Refused.GetValueOrDefault(code))])).ToList();
        if (tally.NoAnswer > 0)
            series.Add(new ChartSeries(new BilingualText("无答复", "no answer"), Layers[^1],
                [.. tally.Seconds.Select(second => (double?)second.NoAnswer)]));
        return series;
    }
}

/// <summary>Refusal codes in words; a code of a later version is shown as it is.</summary>
internal static class ReasonNames
{
    public static BilingualText Of(string code) => code switch
    {
        "sold-out" => new BilingualText("已领完", "sold out"),
        "limit-reached" => new BilingualText("已达限额", "limit reached"),
        "not-open" => new BilingualText("尚未开始", "not open yet"),
        "not-eligible" => new BilingualText("不符合条件", "not eligible"),
        "paused" => new BilingualText("暂停", "paused"),
        "closed" => new BilingualText("已结束", "closed"),
        "overloaded" => new BilingualText("过载", "overloaded"),
        "storage-unavailable" => new BilingualText("存储不可用", "storage unavailable"),
        "too-many-requests" => new BilingualText("请求过多", "too many requests"),
        _ => new BilingualText(code, code),
    };
}
