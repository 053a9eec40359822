using Floodgate.Emergency.Plans;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Reviews;

/// <summary>The top of a review's page: what, how grave, how it stands, and five figures.</summary>
internal static class ReviewHead
{
    public static void Write(PrintPage page, ReviewPaper paper)
    {
        var draft = paper.Draft;
        page.Add($"<header class=\"head {draft.Level}\"><p class=kind>{page.Say("事件复盘", "Incident review")}")
            .Add($"<span class=\"tag {draft.Level}\">{page.Say(DocumentShape.Words(draft.Level))}</span>")
            .Add($"<span class=state>{Standing(page, paper)}</span></p><h1>{page.Say(draft.Title)}</h1>")
            .Add($"<p class=effect>{page.Say(draft.Effect)}</p><div class=figures>");
        foreach (var row in draft.Durations.Where(row => row.Id is "open" or "acknowledge" or "restore"))
            Figure(page, row.Seconds is { } took ? ReviewWords.Span(took) : null, row.Name, row.Met);
        var paused = draft.Loss.Count(point => point.Code == "paused");
        Figure(page, new($"{paused}", $"{paused}"),
            new("个活动被暂停", paused == 1 ? "campaign paused" : "campaigns paused"), null);
        var failed = draft.DidNot.Count;
        Figure(page, new($"{failed}", $"{failed}"),
            new("处不好", failed == 1 ? "thing failed" : "things failed"), failed == 0);
        page.Raw("</div><dl>");
        Row(page, "事件", "Incident", draft.Incident);
        Row(page, "开始", "Began", ReviewWords.Clock(draft.Since));
        Row(page, "恢复", "Restored", draft.RestoredAt is { } restored ? ReviewWords.Clock(restored) : "–");
        Row(page, "预案", "Plan", draft.PlanVersion);
        Row(page, "记录", "Entries", $"{draft.Entries:N0}");
        Row(page, "复盘", "Review", $"{paper.Id} v{paper.Version}");
        page.Raw("</dl></header>");
    }

    private static string Standing(PrintPage page, ReviewPaper paper) => paper.State switch
    {
        ReviewState.Draft => page.Say("初稿，由程序起草", "draft, written by the program"),
        ReviewState.Edited => page.Say($"编辑中，{paper.EditedBy}", $"being edited, {paper.EditedBy}"),
        _ => page.Say($"已关闭，{paper.ClosedBy}", $"closed by {paper.ClosedBy}"),
    };

    private static void Figure(PrintPage page, BilingualText? value, BilingualText name, bool? good) =>
        page.Add($"<div class={(good switch { true => "good", false => "bad", null => "plain" })}>")
            .Add($"<b>{(value is null ? "–" : page.Say(value))}</b><span>{page.Say(name)}</span></div>");

    private static void Row(PrintPage page, string zh, string en, string value) =>
        page.Add($"<dt>{page.Say(zh, en)}<dd>{value}");
}
