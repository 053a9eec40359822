using System.Globalization;
using System.Net;
using System.Text;
using Floodgate.Drills.Reports;
using Floodgate.Drills.Scripts;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Results;

/// <summary>A drill's scorecard as one self-contained page: both languages, light and dark, to print.</summary>
internal sealed class DrillPage(DrillResult result)
{
    private const string Css = """
        .score{display:flex;align-items:baseline;gap:14px;margin:14px 0 4px}
        .score b{font-size:52px;line-height:1;font-variant-numeric:tabular-nums}.score b small{font-size:24px;
        color:var(--soft);font-weight:400}
        svg text{font:13px system-ui,"Noto Sans CJK SC",sans-serif;fill:var(--ink)}svg .tick{text-anchor:middle;
        fill:var(--soft);font-size:12px}svg text.took{font-size:12px;fill:var(--soft)}
        svg .inj{fill:var(--warn)}svg .fall{stroke:var(--warn);stroke-dasharray:1 4;opacity:.6}
        svg .due{fill:var(--tint);stroke:var(--line)}svg line.took{stroke-width:2.5}
        svg .met{stroke:var(--good);fill:var(--good)}svg .miss{stroke:var(--bad);fill:var(--bad)}
        svg text.name.met,svg text.name.miss{stroke:none;fill:var(--ink)}svg text.name.miss{fill:var(--bad)}
        .scroll{overflow-x:auto}.scroll svg{min-width:760px}
        .sheet td:nth-child(n+2){white-space:nowrap}.sheet td small{display:block;color:var(--soft);white-space:normal}
        @media(max-width:700px){.sheet td:nth-child(n+2){white-space:normal}}
        """;

    private readonly StringBuilder _html = new(32 * 1024);

    public string Write()
    {
        var script = result.Script;
        Line($"<!doctype html><html lang=\"en\" data-lang=\"en\"><head><meta charset=\"utf-8\"><title>"
            + $"{Safe(script.Title.En)} · Floodgate</title><meta name=\"viewport\" "
            + $"content=\"width=device-width,initial-scale=1\"><style>{ReportStyle.Css}{Css}</style></head>"
            + "<body><main>");
        Head();
        Line($"<section><h2>{Both("过程", "What happened")}</h2><div class=\"scroll\"><div lang=\"zh\">"
            + $"{new DrillPicture(result, english: false).Draw()}</div><div lang=\"en\">"
            + $"{new DrillPicture(result, english: true).Draw()}</div></div><p class=\"note\">"
            + Both("菱形为注入，灰条为允许的时间，圆点为看到的时刻。",
                "Diamonds are injects, grey bars the time allowed, dots when it was seen.")
            + "</p></section>");
        Expectations();
        Actions();
        Where();
        Line($"</main><script>{ReportStyle.Script}</script></body></html>");
        return _html.ToString();
    }

    private void Head()
    {
        var script = result.Script;
        Line($"<header><div class=\"bar\"><b>Floodgate 稳券 · {Both("演练", "drill")}</b><span class=\"langs\">"
            + $"<button data-set=\"zh\">中文</button><button data-set=\"en\">English</button></span></div>"
            + $"<h1>{Both(script.Title)}</h1><p class=\"story\">{Both(script.Purpose)}</p>");
        var (zh, en) = result.Full ? ("全部达到", "full score") : ("未全部达到", "not a full score");
        Line($"<div class=\"score\"><b>{result.Met}<small> / {result.All}</small></b><span class=\"verdict "
            + $"{(result.Full ? "good" : "bad")}\">{Both(zh, en)}</span></div>");
        if (result.When.Ending != Ending.Completed)
        {
            var why = Both(DocumentShape.Words(result.When.Ending));
            Line($"<p class=\"note\">{Both("结束原因：", "It ended because ")}{why}</p>");
        }


        Line($"</header><section><h2>{Both("目标", "Objectives")}</h2><ul>");
        foreach (var one in script.Objectives) Line($"<li>{Both(one)}</li>");
        Line($"</ul></section>");
    }

    private void Expectations()
    {
        Line($"<section><h2>{Both("期望", "Expectations")}</h2><table class=\"sheet\"><tr><th></th>"
            + $"<th>{Both("目标", "target")}</th><th>{Both("实际", "measured")}</th><th></th></tr>");
        foreach (var one in result.Judged)
        {
            var measured = one.Verdict.Seconds is { } seconds
                ? seconds.ToString("0.00", CultureInfo.InvariantCulture) + " s" : "";
            var people = one.Expected.Of == ExpectedOf.People ? $" · {Both("人员", "people")}" : "";
            Line($"<tr class=\"{(one.Met ? "good" : "bad")}\"><td>{Both(one.Expected.Title)}"
                + $"<small>{Both(one.Verdict.Evidence)}{people}</small></td>"
                + $"<td>{Both(Proposals.Target(one.Expected))}</td><td>{measured}</td>"
                + $"<td class=\"mark\">{(one.Met ? Both("达到", "met") : Both("未达到", "missed"))}</td></tr>");
        }

        Line($"</table></section>");
    }

    private void Actions()
    {
        Line($"<section><h2>{Both("整改建议", "Proposed improvements")}</h2><ul>");
        var proposals = Proposals.Of(result);
        if (proposals.Count == 0) Line($"<li>{Both("没有。", "None.")}</li>");
        foreach (var one in proposals) Line($"<li>{Both(one.Text)}</li>");
        foreach (var one in result.Troubles) Line($"<li><code>{Safe(one.Subject)}</code> {Safe(one.Detail)}</li>");
        Line($"</ul></section><section><h2>{Both("回退", "Put right")}</h2><ul>");
        foreach (var one in result.Rollback)
            Line($"<li>{(one.Good ? "✓" : "✗")} {Both(DocumentShape.Words(one.Step))}</li>");
        Line($"</ul></section>");
    }

    private void Where()
    {
        var where = result.Where;
        Line($"<section><h2>{Both("在哪里得到", "Where it was got")}</h2><dl>");
        Row("预案版本", "Plan version", result.When.PlanVersion);
        Row("演练脚本", "Drill", $"{result.Script.Id} {result.Order.Hash}");
        Row("程序", "Program", $"Floodgate {where.Product}; {where.Runtime}");
        Row("机器", "Machine", $"{where.Processor}, {where.Cores} cores, {where.MemoryGiB} GiB; {where.Platform}");
        Row("种子", "Seed", $"{result.Order.Seed}");
        Row("时间", "Time", $"{result.When.StartedAt:u} – {result.When.EndedAt:u}");
        var (zh, en) = result.When.IsShadow ? ("影子模式", "shadow mode") : ("运行中的服务", "on a running server");
        Line($"<dt>{Both("方式", "Mode")}</dt><dd>{Both(zh, en)}</dd>");
        Line($"</dl></section>");
    }

    private void Row(string zh, string en, string value) => Line($"<dt>{Both(zh, en)}</dt><dd>{Safe(value)}</dd>");

    private void Line(string line) => _html.Append(line).Append('\n');

    private static string Both(BilingualText text) => Both(text.Zh, text.En);

    private static string Both(string zh, string en) => zh == en
        ? Safe(zh) : $"<span lang=\"zh\">{Safe(zh)}</span><span lang=\"en\">{Safe(en)}</span>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
