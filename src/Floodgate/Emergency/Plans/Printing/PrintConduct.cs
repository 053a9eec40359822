namespace Floodgate.Emergency.Plans;

/// <summary>Repair thresholds, automation, recovery criteria, rhythm and targets.</summary>
internal static class PrintConduct
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        Repair(page, plan.Repair);
        var automation = plan.Automation;
        page.Add($"<h3>{page.Say("自动处置的限度", "How far the program goes by itself")}</h3><ul>");
        Item(page, automation.Enabled ? "自动处置开启" : "自动处置关闭",
            automation.Enabled ? "Automation is on" : "Automation is off");
        Item(page, $"同时最多暂停 {automation.CampaignsPausedMax} 个活动，单次最长 {automation.PauseMinutesMax} 分钟",
            $"It pauses at most {automation.CampaignsPausedMax} campaigns at once, for " +
            $"{automation.PauseMinutesMax} min at most");
        Item(page, $"每小时最多 {automation.ActionsPerHourMax} 个有影响的动作",
            $"At most {automation.ActionsPerHourMax} actions with an effect in an hour");
        page.Raw("</ul>");
        Recovery(page, plan);
        var rhythm = plan.Rhythm;
        page.Add($"<h3>{page.Say("信息节奏", "Rhythm")}</h3><ul>");
        Item(page, $"内部每 {rhythm.InternalMinutes} 分钟更新一次；公告超过 {rhythm.OverdueMinutes} 分钟未更新即告警",
            $"Inside every {rhythm.InternalMinutes} min; an alarm when the public hears nothing for " +
            $"{rhythm.OverdueMinutes} min");
        Item(page, $"客服比公众早 {rhythm.ServiceFirstSeconds} 秒看到公告；每 {rhythm.HandOverHours} 小时交接班",
            $"Service staff see a notice {rhythm.ServiceFirstSeconds} s before the public; " +
            $"shifts of {rhythm.HandOverHours} h");
        page.Raw("</ul>");
        Targets(page, plan.Targets);
    }

    private static void Item(PrintPage page, string zh, string en) => page.Add($"<li>{page.Say(zh, en)}</li>");

    private static void Repair(PrintPage page, RepairRules repair)
    {
        page.Add($"<h3>{page.Say("预计修复时间", "The estimated repair")}</h3><p>");
        page.Add($"{page.Say(
            $"指挥在 {repair.EstimateWithinMinutes} 分钟内确认或更正预计；" +
            $"公布恢复时间时加 {repair.MarginMinutes} 分钟余量；恢复前 {repair.ConfirmReturnMinutes} 分钟再次确认或顺延，" +
            $"每次 {repair.MoveReturnMinutes} 分钟，并重新告知所有人。",
            $"The commander confirms or corrects it within {repair.EstimateWithinMinutes} min; " +
            $"{repair.MarginMinutes} min are added to what is announced; {repair.ConfirmReturnMinutes} min before " +
            $"the return it is confirmed or moved by {repair.MoveReturnMinutes} min, " +
            "and everyone told before is told again.")}")
            .Raw("</p><table><thead><tr>")
            .Add($"<th>{page.Say("超过", "Over")}</th><th>{page.Say("要求", "Then")}</th></tr></thead><tbody>");
        foreach (var one in repair.Thresholds)
        {
            var then = new List<string>();
            if (one.Risks.Count > 0)
                then.Add(page.Say($"限 {one.Risks.Count} 项影响领取的风险", $"of {one.Risks.Count} risks only"));
            if (one.LevelAtLeast is { } level) then.Add(page.Say($"级别至少 {level}", $"level {level} at least"));
            if (one.NotifyHolders) then.Add(page.Say("通知持券人", "holders are told"));
            if (one.ExtendValidity) then.Add(page.Say("补足有效期", "lost validity is given back"));
            if (one.Meeting) then.Add(page.Say("召开应急会议", "a meeting is called"));
            page.Add($"<tr><td class=nowrap>{page.Say($"{one.OverMinutes} 分钟", $"{one.OverMinutes} min")}</td>")
                .Add($"<td>{string.Join(page.Say("；", "; "), then)}</td></tr>");
        }

        page.Raw("</tbody></table>");
    }

    private static void Recovery(PrintPage page, EmergencyPlan plan)
    {
        page.Add($"<h3>{page.Say("恢复条件：全部满足才恢复", "Recovery: all of these, or nothing resumes")}</h3><ul>");
        foreach (var one in plan.Recovery)
        {
            var risks = one.Risks.Select(id => plan.RiskOf(id)).OfType<Risk>().Select(risk => page.Say(risk.Name));
            var how = one.CheckedBy is { } team
                ? page.Say("签字：", "signed by ") + PrintLevels.Team(page, plan, team)
                : $"{PrintDetectors.Limit(page, one.Comparison, one.Limit, one.Unit)} {page.Say(
                    $"持续 {one.ForSeconds} 秒", $"for {one.ForSeconds} s")}";
            page.Add($"<li><i class=box></i>{page.Say(one.Name)} <small>{how.Trim()}{(one.Risks.Count == 0 ? ""
                : page.Say("；仅限：", "; only for: ") + string.Join(page.Say("、", ", "), risks))}</small> {page.Waits(
                    one)}</li>");
        }

        page.Raw("</ul>");
    }

    private static void Targets(PrintPage page, Targets targets)
    {
        page.Add($"<h3>{page.Say("时限目标", "Targets")}</h3><table><tbody>");
        Row("开启事件", "incident open", targets.OpenSeconds);
        Row("发出首次呼叫", "first page sent", targets.PageSeconds);
        Row("首次确认", "first acknowledgement", targets.AcknowledgeSeconds);
        Row("首次公告", "first public notice", targets.NoticeSeconds);
        Row("确定原因", "cause found", targets.CauseMinutes * 60);
        Row("恢复", "restored", targets.RestoreMinutes * 60);
        page.Raw("</tbody></table>");

        void Row(string zh, string en, int seconds) =>
            page.Add($"<tr><td>{page.Say(zh, en)}</td><td>{PrintLevels.Time(page, seconds)}</td></tr>");
    }
}
