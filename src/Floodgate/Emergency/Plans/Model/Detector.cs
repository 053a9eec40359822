using System.Collections.Immutable;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

internal enum DetectorKind
{
    [Choice("阈值", "threshold")] Threshold,
    [Choice("比率", "ratio")] Ratio,
    [Choice("分位数", "percentile")] Percentile,
    [Choice("缺失", "absence")] Absence,
    [Choice("预测", "forecast")] Forecast,
    [Choice("探测", "probe")] Probe,
    [Choice("心跳", "heartbeat")] Heartbeat,
    [Choice("外部告警", "alert from outside")] Alert,
}

internal enum Comparison
{
    [Choice("高于", "above")] Above,
    [Choice("低于", "below")] Below,
}

internal enum MissingData
{
    /// <summary>Seconds without data count for nothing.</summary>
    [Choice("忽略", "ignored")] Ignore,

    /// <summary>No data is a breach.</summary>
    [Choice("视为越限", "a breach")] Breach,

    /// <summary>The last state stays.</summary>
    [Choice("保持原状", "the last state stays")] Keep,

    /// <summary>No data is good: where nobody asks, nobody is refused.</summary>
    [Choice("视为正常", "good")] Good,
}

/// <summary>What is watched, from when it is a breach, and from when it is over.</summary>
internal sealed record Detector : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 120)]
    public required BilingualText Name { get; init; }

    [Member("风险", "risk", Form = TextForm.Id)]
    public required string Risk { get; init; }

    /// <summary>A cause of the risk's response; left out, the first.</summary>
    [Member("原因", "cause", Form = TextForm.Id)]
    public string? Cause { get; init; }

    [Member("方式", "kind")]
    public required DetectorKind Kind { get; init; }

    /// <summary>For threshold, ratio, percentile, absence and forecast.</summary>
    [Member("信号", "signal")]
    public SignalChoice? Signal { get; init; }

    /// <summary>For ratio: what the signal is divided by.</summary>
    [Member("分母信号", "divided by")]
    public SignalChoice? Over { get; init; }

    /// <summary>For ratio: with less than this below the line in the window there is no data.</summary>
    [Member("分母下限", "least divisor", Min = 0, Max = 1e12)]
    public decimal? OverLeast { get; init; }

    /// <summary>For percentile: 50 to 99.9.</summary>
    [Member("分位", "percentile", Min = 1, Max = 99.99)]
    public decimal? Percentile { get; init; }

    /// <summary>For forecast: the limit will be passed within this, if it goes on as in the window.</summary>
    [Member("预测时长（秒）", "horizon, seconds", Min = 1, Max = 86400)]
    public int? HorizonSeconds { get; init; }

    [Member("探测", "probe")]
    public Probe? Probe { get; init; }

    /// <summary>For heartbeat: the name its sender uses.</summary>
    [Member("心跳来源", "heartbeat source", Form = TextForm.Id)]
    public string? Heartbeat { get; init; }

    [Member("告警匹配", "alert that matches")]
    public AlertMatch? Alert { get; init; }

    /// <summary>
    /// Above: a breach is more than the limit, and over when at most the clear limit; below the other way round. Left
    /// out for absence, heartbeat, alert, and for probes that only fail or not.
    /// </summary>
    [Member("比较", "comparison")]
    public Comparison? Comparison { get; init; }

    /// <summary>In the signal's own unit; a ratio's is percent.</summary>
    [Member("阈值", "limit", Min = -1e12, Max = 1e12)]
    public decimal? Limit { get; init; }

    [Member("单位", "unit", Max = 16)]
    public string? Unit { get; init; }

    [Member("窗口（秒）", "window, seconds", Min = 1, Max = 3600)]
    public required int WindowSeconds { get; init; }

    /// <summary>The breach must last this long; 0: at once.</summary>
    [Member("持续（秒）", "for, seconds", Min = 0, Max = 3600)]
    public required int ForSeconds { get; init; }

    /// <summary>The breach is over past this; left out: past the limit itself.</summary>
    [Member("解除阈值", "clear limit", Min = -1e12, Max = 1e12)]
    public decimal? ClearLimit { get; init; }

    [Member("解除须持续（秒）", "clear for, seconds", Min = 0, Max = 86400)]
    public required int ClearForSeconds { get; init; }

    [Member("无数据时", "missing data")]
    public required MissingData MissingData { get; init; }

    /// <summary>More changes than this within ten minutes: it stays fired until it has been quiet that long.</summary>
    [Member("抖动上限（十分钟内）", "changes in ten minutes at most", Min = 2, Max = 100)]
    public int FlapMax { get; init; } = 6;

    /// <summary>Left out: the level of the risk's response.</summary>
    [Member("级别", "level")]
    public ResponseLevel? Level { get; init; }

    /// <summary>What it means for vouchers, as pages and notices say it.</summary>
    [Member("对券的影响", "effect on vouchers", Max = 300)]
    public required BilingualText Effect { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }
}

/// <summary>A signal of <see cref="SignalCatalogue"/>, narrowed.</summary>
internal sealed record SignalChoice
{
    [Member("名称", "name", Max = 64)]
    public required string Name { get; init; }

    /// <summary>The code of a refusal or the reason of a call, where the signal has such.</summary>
    [Member("代码", "code", Max = 64)]
    public string? Code { get; init; }

    /// <summary>One campaign; left out: each campaign by itself.</summary>
    [Member("活动", "campaign", Form = TextForm.Id)]
    public string? Campaign { get; init; }
}

internal enum ProbeKind
{
    [Choice("网页", "HTTP")] Http,
    [Choice("端口", "TCP")] Tcp,
    [Choice("存储", "storage")] Storage,
    [Choice("磁盘", "disk")] Disk,
    [Choice("时钟", "clock")] Clock,
    [Choice("证书", "certificate")] Certificate,
}

/// <summary>Something asked from here. What each kind measures is in <see cref="ProbeCatalogue"/>.</summary>
internal sealed record Probe
{
    [Member("类型", "kind")]
    public required ProbeKind Kind { get; init; }

    /// <summary>
    /// HTTP, certificate: an address; TCP: host:port; storage: journal, relational or folder; disk: data; clock: a host
    /// that answers HTTP on port 80, or monotonic.
    /// </summary>
    [Member("对象", "target", Max = 200)]
    public required string Target { get; init; }

    [Member("间隔（秒）", "every, seconds", Min = 1, Max = 3600)]
    public int EverySeconds { get; init; } = 1;

    [Member("超时（毫秒）", "time limit, milliseconds", Min = 50, Max = 30000)]
    public int TimeLimitMilliseconds { get; init; } = 1000;
}

/// <summary>Alerts of a source that have all these labels.</summary>
internal sealed record AlertMatch
{
    [Member("来源", "source", Form = TextForm.Id)]
    public required string Source { get; init; }

    [Member("标签", "labels", Max = 200, Most = 10)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } =
        ImmutableSortedDictionary<string, string>.Empty;
}
