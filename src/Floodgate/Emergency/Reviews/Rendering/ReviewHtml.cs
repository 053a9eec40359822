using System.Net;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Reviews;

/// <summary>A review as one page that needs nothing from outside: to read on a screen and to print on A4.</summary>
internal static class ReviewHtml
{
    public static string Write(ReviewPaper paper, bool english)
    {
        var page = new PrintPage(english);
        var draft = paper.Draft;
        page.Raw("<!doctype html><html lang=").Raw(english ? "en" : "zh").Raw("><head><meta charset=utf-8>")
            .Raw("<meta name=viewport content=\"width=device-width,initial-scale=1\">")
            .Add($"<title>{page.Say("复盘", "Review")}: {page.Say(draft.Title)} · {draft.Incident}</title>")
            .Raw("<style>").Raw(ReviewStyle.Css).Raw("</style></head><body><main>");
        ReviewHead.Write(page, paper);
        Points(page, ("summary", "经过", "What happened"), draft.Summary);
        Durations(page, draft);
        Chart(page, draft);
        Points(page, ("failed", "哪些不好", "What did not work"), draft.DidNot, "bad");
        Points(page, ("worked", "哪些做得好", "What worked"), draft.Worked, "good");
        Points(page, ("loss", "损失", "Loss"), draft.Loss);
        Whys(page, paper);
        RootCause(page, paper);
        Actions(page, paper);
        Timeline(page, draft);
        return page.Raw("</main></body></html>").ToString();
    }

    private static void Points(
        PrintPage page, (string, string, string) chapter, IReadOnlyList<ReviewPoint> points, string kind = "plain")
    {
        page.Chapter(chapter);
        if (points.Count == 0) page.Add($"<p class=lead>{page.Say("没有。", "Nothing.")}</p>");
        page.Add($"<ul class=\"points {kind}\">");
        foreach (var point in points) page.Add($"<li>{page.Say(point.Text)} {Cites(point.Cites)}</li>");
        page.Raw("</ul>").End();
    }

    private static void Durations(PrintPage page, ReviewDraft draft)
    {
        page.Chapter(("durations", "时限", "Against the targets"),
            "均从故障出现时起算。", "All counted from the moment it began.");
        page.Raw("<table class=targets><tr><th>").Add($"{page.Say("环节", "Moment")}<th class=num>")
            .Add($"{page.Say("实际", "Took")}<th class=num>{page.Say("目标", "Target")}<th><th><th></tr>");
        foreach (var row in draft.Durations)
        {
            var (mark, zh, en) = row.Met switch
            {
                true => ("good", "达到", "met"),
                false => ("bad", row.Seconds is null ? "未发生" : "超时", row.Seconds is null ? "never" : "late"),
                null => ("open", "未记录", "not recorded"),
            };
            var took = row.Seconds is { } seconds ? page.Say(ReviewWords.Span(seconds)) : "–";
            var share = row.Seconds is { } at ? Math.Min(200, at / row.TargetSeconds * 100) : 0;
            page.Add($"<tr class={mark}><td>{page.Say(row.Name)}<td class=num>{took}<td class=num>")
                .Add($"{page.Say(ReviewWords.Span(row.TargetSeconds))}<td class=gauge>")
                .Add($"<i style=\"width:{share / 2:0}%\"></i><s></s><td class=verdict>")
                .Add($"{page.Say(zh, en)}<td>{Cites(row.Cites)}</tr>");
        }

        page.Raw("</table>").End();
    }

    private static void Chart(PrintPage page, ReviewDraft draft)
    {
        page.Chapter(("chart", "信号与时间线", "Signals and timeline"),
            "阴影为受影响的时段；数字对应下方的时刻。北京时间。",
            "Shaded while the service was impaired; the numbers are the moments below. China time, UTC+8.");
        page.Raw("<div class=scroll>").Raw(ReviewChart.Draw(draft, page.English)).Raw("</div><ol class=marks>");
        foreach (var mark in draft.Marks)
            page.Add($"<li><b>{mark.Number}</b><span>{ReviewWords.Clock(mark.At)[11..]}</span>")
                .Add($"<em>{page.Say(mark.Text)}</em> {Cites([mark.Cite])}</li>");
        page.Raw("</ol>").End();
    }

