namespace Floodgate.Emergency.Plans;

/// <summary>The contact tree: command over the teams, each with who is called first.</summary>
internal static class PrintTeams
{
    public static void Write(PrintPage page, EmergencyPlan plan, ContactBook? contacts)
    {
        page.Raw("<div class=tree>");
        for (var i = 0; i < plan.Teams.Count; i++) Box(page, plan, plan.Teams[i], i == 0, contacts);
        page.Raw("</div>");
        page.Add($"<h3>{page.Say("通知渠道", "Channels")}</h3><table><thead><tr><th>{page.Say("渠道", "Channel")}</th>")
            .Add($"<th>{page.Say("到人", "Reaches a person")}</th><th>{page.Say("失败切换", "Fails over")}</th>")
            .Add($"<th class=num>{page.Say("每分钟上限", "A minute at most")}</th></tr></thead><tbody>");
        foreach (var channel in plan.Channels)
            page.Add($"<tr><td>{page.Say(channel.Name)} {page.Waits(channel)}</td>")
                .Add($"<td>{(channel.IsPersonal ? page.Say("是", "yes") : page.Say("否", "no, does not count"))}</td>")
                .Add($"<td>{PrintLevels.Time(page, channel.FailOverSeconds)}</td><td class=num>")
                .Add($"{channel.PerMinuteMax}</td></tr>");
        page.Raw("</tbody></table>");
    }

    private static void Box(PrintPage page, EmergencyPlan plan, Team team, bool head, ContactBook? contacts)
    {
        page.Raw(head ? "<div class=\"team head\">" : "<div class=team>")
            .Add($"<h3>{page.Say(team.Name)}</h3><p>{page.Lines(team.Duty)}</p><ol>");
        if (team.Primary is { } primary) Person(page, page.Say("第一责任人", "primary"), primary, contacts);
        if (team.Deputy is { } deputy) Person(page, page.Say("副手", "deputy"), deputy, contacts);
        foreach (var member in team.Members) Person(page, page.Say("组员", "member"), member, contacts);
        page.Raw("</ol>");
        var courses = plan.Courses.Where(course => team.Courses.Contains(course.Id, StringComparer.Ordinal))
            .Select(course => page.Say(course.Name));
        page.Add($"<p class=meta>{page.Say("必修", "courses")}: {string.Join(page.Say("、", ", "), courses)}</p></div>");
    }

    private static void Person(PrintPage page, string place, string id, ContactBook? contacts)
    {
        page.Add($"<li><span>{place}</span>");
        if (contacts?.Find(id) is { } person)
            page.Add($"<div>{person.Name} <small>{page.Say(person.Role)}</small></div></li>");
        else page.Add($"<div>{id}</div></li>");
    }
}
