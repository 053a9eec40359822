using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Scripts;

internal enum ExpectationKind
{
    [Choice("事件已开启", "an incident is open")] IncidentOpen,
    [Choice("只有一个事件", "there is one incident")] OneIncident,
    [Choice("小组已被呼叫", "teams are paged")] TeamsPaged,
    [Choice("副手被呼叫", "the deputy is paged")] DeputyPaged,
    [Choice("改由其他渠道送达", "pages go by another channel")] FailedOver,
    [Choice("公告已发布", "a notice is public")] NoticePublished,
    [Choice("状态页可打开", "the status page answers")] StatusAnswers,
    [Choice("领取已暂停", "claims are paused")] ClaimsPaused,
    [Choice("卡包可读", "wallets are readable")] WalletsReadable,
    [Choice("确认被接受", "the acknowledgement is taken")] AcknowledgementTaken,
    [Choice("步骤已完成", "a step is done")] StepDone,
    [Choice("步骤已撤销", "a step is undone")] StepUndone,
    [Choice("信号解除", "the signals clear")] SignalsClear,
    [Choice("时间线完整", "the timeline is complete")] TimelineComplete,
    [Choice("请求有明确答复", "requests get a definite answer")] DefiniteAnswers,
    [Choice("以该代码拒绝", "refused with a code")] RefusedWith,
    [Choice("不变量成立", "the invariants hold")] InvariantsHold,
}

/// <summary>Whose doing it is.</summary>
internal enum ExpectedOf
{
    [Choice("系统", "the program")] Program,
    [Choice("人员", "people")] People,
}

/// <summary>Which process answers.</summary>
internal enum DrillPlace
{
    [Choice("服务", "the server")] Server,
    [Choice("看门狗", "the watchdog")] Watch,
}

/// <summary>What must be seen from outside, and by when.</summary>
internal sealed record Expectation
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("说明", "what is expected", Max = 200)]
    public required BilingualText Title { get; init; }

    [Member("类型", "kind")]
    public required ExpectationKind Kind { get; init; }

    [Member("对象", "expected of")]
    public ExpectedOf Of { get; init; }

    /// <summary>Not judged on a running server, where real people may answer before it comes to that.</summary>
    [Member("仅影子模式", "in shadow mode only")]
    public bool ShadowOnly { get; init; }

    /// <summary>An inject or another expectation; its time is counted from there. Left out: from the start.</summary>
    [Member("自……起", "after", Form = TextForm.Id)]
    public string? After { get; init; }

    /// <summary>The latest; for what lasts, how long it must hold.</summary>
    [Member("时限（秒）", "within, seconds", Min = 0.1, Max = 600)]
    public decimal? WithinSeconds { get; init; }

    /// <summary>For what is due at a moment rather than by it.</summary>
    [Member("应在（秒）", "at, seconds", Min = 0, Max = 600)]
    public decimal? AtSeconds { get; init; }

    [Member("允许偏差（秒）", "tolerance, seconds", Min = 0.1, Max = 60)]
    public decimal? ToleranceSeconds { get; init; }

    [Member("风险", "risk", Form = TextForm.Id)]
    public string? Risk { get; init; }

    [Member("小组", "teams", Form = TextForm.Id, Most = 20)]
    public IReadOnlyList<string> Teams { get; init; } = [];

    [Member("人员", "person", Form = TextForm.Id)]
    public string? Person { get; init; }

    [Member("渠道", "channel")]
    public DrillChannel? Channel { get; init; }

    [Member("步骤", "step", Form = TextForm.Id)]
    public string? Step { get; init; }

    /// <summary>The step says what it measured before and after.</summary>
    [Member("须有实测效果", "with a measured effect")]
    public bool WithEffect { get; init; }

    [Member("进程", "of which process")]
    public DrillPlace? Where { get; init; }

    /// <summary>A notice with the time of the return.</summary>
    [Member("含恢复时间", "with a return time")]
    public bool WithReturn { get; init; }

    [Member("代码", "code", Form = TextForm.Id)]
    public string? Code { get; init; }

    /// <summary>At least this share, percent.</summary>
    [Member("至少（%）", "at least, percent", Min = 1, Max = 100)]
    public decimal? AtLeastPercent { get; init; }
}
