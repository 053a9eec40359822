using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What the program may do without a person.</summary>
internal sealed record Automation
{
    [Member("启用", "on")]
    public required bool Enabled { get; init; }

    /// <summary>Campaigns it may hold paused at one time.</summary>
    [Member("可同时暂停的活动数", "campaigns paused at once", Min = 0, Max = 1000)]
    public required int CampaignsPausedMax { get; init; }

    /// <summary>Longest pause it may announce; a longer one asks a commander.</summary>
    [Member("单次暂停上限（分钟）", "minutes of one pause", Min = 0, Max = 1440)]
    public required int PauseMinutesMax { get; init; }

    /// <summary>Changes an hour (steps with an effect, of all incidents).</summary>
    [Member("每小时动作上限", "actions an hour", Min = 0, Max = 10000)]
    public required int ActionsPerHourMax { get; init; }
}

/// <summary>How the estimated repair time is handled, and what follows from it.</summary>
internal sealed record RepairRules
{
    /// <summary>By then the commander has confirmed or corrected the estimate.</summary>
    [Member("给出估计的时限（分钟）", "estimate within, minutes", Min = 1, Max = 240)]
    public required int EstimateWithinMinutes { get; init; }

    /// <summary>Before an announced return the commander confirms or extends.</summary>
    [Member("恢复前确认（分钟）", "confirm the return before, minutes", Min = 1, Max = 120)]
    public required int ConfirmReturnMinutes { get; init; }

    /// <summary>When the criteria do not hold at the announced time, it moves by this.</summary>
    [Member("每次顺延（分钟）", "move the return by, minutes", Min = 5, Max = 240)]
    public required int MoveReturnMinutes { get; init; }

    /// <summary>Added to the estimate when a return time is announced.</summary>
    [Member("公布余量（分钟）", "margin when announced, minutes", Min = 0, Max = 240)]
    public required int MarginMinutes { get; init; }

    [Member("阈值", "thresholds", Least = 1, Most = 10)]
    public required IReadOnlyList<RepairThreshold> Thresholds { get; init; }
}

/// <summary>A repair that takes longer asks for more.</summary>
internal sealed record RepairThreshold
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("超过（分钟）", "over, minutes", Min = 0, Max = 10080)]
    public required int OverMinutes { get; init; }

    /// <summary>Raise the incident to at least this.</summary>
    [Member("级别至少", "level at least")]
    public ResponseLevel? LevelAtLeast { get; init; }

    [Member("通知持券人", "notify holders")]
    public bool NotifyHolders { get; init; }

    /// <summary>Give back the validity that was lost.</summary>
    [Member("延长有效期", "extend validity")]
    public bool ExtendValidity { get; init; }

    [Member("召开会议", "call a meeting")]
    public bool Meeting { get; init; }

    /// <summary>Only for incidents of these risks; none: for all. A parcel may take days, claims may not.</summary>
    [Member("风险", "risks", Form = TextForm.Id, Most = 50)]
    public IReadOnlyList<string> Risks { get; init; } = [];
}

/// <summary>Without these nothing resumes.</summary>
internal sealed record RecoveryCriterion : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 160)]
    public required BilingualText Name { get; init; }

    /// <summary>Only for incidents of these risks; none: for all.</summary>
    [Member("风险", "risks", Form = TextForm.Id, Most = 50)]
    public IReadOnlyList<string> Risks { get; init; } = [];

    /// <summary>Measured; left out when a person checks it.</summary>
    [Member("信号", "signal")]
    public SignalChoice? Signal { get; init; }

    /// <summary>For a signal that is a distribution.</summary>
    [Member("分位", "percentile", Min = 1, Max = 99.99)]
    public decimal? Percentile { get; init; }

    [Member("探测", "probe")]
    public Probe? Probe { get; init; }

    /// <summary>The good side of the limit.</summary>
    [Member("比较", "comparison")]
    public Comparison? Comparison { get; init; }

    [Member("阈值", "limit", Min = -1e12, Max = 1e12)]
    public decimal? Limit { get; init; }

    [Member("单位", "unit", Max = 16)]
    public string? Unit { get; init; }

    [Member("窗口（秒）", "window, seconds", Min = 1, Max = 3600)]
    public int WindowSeconds { get; init; } = 30;

    /// <summary>It must have held for this long.</summary>
    [Member("持续（秒）", "for, seconds", Min = 0, Max = 3600)]
    public required int ForSeconds { get; init; }

    /// <summary>A team that signs it off, when it is not measured.</summary>
    [Member("核对小组", "checked by", Form = TextForm.Id)]
    public string? CheckedBy { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }
}

/// <summary>How often people are told, beyond what the level says.</summary>
internal sealed record Rhythm
{
    [Member("内部更新间隔（分钟）", "internal update every, minutes", Min = 1, Max = 240)]
    public required int InternalMinutes { get; init; }

    /// <summary>No public update for so long raises the alarm.</summary>
    [Member("公告逾期告警（分钟）", "public update overdue after, minutes", Min = 1, Max = 240)]
    public required int OverdueMinutes { get; init; }

    /// <summary>A shift of the people in the room.</summary>
    [Member("交接班（小时）", "hand over after, hours", Min = 1, Max = 24)]
    public required int HandOverHours { get; init; }

    /// <summary>Service staff see a text before the public by so much.</summary>
    [Member("客服提前（秒）", "service staff see it first by, seconds", Min = 0, Max = 60)]
    public required int ServiceFirstSeconds { get; init; }
}

/// <summary>What a review measures an incident's durations against. Counted from the breach.</summary>
internal sealed record Targets
{
    [Member("开启事件（秒）", "incident open, seconds", Min = 1, Max = 3600)]
    public required int OpenSeconds { get; init; }

    [Member("发出首次呼叫（秒）", "first page sent, seconds", Min = 1, Max = 3600)]
    public required int PageSeconds { get; init; }

    [Member("首次确认（秒）", "first acknowledgement, seconds", Min = 1, Max = 86400)]
    public required int AcknowledgeSeconds { get; init; }

    [Member("首次公告（秒）", "first public notice, seconds", Min = 1, Max = 86400)]
    public required int NoticeSeconds { get; init; }

    [Member("确定原因（分钟）", "cause found, minutes", Min = 1, Max = 10080)]
    public required int CauseMinutes { get; init; }

    [Member("恢复（分钟）", "restored, minutes", Min = 1, Max = 10080)]
    public required int RestoreMinutes { get; init; }
}
