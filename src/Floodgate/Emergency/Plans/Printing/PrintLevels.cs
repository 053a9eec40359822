namespace Floodgate.Emergency.Plans;

/// <summary>The four levels as coloured cards: when, who, how fast.</summary>
internal static class PrintLevels
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        page.Raw("<div class=levels>");
        foreach (var level in plan.Levels) Card(page, plan, level);
        page.Raw("</div>");
    }

    private static void Card(PrintPage page, EmergencyPlan plan, Level level)
    {
        page.Add($"<div class=\"level {level.Id}\"><h3>{page.Say(level.Id)} {page.Say(level.Name)}</h3>")
            .Add($"<p>{page.Lines(level.Criteria)}</p><dl>");
        Row(page, "可启动", "declared by", Roles(level.Declare, page));
        Row(page, "可升级", "raised by", Roles(level.Raise, page));
        Row(page, "可降级", "lowered by", Roles(level.Lower, page));
        Row(page, "可结束", "ended by", Roles(level.End, page));
        Row(page, "指挥", "commanded by", Team(page, plan, level.Command));
        Row(page, "呼叫", "paged", string.Join(page.Say("、", ", "), level.Page.Teams.Select(id => Team(page, plan, id))));
        Row(page, "升级步骤", "steps", string.Join(page.Say("；", "; "), level.Page.Steps.Select(step =>
            $"{Time(page, step.AfterSeconds)} {(step.Person is { } person ? person : page.Say(step.To))}")));
        Row(page, "免打扰", "quiet times", level.Page.BypassesQuiet
            ? page.Say("不受限制", "are passed") : page.Say("遵守", "are kept"));
        Row(page, "首次公告", "first notice", Time(page, level.FirstNoticeSeconds) + (level.NoticeAutomatic
            ? page.Say("内自动发布", ", by itself") : page.Say("内，由人发布", ", by a person")));
        Row(page, "更新", "updates",
            page.Say($"每 {level.UpdateEveryMinutes} 分钟", $"every {level.UpdateEveryMinutes} min"));
        Row(page, "暂停", "pause", page.Say(
            $"预计修复超过 {level.PauseWhenRepairOverMinutes} 分钟", $"repair over {level.PauseWhenRepairOverMinutes} min") +
            page.Say("：", ": ") + page.Say(level.PauseMode));
        page.Raw("</dl></div>");
    }

    internal static string Time(PrintPage page, int seconds) => seconds switch
    {
        0 => page.Say("立即", "at once"),
        >= 120 when seconds % 60 == 0 => page.Say($"{seconds / 60} 分钟", $"{seconds / 60} min"),
        _ => page.Say($"{seconds} 秒", $"{seconds} s"),
    };

    internal static string Team(PrintPage page, EmergencyPlan plan, string id) =>
        plan.TeamOf(id) is { } team ? page.Say(team.Name) : id;

    internal static string Roles(IEnumerable<string> roles, PrintPage page) => string.Join(page.Say("、", ", "),
        roles.Select(role => !page.English && Words.TryGetValue(role, out var zh) ? zh : role));

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["admin"] = "管理员",
        ["operator"] = "运营",
        ["commander"] = "指挥",
        ["responder"] = "处置人员",
        ["service"] = "客服",
        ["security"] = "安全",
        ["logistics"] = "物流",
        ["finance"] = "财务",
        ["auditor"] = "审计",
    };

    private static void Row(PrintPage page, string zh, string en, string value) =>
        page.Add($"<dt>{page.Say(zh, en)}</dt><dd>{value}</dd>");
}
