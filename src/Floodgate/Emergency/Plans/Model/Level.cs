using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>I is the gravest.</summary>
internal enum ResponseLevel
{
    [Choice("Ⅰ级（红）", "I (red)")] I,
    [Choice("Ⅱ级（橙）", "II (orange)")] II,
    [Choice("Ⅲ级（黄）", "III (yellow)")] III,
    [Choice("Ⅳ级（蓝）", "IV (blue)")] IV,
}

internal enum LevelColour
{
    [Choice("红", "red")] Red,
    [Choice("橙", "orange")] Orange,
    [Choice("黄", "yellow")] Yellow,
    [Choice("蓝", "blue")] Blue,
}

/// <summary>Whether a long repair pauses claims by itself or asks a commander.</summary>
internal enum PauseMode
{
    [Choice("建议，由指挥决定", "proposed to the commander")] Propose,
    [Choice("自动执行", "executed")] Execute,
}

/// <summary>How grave an incident is, who may say so, who is called and how fast the public hears.</summary>
internal sealed record Level
{
    [Member("级别", "level")]
    public required ResponseLevel Id { get; init; }

    [Member("颜色", "colour")]
    public required LevelColour Colour { get; init; }

    [Member("名称", "name", Max = 80)]
    public required BilingualText Name { get; init; }

    /// <summary>What it takes to be of this level.</summary>
    [Member("标准", "criteria", Max = 1000, Form = TextForm.Prose)]
    public required BilingualText Criteria { get; init; }

    /// <summary>Roles of staff, as <c>Roles</c> has them. The program itself may always declare.</summary>
    [Member("可启动的角色", "roles that may declare", Least = 1, Most = 10)]
    public required IReadOnlyList<string> Declare { get; init; }

    [Member("可升级的角色", "roles that may raise", Least = 1, Most = 10)]
    public required IReadOnlyList<string> Raise { get; init; }

    [Member("可降级的角色", "roles that may lower", Least = 1, Most = 10)]
    public required IReadOnlyList<string> Lower { get; init; }

    [Member("可结束的角色", "roles that may end", Least = 1, Most = 10)]
    public required IReadOnlyList<string> End { get; init; }

    /// <summary>The team whose first to acknowledge commands the incident until somebody else is named.</summary>
    [Member("指挥小组", "commanding team", Form = TextForm.Id)]
    public required string Command { get; init; }

    [Member("呼叫", "page")]
    public required PageRules Page { get; init; }

    /// <summary>From the incident's start to the first public notice.</summary>
    [Member("首次公告时限（秒）", "first notice within, seconds", Min = 1, Max = 3600)]
    public required int FirstNoticeSeconds { get; init; }

    /// <summary>The first notice goes out from its template without a person.</summary>
    [Member("自动公告", "first notice by itself")]
    public required bool NoticeAutomatic { get; init; }

    [Member("公告更新间隔（分钟）", "public update every, minutes", Min = 1, Max = 1440)]
    public required int UpdateEveryMinutes { get; init; }

    /// <summary>An estimated repair longer than this pauses claims, as <see cref="PauseMode"/> says.</summary>
    [Member("预计修复超过此值则暂停（分钟）", "pause when repair takes over, minutes", Min = 0, Max = 1440)]
    public required int PauseWhenRepairOverMinutes { get; init; }

    [Member("暂停方式", "way of pausing")]
    public required PauseMode PauseMode { get; init; }
}

/// <summary>Who is called, in which order, until how many acknowledge.</summary>
internal sealed record PageRules
{
    [Member("被呼叫的小组", "teams", Form = TextForm.Id, Least = 1, Most = 20)]
    public required IReadOnlyList<string> Teams { get; init; }

    /// <summary>People of each team that must acknowledge; until then the steps go on for that team.</summary>
    [Member("每组确认人数", "acknowledgements needed of each team", Min = 1, Max = 20)]
    public required int AcknowledgementsNeeded { get; init; }

    [Member("升级步骤", "steps", Least = 1, Most = 20)]
    public required IReadOnlyList<PageStep> Steps { get; init; }

    /// <summary>After the last step everybody not yet answering is called again at this interval.</summary>
    [Member("重复间隔（秒）", "repeat every, seconds", Min = 15, Max = 86400)]
    public required int RepeatSeconds { get; init; }

    /// <summary>Then the incident's timeline says that nobody answered.</summary>
    [Member("重复次数上限", "repeats at most", Min = 0, Max = 100)]
    public required int RepeatsMax { get; init; }

    [Member("不受免打扰限制", "passes quiet rules")]
    public required bool BypassesQuiet { get; init; }
}

internal enum PageTarget
{
    [Choice("第一责任人", "primary")] Primary,
    [Choice("副手", "deputy")] Deputy,
    [Choice("全组", "whole team")] Team,
    [Choice("指定的人", "a person")] Person,
}

/// <summary>One step of the escalation, counted from the page's start.</summary>
internal sealed record PageStep
{
    [Member("开始后（秒）", "after, seconds", Min = 0, Max = 86400)]
    public required int AfterSeconds { get; init; }

    [Member("对象", "to")]
    public required PageTarget To { get; init; }

    /// <summary>Set exactly when <see cref="To"/> is a person.</summary>
    [Member("人员", "person", Form = TextForm.Id)]
    public string? Person { get; init; }
}
