namespace Floodgate.Emergency.Plans;

/// <summary>What the program cannot carry out yet: written down, counted, done by hand meanwhile.</summary>
internal static class PrintWaiting
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        page.Add($"<p class=lead>{page.Say("以下部分所需的软件或脚本尚未具备，由人员按手册处置；具备之后将修订本方案。",
            "The software or scripts for these parts are still to come. People act by the runbooks meanwhile, " +
            "and the plan is revised when they are there.")}</p>")
            .Add($"<table><thead><tr><th></th><th class=num>{page.Say("可执行", "Can")}</th>")
            .Add($"<th class=num>{page.Say("尚不可执行", "Cannot yet")}</th></tr></thead><tbody>");
        foreach (var tally in PlanParts.Tally(plan))
            page.Add($"<tr><td>{page.Say(tally.Kind)}</td><td class=num>{tally.Executable}</td><td class=num>")
                .Add($"{tally.Waiting}</td></tr>");
        page.Raw("</tbody></table>");
        foreach (var group in PlanParts.Waiting(plan).GroupBy(part => part.Kind))
        {
            page.Add($"<h3>{page.Say(group.Key)}</h3><table><tbody>");
            foreach (var one in group)
                page.Add($"<tr><td style=\"width:36%\">{page.Say(one.Part.Name)}</td>")
                    .Add($"<td>{page.Say(one.Part.Missing ?? new("", ""))}</td></tr>");
            page.Raw("</tbody></table>");
        }
    }
}
