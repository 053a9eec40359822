using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.People.Calendar;

/// <summary>Which of a team's two places somebody is on call for.</summary>
internal enum DutyPlace
{
    [Choice("第一责任人", "primary")] Primary,
    [Choice("副手", "deputy")] Deputy,
}

/// <summary>
/// Who is on call when, as people wrote it: ids of people and teams only. <see cref="CalendarRules"/> checks it;
/// <see cref="DutyTable"/> says who it is.
/// </summary>
internal sealed record OnCallCalendar
{
    public const int OverridesMax = 500;
    public static readonly OnCallCalendar Empty = new();

    [Member("轮值", "rotations", Most = 100)]
    public IReadOnlyList<Rotation> Rotations { get; init; } = [];

    /// <summary>The later in the list wins.</summary>
    [Member("替班", "overrides", Most = OverridesMax)]
    public IReadOnlyList<Override> Overrides { get; init; } = [];
}

/// <summary>
/// People who take turns, a shift of so many days each, handing over at a time of day of a zone. Shifts go by the
/// calendar: where clocks are put forward or back, one of them is an hour shorter or longer, and nobody is skipped.
/// </summary>
internal sealed record Rotation
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("小组", "team", Form = TextForm.Id)]
    public required string Team { get; init; }

    [Member("岗位", "place")]
    public required DutyPlace Place { get; init; }

    /// <summary>In the order of their turns; nobody twice.</summary>
    [Member("人员", "people", Form = TextForm.Id, Least = 1, Most = 50)]
    public required IReadOnlyList<string> People { get; init; }

    /// <summary>The day of the first hand-over.</summary>
    [Member("首日", "first day")]
    public required DateOnly StartsOn { get; init; }

    /// <summary>The day whose hand-over ends it; left out: no end.</summary>
    [Member("止日", "ends on")]
    public DateOnly? EndsOn { get; init; }

    [Member("每班天数", "days a shift", Min = 1, Max = 28)]
    public required int ShiftDays { get; init; }

    /// <summary>HH:mm.</summary>
    [Member("交接时刻", "hand-over at", Max = 5)]
    public required string HandOverAt { get; init; }

    [Member("时区", "time zone", Max = 64)]
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>HH:mm; with <see cref="To"/> it covers only these hours of each day. Left out: all hours.</summary>
    [Member("每日自", "each day from", Max = 5)]
    public string? From { get; init; }

    /// <summary>HH:mm; past midnight when it is not after <see cref="From"/>.</summary>
    [Member("每日至", "each day to", Max = 5)]
    public string? To { get; init; }

    /// <summary>Days on which such hours begin; none named: every day.</summary>
    [Member("星期", "weekdays", Most = 7)]
    public IReadOnlyList<Weekday> Weekdays { get; init; } = [];
}

internal enum Weekday
{
    [Choice("星期日", "Sunday")] Sun,
    [Choice("星期一", "Monday")] Mon,
    [Choice("星期二", "Tuesday")] Tue,
    [Choice("星期三", "Wednesday")] Wed,
    [Choice("星期四", "Thursday")] Thu,
    [Choice("星期五", "Friday")] Fri,
    [Choice("星期六", "Saturday")] Sat,
}

/// <summary>Somebody else, from one moment to another, over whatever the rotations say.</summary>
internal sealed record Override
{
    [Member("编号", "id", Form = TextForm.Id)]
    public required string Id { get; init; }

    [Member("小组", "team", Form = TextForm.Id)]
    public required string Team { get; init; }

    [Member("岗位", "place")]
    public required DutyPlace Place { get; init; }

    [Member("人员", "person", Form = TextForm.Id)]
    public required string Person { get; init; }

    /// <summary>RFC 3339, with its offset.</summary>
    [Member("从", "from", Max = 40)]
    public required string From { get; init; }

    [Member("到", "until", Max = 40)]
    public required string Until { get; init; }

    [Member("原因", "reason", Max = 200)]
    public string? Reason { get; init; }
}
