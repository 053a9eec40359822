using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

internal enum InjectKind
{
    [Choice("存储失效", "the storage fails")] StorageFails,
    [Choice("存储变慢", "the storage is slow")] StorageSlow,
    [Choice("存储恢复", "the storage is back")] StorageBack,
    [Choice("扮演节点失效", "a node's death is played")] NodeLost,
    [Choice("扮演网络分裂", "a split of the network is played")] NetworkSplit,
    [Choice("扮演数据库失效", "the loss of the database is played")] DatabaseLost,
    [Choice("扮演结束", "no fault of a cluster is played any more")] ClusterBack,
    [Choice("杀死进程", "the server is killed")] Kill,
    [Choice("启动进程", "the server is started")] Start,
    [Choice("渠道中断", "a channel is down")] ChannelDown,
    [Choice("渠道恢复", "the channel is back")] ChannelBack,
    [Choice("人群（场景）", "a crowd (a scenario)")] Rush,
    [Choice("领取请求", "claims")] Claims,
    [Choice("伪造的领取请求", "forged claims")] ForgedClaims,
    [Choice("收银核销", "redemptions at tills")] Redemptions,
    [Choice("离线重复核销", "the same vouchers handed in by two offline tills")] OfflineTwice,
    [Choice("一家门店被暂停", "one store is suspended")] StoreSuspended,
    [Choice("门店恢复", "the store is reinstated")] StoreReinstated,
    [Choice("外部告警", "an alert from outside")] Alert,
    [Choice("外部告警解除", "the alert is over")] AlertOver,
    [Choice("客服来电", "calls at the service desk")] Calls,
    [Choice("人工申报", "a person declares")] Declare,
    [Choice("指明原因", "a person names the cause")] SetCause,
    [Choice("执行步骤", "a person takes a step")] TakeStep,
    [Choice("撤销步骤", "a person undoes a step")] UndoStep,
}

internal enum DrillChannel
{
    [Choice("电子邮件", "mail")] Mail,
    [Choice("签名回调", "signed webhook")] Webhook,
}

/// <summary>Something that is done to the system, at a time or after something was seen.</summary>
internal sealed record Inject
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("说明", "what happens", Max = 200)]
    public required BilingualText Title { get; init; }

    [Member("类型", "kind")]
    public required InjectKind Kind { get; init; }

    /// <summary>Seconds from the start; either this or <see cref="After"/>.</summary>
    [Member("时刻（秒）", "at, seconds", Min = 0, Max = 600)]
    public decimal? AtSeconds { get; init; }

    /// <summary>An inject that is done or an expectation that is met.</summary>
    [Member("在……之后", "after", Form = TextForm.Id)]
    public string? After { get; init; }

    [Member("之后再等（秒）", "plus, seconds", Min = 0, Max = 600)]
    public decimal PlusSeconds { get; init; }

    /// <summary>Done by then even if what it waits for was not seen.</summary>
    [Member("最迟（秒）", "at the latest, seconds", Min = 1, Max = 600)]
    public decimal? LatestSeconds { get; init; }

    /// <summary>For a slow storage: what every write takes longer.</summary>
    [Member("延迟（毫秒）", "delay, milliseconds", Min = 1, Max = 5000)]
    public int? DelayMilliseconds { get; init; }

    [Member("渠道", "channel")]
    public DrillChannel? Channel { get; init; }

    /// <summary>For a crowd: a scenario the program brings with it, or a file.</summary>
    [Member("场景", "scenario", Form = TextForm.Id)]
    public string? Scenario { get; init; }

    [Member("人数", "people", Min = 1, Max = 100000)]
    public int? People { get; init; }

    [Member("持续（秒）", "for, seconds", Min = 1, Max = 600)]
    public int? ForSeconds { get; init; }

    [Member("每秒次数", "a second", Min = 1, Max = 2000)]
    public int? PerSecond { get; init; }

    /// <summary>For calls at the desk and vouchers handed in twice: how many.</summary>
    [Member("次数", "number", Min = 1, Max = 1000)]
    public int? Number { get; init; }

    /// <summary>For a declared incident.</summary>
    [Member("风险", "risk", Form = TextForm.Id)]
    public string? Risk { get; init; }

    /// <summary>Of the runbook, for a step that a person takes or undoes.</summary>
    [Member("步骤", "step", Form = TextForm.Id)]
    public string? Step { get; init; }

    /// <summary>Of a risk of the plan, for a person who names the incident's.</summary>
    [Member("原因", "cause", Form = TextForm.Id)]
    public string? Cause { get; init; }

    /// <summary>For a declared incident: I to IV; left out, the plan's.</summary>
    [Member("级别", "level", Max = 3)]
    public string? Level { get; init; }
}
