namespace Floodgate.Emergency.Plans;

internal static class PrintBasics
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        page.Add($"<h3>{page.Say("目的", "Purpose")}</h3><p>{page.Lines(plan.Purpose)}</p>")
            .Add($"<h3>{page.Say("适用范围", "Scope")}</h3><p>{page.Lines(plan.Scope)}</p>")
            .Add($"<h3>{page.Say("工作原则", "Principles")}</h3><ol>");
        foreach (var principle in plan.Principles) page.Add($"<li>{page.Say(principle)}</li>");
        page.Raw("</ol>");
    }
}
