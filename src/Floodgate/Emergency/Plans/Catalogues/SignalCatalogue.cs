using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>What the numbers of a signal are, and so what a detector may ask of them.</summary>
internal enum SignalKind
{
    /// <summary>Things that happen; a detector sees them per second over its window.</summary>
    [Foundation.Documents.Choice("每秒次数", "a rate")] Rate,

    /// <summary>What stands at a moment; a detector sees the mean over its window.</summary>
    [Foundation.Documents.Choice("瞬时值", "a level")] Gauge,

    /// <summary>Durations; a detector asks for a percentile over its window.</summary>
    [Foundation.Documents.Choice("分布", "a distribution")] Distribution,
}

/// <summary>A number the program knows about itself, once a second.</summary>
/// <param name="PerCampaign">One series a campaign; otherwise one for the node.</param>
/// <param name="Codes">The signal can be narrowed to one refusal code or call reason.</param>
internal sealed record SignalEntry(
    string Name, SignalKind Kind, string Unit, BilingualText Description, bool PerCampaign, bool Codes = false);

/// <summary>The closed list of signals that detectors and recovery criteria may name.</summary>
internal static class SignalCatalogue
{
    public const string PerSecond = "/s";
    public const string Milliseconds = "ms";
    public const string Percent = "%";
    public const string DiskFree = "disk.free";

    public static readonly IReadOnlyList<SignalEntry> All =
    [
        Rate("claims.requests", "领取请求", "claim requests that arrived"),
        Rate("claims.admitted", "放行的请求", "claim requests let through"),
        Rate("claims.issued", "发出的券", "vouchers issued"),
        Rate("claims.repeated", "重复请求得到的原回执", "receipts given again for a known key"),
        Rate("claims.answered", "已答复的请求", "requests answered, receipts included"),
        Rate("claims.refused", "被拒绝的请求，可按代码细分", "requests refused, by code if wanted", codes: true),
        Rate("claims.failed", "因系统故障未能领取的请求（存储、损坏；不含过载）",
            "requests refused for a fault of ours: storage, damage; overload not"),
        Rate("journal.commits", "账本落盘批次", "batches made durable"),
        Time("request.duration", "请求到答复的时间", "from a request's arrival to its answer"),
        Time("admission.duration", "请求到放行的时间", "from arrival to admission"),
        Time("queue.duration", "排队等待的时间", "the wait in the queue"),
        Time("decision.duration", "裁决一批的时间", "deciding a batch"),
        Time("journal.duration", "账本落盘的时间", "making a batch durable"),
        Time("receipt.duration", "请求到回执的时间", "from arrival to receipt"),
        Level("queue.depth", "1", "排队中的命令", "commands waiting", perCampaign: true),
        Level("stock.remaining", "1", "剩余券数", "vouchers left", perCampaign: true),
        Level("stock.remaining-share", Percent, "剩余券占比", "vouchers left, of all", perCampaign: true),
        new("storage.failures", SignalKind.Rate, PerSecond,
            new("存储写入失败次数", "writes that the storage refused"), PerCampaign: false),
        Level("process.cpu", Percent, "本进程占用的处理器（全部核心为 100）", "processor time used, all cores being 100"),
        Level("process.memory", "MB", "本进程占用的内存", "memory held by the process"),
        Level("process.pool-queue", "1", "线程池排队的工作项", "work items waiting for a thread"),
        Level(DiskFree, Percent, "数据盘剩余空间", "room left on the data disk"),
        Level("cluster.nodes-lost", "1", "未告退就失效的节点", "nodes that went without a word"),
        Level("cluster.nodes-unreachable", "1", "在册而不答复本节点的节点", "living nodes that do not answer this one"),
        Level("database.standby-away", "1", "提交未到达备库（1 为是）", "commits do not reach the standby (1: so it is)"),
        Level("capacity.used", Percent, "各节点处理器的平均占用（仅在能够扩容处测量）",
            "processors in use, mean of all nodes; measured where nodes can be added"),
        OfTills("tills.requests", "收银终端的核销请求", "redemptions that tills asked for"),
        OfTills("tills.taken", "核销成功（含重复请求得到的原回执）", "redemptions taken, repeats included"),
        OfTills("tills.failed", "因系统原因未能核销", "redemptions that failed through our own fault"),
        OfTills("tills.refused", "未能核销的请求，可按代码细分", "redemptions not taken, by code if wanted", codes: true),
        OfTills("tills.conflicts", "离线核销同步后发现已在别处用掉",
            "offline redemptions of vouchers that were spent elsewhere"),
        new("tills.duration", SignalKind.Distribution, Milliseconds,
            new("核销请求到答复的时间", "from a redemption's arrival to its answer"), PerCampaign: false),
        Level("tills.store-trouble", Percent, "最差门店在一分钟内非因券本身未能核销的占比",
            "of the worst store, redemptions not taken for other reasons than the voucher, in a minute"),
        new("service.calls", SignalKind.Rate, PerSecond,
            new("客服登记的来电，可按原因细分", "calls tallied by service staff, by reason if wanted"), true, true),
        new("pages.failed", SignalKind.Rate, PerSecond, new("发送失败的呼叫", "pages that could not be sent"), false),
        new("alerts.refused", SignalKind.Rate, PerSecond,
            new("被拒收的外部告警（伪造、重放、过大）", "outside alerts refused: forged, replayed, too large"), false),
    ];

    public static SignalEntry? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    private static SignalEntry Rate(string name, string zh, string en, bool codes = false) =>
        new(name, SignalKind.Rate, PerSecond, new(zh, en), PerCampaign: true, codes);

    private static SignalEntry OfTills(string name, string zh, string en, bool codes = false) =>
        new(name, SignalKind.Rate, PerSecond, new(zh, en), PerCampaign: false, codes);

    private static SignalEntry Time(string name, string zh, string en) =>
        new(name, SignalKind.Distribution, Milliseconds, new(zh, en), PerCampaign: true);

    private static SignalEntry Level(string name, string unit, string zh, string en, bool perCampaign = false) =>
        new(name, SignalKind.Gauge, unit, new(zh, en), perCampaign);
}
