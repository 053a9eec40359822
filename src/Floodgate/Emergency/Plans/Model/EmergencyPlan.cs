using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>
/// An emergency plan as its authors wrote it: immutable, one instance a version. It holds no personal data: people are
/// ids that a <see cref="ContactBook"/> explains. <see cref="PlanLint"/> checks what one member alone cannot say.
/// </summary>
internal sealed record EmergencyPlan
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    [Member("目的", "purpose", Max = 2000, Form = TextForm.Prose)]
    public required BilingualText Purpose { get; init; }

    [Member("适用范围", "scope", Max = 2000, Form = TextForm.Prose)]
    public required BilingualText Scope { get; init; }

    [Member("工作原则", "principles", Max = 300, Most = 20)]
    public IReadOnlyList<BilingualText> Principles { get; init; } = [];

    [Member("风险评估", "risk assessment")]
    public required Assessment Assessment { get; init; }

    [Member("应急小组", "teams", Least = 1, Most = 20)]
    public required IReadOnlyList<Team> Teams { get; init; }

    [Member("通知渠道", "channels", Least = 1, Most = 10)]
    public required IReadOnlyList<Channel> Channels { get; init; }

    [Member("响应级别", "response levels", Least = 4, Most = 4)]
    public required IReadOnlyList<Level> Levels { get; init; }

    [Member("风险", "risks", Least = 1, Most = 100)]
    public required IReadOnlyList<Risk> Risks { get; init; }

    [Member("监测项", "detectors", Most = 500)]
    public required IReadOnlyList<Detector> Detectors { get; init; }

    [Member("处置手册", "runbooks", Most = 200)]
    public required IReadOnlyList<Runbook> Runbooks { get; init; }

    [Member("公告模板", "notice templates", Most = 100)]
    public required IReadOnlyList<NoticeTemplate> Notices { get; init; }

    [Member("自动处置", "automation")]
    public required Automation Automation { get; init; }

    [Member("预计修复", "estimated repair")]
    public required RepairRules Repair { get; init; }

    [Member("恢复条件", "recovery criteria", Least = 1, Most = 50)]
    public required IReadOnlyList<RecoveryCriterion> Recovery { get; init; }

    [Member("信息节奏", "rhythm")]
    public required Rhythm Rhythm { get; init; }

    [Member("时限目标", "targets")]
    public required Targets Targets { get; init; }

    [Member("复盘规则", "review rules")]
    public required ReviewRules Review { get; init; }

    [Member("应急会议", "meetings", Least = 1, Most = 20)]
    public required IReadOnlyList<Meeting> Meetings { get; init; }

    [Member("演练", "drills", Most = 100)]
    public required IReadOnlyList<DrillPlan> Drills { get; init; }

    [Member("培训课程", "courses", Most = 100)]
    public required IReadOnlyList<Course> Courses { get; init; }

    [Member("修订触发条件", "revision triggers", Least = 1, Most = 30)]
    public required IReadOnlyList<RevisionTrigger> RevisionTriggers { get; init; }

    public Team? TeamOf(string id) => Teams.FirstOrDefault(team => team.Id == id);

    public Level LevelOf(ResponseLevel level) => Levels.First(one => one.Id == level);

    public Risk? RiskOf(string id) => Risks.FirstOrDefault(risk => risk.Id == id);

    public Runbook? RunbookOf(string id) => Runbooks.FirstOrDefault(runbook => runbook.Id == id);

    public NoticeTemplate? NoticeOf(string id) => Notices.FirstOrDefault(notice => notice.Id == id);

    /// <summary>The detectors that watch for a risk, in the order of the plan.</summary>
    public IEnumerable<Detector> DetectorsOf(Risk risk) => Detectors.Where(detector => detector.Risk == risk.Id);

    /// <summary>The causes that a runbook treats, with the risk each belongs to.</summary>
    public IEnumerable<(Risk Risk, Cause Cause)> CausesOf(Runbook runbook) =>
        from risk in Risks
        from cause in risk.Response.Causes
        where cause.Runbook == runbook.Id
        select (risk, cause);
}

/// <summary>
/// A part that may wait for software which comes later. It is then written with what is missing, counted and shown; it
/// is never carried out.
/// </summary>
internal interface IPlanPart
{
    string Id { get; }

    BilingualText Name { get; }

    bool Executable { get; }

    /// <summary>What is missing; set exactly when <see cref="Executable"/> is false.</summary>
    BilingualText? Missing { get; }
}
