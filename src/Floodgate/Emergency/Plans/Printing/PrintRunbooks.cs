namespace Floodgate.Emergency.Plans;

/// <summary>The runbooks, each with the causes it treats; steps can be ticked off on paper.</summary>
internal static class PrintRunbooks
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        foreach (var runbook in plan.Runbooks)
        {
            var causes = plan.CausesOf(runbook)
                .Select(one => $"{page.Say(one.Risk.Name)} › {page.Say(one.Cause.Name)}");
            page.Add($"<div class=runbook><h3>{page.Say(runbook.Name)}</h3>")
                .Add($"<p class=meta>{string.Join(page.Say("；", "; "), causes)} · {page.Say(
                    $"预计修复 {runbook.RepairMinutes} 分钟", $"repair estimated at {runbook.RepairMinutes} min")}</p>")
                .Add($"<p>{page.Lines(runbook.Summary)}</p>").Raw("<ol class=steps>");
            foreach (var step in runbook.Steps) Step(page, plan, step);
            page.Raw("</ol></div>");
        }
    }

    private static void Step(PrintPage page, EmergencyPlan plan, RunbookStep step)
    {
        var action = ActionCatalogue.Find(step.Action);
        page.Raw(step.Executable ? "<li>" : "<li class=later>").Add($"<b>{page.Say(step.Name)}</b> {page.Waits(step)}")
            .Add($"<div class=meta>{page.Say(step.Mode)} · {PrintLevels.Team(page, plan, step.Owner)}")
            .Add($" · {page.Say("时限", "within")} ")
            .Add($"{PrintLevels.Time(page, step.TimeLimitSeconds)}");
        if (action is not null && step.Mode != StepMode.Manual)
            page.Add($" · {page.Say(action.Words)}{Inputs(page, plan, step)}");
        if (step.Approvers.Count > 0)
            page.Add($" · {page.Say("批准", "approved by")} {PrintLevels.Roles(step.Approvers, page)}");
        if (step.Undo is { } undo && ActionCatalogue.Find(undo) is { } back)
            page.Add($" · {page.Say("可撤销", "undone by")} {page.Say(back.Words)}");
        page.Raw("</div>");
        if (step.Condition is { } condition)
            page.Add($"<div class=meta>{page.Say("条件", "only if")}: {Condition(page, plan, condition)}</div>");
        if (step.How is { } how) page.Add($"<p>{page.Lines(how)}</p>");
        page.Raw("</li>");
    }

    private static string Inputs(PrintPage page, EmergencyPlan plan, RunbookStep step)
    {
        var shown = step.Inputs.Where(input => input.Key is not "scope" || input.Value != "campaign").Select(input =>
            input.Key switch
            {
                "notice" => plan.NoticeOf(input.Value) is { } notice ? page.Say(notice.Name) : input.Value,
                "team" => PrintLevels.Team(page, plan, input.Value),
                "detector" => plan.Detectors.FirstOrDefault(one => one.Id == input.Value) is { } detector
                    ? page.Say(detector.Name) : input.Value,
                "percent" or "percentAtLeast" => input.Value + " %",
                "minutes" => page.Say($"{input.Value} 分钟", $"{input.Value} min"),
                _ => input.Value,
            }).ToArray();
        return shown.Length == 0 ? "" : $" ({string.Join(", ", shown)})";
    }

    private static string Condition(PrintPage page, EmergencyPlan plan, StepCondition condition)
    {
        var all = new List<string>();
        if (condition.RepairOverMinutes is { } minutes)
            all.Add(page.Say($"预计修复超过 {minutes} 分钟", $"the repair takes over {minutes} min"));
        if (condition.LevelAtLeast is { } level) all.Add(page.Say($"级别不低于 {level}", $"level {level} or graver"));
        if (condition.StepFailed is { } failed)
            all.Add(page.Say($"步骤 {failed} 失败", $"the step {failed} failed"));
        if (condition.DetectorFires is { } fires)
            all.Add(Name(fires) + page.Say(" 越限", " fires"));
        if (condition.DetectorClear is { } clear)
            all.Add(Name(clear) + page.Say(" 已恢复", " is clear"));
        return string.Join(page.Say("，且", ", and "), all);

        string Name(string id) => plan.Detectors.FirstOrDefault(one => one.Id == id) is { } detector
            ? page.Say("“", "'") + page.Say(detector.Name) + page.Say("”", "'") : id;
    }
}