    private static void Whys(PrintPage page, ReviewPaper paper)
    {
        page.Chapter(("whys", "连问为什么", "Whys")).Raw("<ol class=whys>");
        foreach (var why in paper.Draft.Whys)
        {
            page.Add($"<li><b>{page.Say(why.Question)}</b>");
            if (paper.AnswerTo(why) is { } answer) page.Add($"<p>{page.Say(answer)} {Cites(why.Cites)}</p>");
            else page.Add($"<p class=blank>{page.Say("待填写", "to be answered")} {Cites(why.Cites)}</p>");
        }

        page.Raw("</ol>").End();
    }

    private static void RootCause(PrintPage page, ReviewPaper paper)
    {
        page.Chapter(("cause", "根本原因", "Root cause"));
        if (paper.Content.RootCause is { Length: > 0 } cause) page.Add($"<p class=cause>{Lines(cause)}</p>");
        else
            page.Raw("<p class=\"blank box\">")
                .Add($"{page.Say("待填写；没有根本原因不能关闭。", "To be found; without it the review is not closed.")}</p>");
        if (paper.Content.ReTest is { Length: > 0 } test)
            page.Add($"<h3>{page.Say("复测", "Tried again")}</h3><p>{Lines(test)}</p>");
        if (paper.Content.Text is { Length: > 0 } text)
            page.Add($"<h3>{page.Say("补充", "Notes")}</h3><p>{Lines(text)}</p>");
        page.End();
    }

    private static void Actions(PrintPage page, ReviewPaper paper)
    {
        page.Chapter(("actions", "整改项", "Improvement actions"));
        if (paper.Actions.Count > 0)
        {
            page.Add($"<table><tr><th>{page.Say("整改项", "Action")}<th>{page.Say("责任人", "Owner")}<th>")
                .Add($"{page.Say("期限", "Due")}<th>{page.Say("状态", "State")}</tr>");
            foreach (var action in paper.Actions)
                page.Add($"<tr><td>{action.Text}<br><code>{action.Id}</code><td>{action.Owner}<td class=nowrap>")
                    .Add($"{action.Due:yyyy-MM-dd}<td class={(action.Overdue ? "late" : "state")}>")
                    .Add($"{State(page, action)}</tr>");
            page.Raw("</table>");
        }

        if (paper.State != ReviewState.Closed && paper.Draft.Proposals.Count > 0)
        {
            page.Add($"<h3>{page.Say("程序建议", "Proposed by the program")}</h3><ul class=\"points proposal\">");
            foreach (var point in paper.Draft.Proposals)
                page.Add($"<li>{page.Say(point.Text)} {Cites(point.Cites)}</li>");
            page.Raw("</ul>");
        }

        page.End();
    }

    private static string State(PrintPage page, PaperAction action) => action.Done
        ? page.Say("完成", "done") + (action.Evidence is { } evidence ? ": " + ReviewWords.Cut(evidence, 120) : "")
        : action.Overdue ? page.Say("逾期", "overdue") : page.Say("进行中", "open");

    private static void Timeline(PrintPage page, ReviewDraft draft)
    {
        var left = draft.Entries - draft.Timeline.Count;
        page.Chapter(("timeline", "时间线", "Timeline"),
            left > 0 ? $"被引用的和推动事件的记录；其余 {left:N0} 条在事件页面。" : null,
            $"The entries that are cited or moved the incident on; the other {left:N0} are in the room.");
        page.Raw("<table class=timeline>");
        foreach (var line in draft.Timeline)
            page.Add($"<tr id=\"{Anchor(line.Cite)}\"><td class=nowrap>{ReviewWords.Clock(line.At)[5..]}<td>")
                .Add($"{page.Say(line.Text)}<td class=who>{line.Actor}<td class=num><code>{line.Cite}</code></tr>");
        page.Raw("</table>").End();
    }

    /// <summary>What a sentence rests on, as links into the timeline; a long list is cut and counted.</summary>
    private static PrintPage.Markup Cites(IReadOnlyList<Citation> cites)
    {
        const int most = 4;
        var links = cites.Take(most).Select(cite => $"<a href=\"#{Anchor(cite)}\">{Code(cite)}</a>");
        var rest = cites.Count > most ? $"<i>+{cites.Count - most}</i>" : "";
        return new PrintPage.Markup($"<span class=cites>{string.Concat(links)}{rest}</span>");
    }

    private static string Code(Citation cite) =>
        WebUtility.HtmlEncode(cite.Origin == "server" ? $"#{cite.Sequence}" : cite.ToString());

    private static string Anchor(Citation cite) => WebUtility.HtmlEncode(cite.Anchor);

    private static PrintPage.Markup Lines(string text) =>
        new(WebUtility.HtmlEncode(text.Trim()).Replace("\n", "<br>", StringComparison.Ordinal));
}
