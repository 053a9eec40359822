using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Reviews;

/// <summary>A review as Markdown: for tickets, wikis and mail. Citations stand behind their sentence.</summary>
internal sealed class ReviewMarkdown
{
    private readonly StringBuilder _text = new(32 * 1024);
    private readonly bool _english;

    private ReviewMarkdown(bool english) => _english = english;

    public static string Write(ReviewPaper paper, bool english) => new ReviewMarkdown(english).Page(paper);

    private string Page(ReviewPaper paper)
    {
        var draft = paper.Draft;
        Line($"# {Say("复盘", "Review")}: {Plain(Say(draft.Title))}").Line("");
        Fact("事件", "Incident", draft.Incident);
        Fact("级别", "Level", Say(DocumentShape.Words(draft.Level)));
        Fact("开始", "Began", ReviewWords.Clock(draft.Since) + " (UTC+8)");
        Fact("恢复", "Restored", draft.RestoredAt is { } at ? ReviewWords.Clock(at) + " (UTC+8)" : "–");
        Fact("预案", "Plan", draft.PlanVersion);
        Fact("复盘", "Review", $"{paper.Id} v{paper.Version}, {Say(Standing(paper.State))}");
        Points("经过", "What happened", draft.Summary);
        Durations(draft);
        Points("哪些不好", "What did not work", draft.DidNot);
        Points("哪些做得好", "What worked", draft.Worked);
        Points("损失", "Loss", draft.Loss);
        Whys(paper);
        Written("根本原因", "Root cause", paper.Content.RootCause ?? Say("（待填写）", "(to be found)"));
        Written("复测", "Tried again", paper.Content.ReTest);
        Written("补充", "Notes", paper.Content.Text);
        Actions(paper);
        Timeline(draft);
        return _text.ToString();
    }

    private void Points(string zh, string en, IReadOnlyList<ReviewPoint> points)
    {
        Heading(zh, en);
        if (points.Count == 0) Line(Say("没有。", "Nothing."));
        foreach (var point in points) Line($"- {Plain(Say(point.Text))} {Cites(point.Cites)}");
    }

    private void Durations(ReviewDraft draft)
    {
        Heading("时限", "Against the targets");
        Line(Say("| 环节 | 实际 | 目标 | 结果 | 依据 |", "| Moment | Took | Target | Result | Rests on |"));
        Line("|---|---:|---:|---|---|");
        foreach (var row in draft.Durations)
        {
            var took = row.Seconds is { } seconds ? Say(ReviewWords.Span(seconds)) : "–";
            var met = row.Met switch
            {
                true => Say("达到", "met"),
                false => Say("未达到", "missed"),
                null => Say("未记录", "not recorded"),
            };
            var target = Say(ReviewWords.Span(row.TargetSeconds));
            Line($"| {Say(row.Name)} | {took} | {target} | {met} | {Cites(row.Cites)} |");
        }
    }

    private void Whys(ReviewPaper paper)
    {
        Heading("连问为什么", "Whys");
        foreach (var why in paper.Draft.Whys)
        {
            var answer = paper.AnswerTo(why) is { } known ? Plain(Say(known)) : Say("（待填写）", "(to be answered)");
            Line($"{why.Number}. **{Plain(Say(why.Question))}** {answer} {Cites(why.Cites)}");
        }
    }

    private void Actions(ReviewPaper paper)
    {
        Heading("整改项", "Improvement actions");
        foreach (var action in paper.Actions)
        {
            var state = action.Done ? Say("完成", "done") : action.Overdue ? Say("逾期", "overdue") : Say("进行中", "open");
            var box = action.Done ? 'x' : ' ';
            Line($"- [{box}] {Plain(action.Text)} ({Plain(action.Owner)}, {action.Due:yyyy-MM-dd}, {state})");
        }

        if (paper.State == ReviewState.Closed) return;
        foreach (var point in paper.Draft.Proposals)
            Line($"- {Say("建议", "Proposed")}: {Plain(Say(point.Text))} {Cites(point.Cites)}");
    }

    private void Timeline(ReviewDraft draft)
    {
        Heading("时间线", "Timeline");
        Line(Say("| 时间 | 记录 | 来源 | 编号 |", "| Time | Entry | By | Id |")).Line("|---|---|---|---|");
        foreach (var line in draft.Timeline)
            Line($"| {ReviewWords.Clock(line.At)} | {Plain(Say(line.Text))} | {Plain(line.Actor)} | {line.Cite} |");
    }

    private void Written(string zh, string en, string? text)
    {
        if (text is not { Length: > 0 }) return;
        Heading(zh, en);
        foreach (var line in text.Split('\n')) Line(Plain(line.TrimEnd('\r')));
    }

    private void Heading(string zh, string en) => Line("").Line($"## {Say(zh, en)}").Line("");

    private void Fact(string zh, string en, string value) => Line($"- {Say(zh, en)}: {Plain(value)}");

    private ReviewMarkdown Line(string line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    private static BilingualText Standing(ReviewState state) => state switch
    {
        ReviewState.Draft => new("初稿", "draft"),
        ReviewState.Edited => new("编辑中", "being edited"),
        _ => new("已关闭", "closed"),
    };

    private static string Cites(IReadOnlyList<Citation> cites) => $"`[{string.Join(' ', cites)}]`";

    /// <summary>Text from a timeline can make no markup of its own.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 8);
        foreach (var letter in text)
        {
            if (letter is '\n' or '\r') plain.Append(' ');
            else if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!')
                plain.Append('\\').Append(letter);
            else plain.Append(letter);
        }

        return plain.ToString();
    }

    private string Say(BilingualText text) => _english ? text.En : text.Zh;

    private string Say(string zh, string en) => _english ? en : zh;
}
