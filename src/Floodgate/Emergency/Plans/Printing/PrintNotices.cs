namespace Floodgate.Emergency.Plans;

/// <summary>The templates in both languages: a notice always goes out in both.</summary>
internal static class PrintNotices
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        page.Add($"<p class=lead>")
            .Add($"{page.Say("花括号处由程序或拟稿人填写：", "Places in braces are filled by the program or the writer: ")}")
            .Add($"{string.Join(page.Say("；", "; "), NoticePlaceholders.All.Select(one =>
                $"{{{one.Key}}} {page.Say(one.Value)}"))}</p>");
        foreach (var notice in plan.Notices)
        {
            page.Add($"<h3>{page.Say(notice.Name)}</h3>");
            Text(page, notice, english: page.English);
            Text(page, notice, english: !page.English);
        }
    }

    private static void Text(PrintPage page, NoticeTemplate notice, bool english)
    {
        var one = new PrintPage(english);
        page.Add($"<div class=notice lang=\"{(english ? "en" : "zh-CN")}\"><h4>{one.Say(notice.Title)}</h4>")
            .Add($"<p>{one.Lines(notice.Text)}</p><dl><dt>{one.Say("短文", "short")}</dt><dd>")
            .Add($"{one.Say(notice.Short)}</dd>")
            .Add($"<dt>{one.Say("客服", "service staff")}</dt><dd>{one.Say(notice.Say)}</dd>")
            .Add($"<dt>{{what}}</dt><dd>{one.Say(notice.What)}</dd><dt>{{effect}}</dt><dd>")
            .Add($"{one.Say(notice.Effect)}</dd></dl></div>");
    }
}
