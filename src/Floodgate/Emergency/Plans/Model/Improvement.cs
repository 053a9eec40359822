using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What must come out of an incident before it is closed.</summary>
internal sealed record ReviewRules
{
    /// <summary>Incidents at least this grave must be reviewed.</summary>
    [Member("须复盘的级别", "required from level")]
    public required ResponseLevel FromLevel { get; init; }

    [Member("初稿时限（分钟）", "draft within, minutes", Min = 1, Max = 10080)]
    public required int DraftMinutes { get; init; }

    [Member("复盘会时限（小时）", "meeting within, hours", Min = 1, Max = 720)]
    public required int MeetingHours { get; init; }

    [Member("关闭时限（天）", "closed within, days", Min = 1, Max = 90)]
    public required int CloseDays { get; init; }

    [Member("追问层数", "whys asked", Min = 1, Max = 10)]
    public required int Whys { get; init; }

    /// <summary>Each with owner and date; without them the review is not closed.</summary>
    [Member("整改项至少", "improvement actions at least", Min = 1, Max = 20)]
    public required int ActionsLeast { get; init; }

    [Member("整改项逾期告警（天）", "action overdue alarm after, days", Min = 0, Max = 90)]
    public required int OverdueDays { get; init; }

    /// <summary>Risks whose incidents are closed only after the attack or fault was tried again.</summary>
    [Member("须复测的风险", "risks that need a re-test", Form = TextForm.Id, Most = 50)]
    public IReadOnlyList<string> ReTest { get; init; } = [];
}

internal enum MeetingKind
{
    [Choice("例会", "regular")] Regular,
    [Choice("事后会", "after an incident")] AfterIncident,
}

internal sealed record Meeting
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("类型", "kind")]
    public required MeetingKind Kind { get; init; }

    /// <summary>Regular: at least every so many days.</summary>
    [Member("间隔（天）", "every, days", Min = 1, Max = 366)]
    public int? EveryDays { get; init; }

    /// <summary>After an incident: within so many hours of its end.</summary>
    [Member("结束后（小时）", "within, hours", Min = 1, Max = 720)]
    public int? WithinHours { get; init; }

    [Member("级别至少", "from level")]
    public ResponseLevel? FromLevel { get; init; }

    [Member("参加小组", "teams", Form = TextForm.Id, Least = 1, Most = 20)]
    public required IReadOnlyList<string> Teams { get; init; }

    [Member("议程", "agenda", Max = 200, Least = 1, Most = 20)]
    public required IReadOnlyList<BilingualText> Agenda { get; init; }
}

/// <summary>A drill that is due at intervals; its script is <c>plans/drills/ID.yaml</c>.</summary>
internal sealed record DrillPlan : IPlanPart
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 120)]
    public required BilingualText Name { get; init; }

    [Member("目标", "objective", Max = 500)]
    public required BilingualText Objective { get; init; }

    [Member("间隔（天）", "every, days", Min = 1, Max = 366)]
    public required int EveryDays { get; init; }

    [Member("参加小组", "teams", Form = TextForm.Id, Least = 1, Most = 20)]
    public required IReadOnlyList<string> Teams { get; init; }

    /// <summary>Teams that must also hold it together; left out: it need not be joint.</summary>
    [Member("联合演练", "joint")]
    public JointDrill? Joint { get; init; }

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }
}

/// <summary>
/// Several teams hold one run of a drill together: each by a person of its own who acknowledges, nobody played.
/// </summary>
internal sealed record JointDrill
{
    [Member("联合小组", "teams together", Form = TextForm.Id, Least = 2, Most = 20)]
    public required IReadOnlyList<string> Teams { get; init; }

    [Member("间隔（天）", "every, days", Min = 1, Max = 366)]
    public required int EveryDays { get; init; }
}

/// <summary>What people must know; its text is <c>plans/courses/ID.md</c>, its quiz <c>ID.quiz.yaml</c>.</summary>
internal sealed record Course : IPlanPart
{
    private const int UsualPassPercent = 80;

    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 120)]
    public required BilingualText Name { get; init; }

    [Member("学习小组", "teams", Form = TextForm.Id, Least = 1, Most = 20)]
    public required IReadOnlyList<string> Teams { get; init; }

    [Member("有效天数", "valid, days", Min = 1, Max = 1095)]
    public required int ValidDays { get; init; }

    /// <summary>Of the quiz; left out: 80.</summary>
    [Member("及格线（%）", "pass mark, percent", Min = 50, Max = 100)]
    public int? PassPercent { get; init; }

    /// <summary>The pass mark that holds.</summary>
    public int PassMark => PassPercent ?? UsualPassPercent;

    [Member("可执行", "executable")]
    public bool Executable { get; init; } = true;

    [Member("缺少", "missing", Max = 500)]
    public BilingualText? Missing { get; init; }
}

internal enum TriggerKind
{
    [Choice("方案逾龄", "the plan is old")] PlanAge,
    [Choice("评估逾龄", "the assessment is old")] AssessmentAge,
    [Choice("发生事件", "an incident")] Incident,
    [Choice("演练未通过或逾期", "a drill failed or is overdue")] Drill,
    [Choice("整改项逾期", "an action is overdue")] ActionOverdue,
    [Choice("责任人变动", "people changed")] Contacts,
    [Choice("系统版本或配置变化", "software or configuration changed")] Configuration,
    [Choice("活动规模变化", "a campaign grew")] CampaignScale,
    [Choice("有不可执行的部分变为可执行", "a part became executable")] Capability,
}

/// <summary>What makes the plan stale; the program computes it.</summary>
internal sealed record RevisionTrigger
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 160)]
    public required BilingualText Name { get; init; }

    [Member("类型", "kind")]
    public required TriggerKind Kind { get; init; }

    /// <summary>For ages: after so many days.</summary>
    [Member("天数", "days", Min = 1, Max = 1095)]
    public int? Days { get; init; }

    /// <summary>For incidents: at least this grave.</summary>
    [Member("级别至少", "from level")]
    public ResponseLevel? FromLevel { get; init; }

    /// <summary>For the scale of a campaign: larger than any before by so many percent.</summary>
    [Member("增幅（%）", "growth, percent", Min = 1, Max = 10000)]
    public int? Percent { get; init; }
}
