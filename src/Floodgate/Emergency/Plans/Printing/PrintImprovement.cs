namespace Floodgate.Emergency.Plans;

/// <summary>Reviews, meetings, drills, courses and what makes the plan stale.</summary>
internal static class PrintImprovement
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        var review = plan.Review;
        page.Add($"<h3>{page.Say("复盘", "Review")}</h3><p>{page.Say(
            $"{review.FromLevel} 级及以上事件必须复盘：{review.DraftMinutes} 分钟内出初稿，{review.MeetingHours} 小时内开会，" +
            $"{review.CloseDays} 天内关闭；连问 {review.Whys} 个为什么；" +
            $"没有根因和至少 {review.ActionsLeast} 项有责任人、有期限的整改不得关闭。",
            $"Incidents of level {review.FromLevel} or graver are reviewed: " +
            $"a draft within {review.DraftMinutes} min, a meeting within {review.MeetingHours} h, " +
            $"closed within {review.CloseDays} days; {review.Whys} whys; not closed without a root cause " +
            $"and at least {review.ActionsLeast} improvement with owner and date.")}</p>");
        var again = review.ReTest.Select(id => plan.RiskOf(id)).OfType<Risk>().Select(risk => page.Say(risk.Name));
        page.Add($"<p>{page.Say("须复测后才能关闭：", "Closed only after a re-test: ")}")
            .Add($"{string.Join(page.Say("、", ", "), again)}</p>");
        Meetings(page, plan);
        page.Add($"<h3>{page.Say("演练", "Drills")}</h3><table><thead><tr><th>{page.Say("演练", "Drill")}</th>")
            .Add($"<th>{page.Say("目标", "Objective")}</th><th class=nowrap>{page.Say("间隔", "Every")}</th>")
            .Add($"<th>{page.Say("参加", "Teams")}</th></tr></thead><tbody>");
        foreach (var drill in plan.Drills)
            page.Add($"<tr><td>{page.Say(drill.Name)}</td><td>{page.Say(drill.Objective)}</td>")
                .Add($"<td class=nowrap>{Days(page, drill.EveryDays)}</td><td>{Teams(page, plan, drill.Teams)}")
                .Add($"{Joint(page, plan, drill.Joint)}</td></tr>");
        page.Add($"</tbody></table><h3>{page.Say("培训", "Courses")}</h3><table><thead><tr><th>")
            .Add($"{page.Say("课程", "Course")}</th>")
            .Add($"<th>{page.Say("学习小组", "Teams")}</th><th>{page.Say("有效", "Holds for")}</th></tr></thead><tbody>");
        foreach (var course in plan.Courses)
            page.Add($"<tr><td>{page.Say(course.Name)}</td><td>{Teams(page, plan, course.Teams)}</td>")
                .Add($"<td class=nowrap>{Days(page, course.ValidDays)}</td></tr>");
        page.Add($"</tbody></table><h3>{page.Say("什么情况下修订本方案", "What makes this plan stale")}</h3><ul>");
        foreach (var trigger in plan.RevisionTriggers)
            page.Add($"<li>{page.Say(trigger.Name)}{(trigger.Days is { } days ? $" ({Days(page, days)})" : "")}</li>");
        page.Raw("</ul>");
    }

    private static void Meetings(PrintPage page, EmergencyPlan plan)
    {
        page.Add($"<h3>{page.Say("应急会议", "Meetings")}</h3>");
        foreach (var meeting in plan.Meetings)
        {
            var when = meeting.EveryDays is { } every ? page.Say("每 ", "every ") + Days(page, every)
                : page.Say($"事件结束后 {meeting.WithinHours} 小时内", $"within {meeting.WithinHours} h of its end") +
                (meeting.FromLevel is { } level ? page.Say($"（{level} 级及以上）", $" (level {level} or graver)") : "");
            page.Add($"<h4>{page.Say(meeting.Name)} <small>{when} · {Teams(page, plan, meeting.Teams)}</small>")
                .Add($"</h4><ol>");
            foreach (var item in meeting.Agenda) page.Add($"<li>{page.Say(item)}</li>");
            page.Raw("</ol>");
        }
    }

    /// <summary>Who must hold it together, and how often.</summary>
    private static string Joint(PrintPage page, EmergencyPlan plan, JointDrill? joint) => joint is null ? "" : page.Say(
        $"；每 {joint.EveryDays} 天由 {Teams(page, plan, joint.Teams)} 联合演练一次",
        $"; every {joint.EveryDays} days {Teams(page, plan, joint.Teams)} hold it together");

    private static string Days(PrintPage page, int days) => page.Say($"{days} 天", $"{days} days");

    private static string Teams(PrintPage page, EmergencyPlan plan, IEnumerable<string> teams) =>
        string.Join(page.Say("、", ", "), teams.Select(id => PrintLevels.Team(page, plan, id)));
}
