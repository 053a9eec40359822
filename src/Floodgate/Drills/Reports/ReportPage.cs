using System.Net;
using System.Text;
using Floodgate.Drills.Crowds;
using Floodgate.Foundation;

namespace Floodgate.Drills.Reports;

/// <summary>
/// The report as one self-contained page: no network, both languages, light and dark, readable on a phone.
/// </summary>
internal sealed class ReportPage(RushReport report)
{
    private readonly StringBuilder _html = new(64 * 1024);

    public string Write()
    {
        Line($"<!doctype html><html lang=\"en\" data-lang=\"en\"><head><meta charset=\"utf-8\"><title>"
            + $"{Safe(report.Scenario.Name.En)} · Floodgate</title><meta name=\"viewport\" "
            + $"content=\"width=device-width,initial-scale=1\"><style>{ReportStyle.Css}</style></head><body><main>");
        Top();
        Verdict();
        foreach (var chart in RushCharts.Of(report)) Chart(chart);
        Counts();
        Sources();
        Where();
        Line($"</main><script>{ReportStyle.Script}</script></body></html>");
        return _html.ToString();
    }

    private void Top()
    {
        Line($"<header><div class=\"bar\"><b>Floodgate 稳券</b><span class=\"langs\"><button data-set=\"zh\">中文</button>"
            + $"<button data-set=\"en\">English</button></span></div><h1>{Both(report.Scenario.Name)}</h1>"
            + $"<p class=\"story\">{Both(report.Scenario.Story)}</p>");
        var (zh, en) = report.Holds ? ("无一券丢失、重复或超发", "No voucher lost, doubled or over stock")
            : ("有关券的承诺未成立", "A promise about vouchers did not hold");
        Line($"<p class=\"verdict {(report.Holds ? "good" : "bad")}\">{Both(zh, en)}</p></header><section "
            + $"class=\"figures\">");
        var tally = report.Tally;
        Figure("人数", "people", $"{report.People:N0}", "设备", "devices", $"{report.Devices:N0}");
        Figure("已发券", "vouchers issued", $"{tally.Issued:N0}", "库存", "stock", $"{report.Stock:N0}");
        Figure("最后一张，自开放", "last voucher, from the opening", $"{RushFigures.LastIssueSecond(report):0} s", "请求",
            "requests",
            $"{tally.Requests:N0}");
        Figure("到达峰值/秒", "peak arrivals a second", $"{tally.Seconds.Max(second => second.Arrivals):N0}", "发券峰值",
            "peak issued",
            $"{tally.Seconds.Max(second => second.Issued):N0}");
        Figure("申领 p99", "claim p99", Millis(tally.Claims.PercentileMicros(0.99)), "p50", "p50",
            Millis(tally.Claims.PercentileMicros(0.5)));
        Figure("3 秒内得到明确答复", "definite answers within 3 s", RushFigures.InTime(report), "无答复", "no answer",
            $"{tally.NoAnswer:N0}");
        if (report.Tills is { } tills)
            Figure("收银核销 p99", "redemption p99", Millis(tills.Times.PercentileMicros(0.99)), "成功", "redeemed",
                RushFigures.Share(tills.Redeemed, tills.Requests));
        Line($"</section>");
        if (report.Ratio < 1)
            Line($"<p class=\"note\">{Both($"按同一比例缩小：{report.Ratio:0.####}（{report.Scenario.Crowd.People:N0} 人中的 "
                + $"{report.People:N0} 人；库存同比）。",
                $"Replayed smaller in one ratio, {report.Ratio:0.####}: {report.People:N0} of "
                + $"{report.Scenario.Crowd.People:N0} people, and the stock with them.")}</p>");
    }

    private void Figure(string zh, string en, string value, string zhBeside, string enBeside, string beside) =>
        Line($"<div><b>{value}</b><span>{Both(zh, en)}</span><small>{Both(zhBeside, enBeside)} {beside}</small></div>");

    private void Verdict()
    {
        Line($"<section><h2>{Both("判定", "Verdict")}</h2><table class=\"findings\">");
        foreach (var finding in report.Findings)
            Line($"<tr class=\"{(finding.Holds ? "good" : finding.Decides ? "bad" : "soft")}\"><th>"
                + $"{(finding.Id[0] == 'I' ? finding.Id : "")}</th><td><b>{Both(finding.Claim)}</b>"
                + $"<small>{Both(finding.Numbers)}</small></td><td class=\"mark\">"
                + $"{(finding.Holds ? Both("成立", "holds") : Both("不成立", "does not hold"))}</td></tr>");
        Line($"</table></section>");
        if (report.Events.Count == 0) return;
        Line($"<section><h2>{Both("重放中发生", "What was done during the replay")}</h2><ul>");
        foreach (var happened in report.Events) Line($"<li>{Safe(happened)}</li>");
        Line($"</ul></section>");
    }

    private void Chart(RushChart chart)
    {
        if (chart.Series.Count == 0) return;
        Line($"<section><h2>{Both(chart.Title)} <small>{Both(chart.Unit)}</small></h2><p class=\"legend\">");
        foreach (var series in chart.Series)
            Line($"<span><i style=\"background:{series.Colour}\"></i>{Both(series.Name)}</span>");
        Line($"<span><i class=\"dots\"></i>{Both("开放", "opening")}</span></p>");
        Line($"<div class=\"wide\">{ReportSvg.Draw(chart, 960, 300)}</div>");
        Line($"<div class=\"narrow\">{ReportSvg.Draw(chart, 380, 250)}</div></section>");
    }

    private void Counts()
    {
        var tally = report.Tally;
        Line($"<section class=\"pair\"><div><h2>{Both("答复时间", "Time to answer")}</h2><table><tr><th></th>"
            + $"<th>p50</th><th>p90</th><th>p99</th><th>p99.9</th><th>max</th></tr>");
        Times("取号", "Ticket", tally.Tickets);
        Times("申领", "Claim", tally.Claims);
        Times("申领（自发送）", "Claim, from sending", tally.ClaimsFromSending);
        Times("人群自身的延迟", "The crowd's own lag", tally.Lag);
        if (report.Tills is { } tills) Times("收银核销", "Redemption at a till", tills.Times);
        Line($"</table><p class=\"note\">{Both("自计划点击的时刻起算，等待发送也计入（已修正协同遗漏）。",
            "Counted from the instant the press was meant for, the wait to be sent included: corrected for "
                + "coordinated omission.")}"
            + $"</p></div><div><h2>{Both("结局与拒绝", "Endings and refusals")}</h2><table>");
        foreach (var (ending, count) in report.Endings.OrderByDescending(pair => pair.Value))
            Line($"<tr><td>{Both(EndingNames.Of(ending))}</td><td class=\"n\">{count:N0}</td></tr>");
        Line($"<tr><th colspan=\"2\">{Both("拒绝的答复", "Answers that refused")}</th></tr>");
        foreach (var (code, count) in tally.Refused.OrderByDescending(pair => pair.Value))
            Line($"<tr><td>{Both(ReasonNames.Of(code))} <code>{Safe(code)}</code></td><td "
                + $"class=\"n\">{count:N0}</td></tr>");
        Line($"<tr><td>{Both("无答复（超时、断开、无人监听）", "No answer (time-out, broken, nobody listens)")}</td>"
            + $"<td class=\"n\">{tally.NoAnswer:N0}</td></tr></table></div></section>");
    }

    private void Times(string zh, string en, Latencies times) =>
        Line($"<tr><td>{Both(zh, en)}</td><td>{Millis(times.PercentileMicros(0.5))}</td>"
            + $"<td>{Millis(times.PercentileMicros(0.9))}</td>"
            + $"<td>{Millis(times.PercentileMicros(0.99))}</td><td>{Millis(times.PercentileMicros(0.999))}</td>"
            + $"<td>{Millis(times.MaxMicros)}</td></tr>");

    private void Sources()
    {
        Line($"<section><h2>{Both("数值从何而来", "Where the values are from")}</h2><table class=\"sources\">");
        foreach (var value in report.Scenario.Values.OrderByDescending(value => value.Published))
            Line($"<tr><td><span class=\"tag {(value.Published ? "cited" : "assumed")}\">"
                + $"{(value.Published ? Both("公布", "published") : Both("假设", "assumed"))}</span></td>"
                + $"<td><b>{Safe(value.Name)}</b>"
                + $"<code>{Safe(value.Value)}</code></td><td>{Both(value.Because)}</td></tr>");
        foreach (var figure in report.Scenario.Figures)
            Line($"<tr><td><span class=\"tag "
                + $"cited\">{Both("公布", "published")}</span></td><td></td><td>{Both(figure)}</td></tr>");
        Line($"</table>");
        if (report.Scenario.NotYet.Count > 0)
        {
            Line($"<h3>{Both("本次重放尚未包含", "Not in this replay yet")}</h3><ul>");
            foreach (var missing in report.Scenario.NotYet) Line($"<li>{Both(missing)}</li>");
            Line($"</ul>");
        }

        Line($"</section>");
    }

    private void Where()
    {
        var where = report.Where;
        Line($"<section><h2>{Both("在哪里得到", "Where it was got")}</h2><dl>");
        Row("机器", "Machine", $"{where.Processor}, {where.Cores} cores, {where.MemoryGiB} GiB");
        Row("系统", "System", $"{where.Platform}; {where.Runtime}; Floodgate {where.Product}");
        Row("服务器", "Server", report.Server);
        Row("活动", "Campaign", $"{report.Campaign}, {RushFigures.Written(report.OpenedAt)}");
        Row("种子", "Seed", $"{report.Seed}");
        Line($"</dl></section>");
    }

    private void Row(string zh, string en, string value) => Line($"<dt>{Both(zh, en)}</dt><dd>{Safe(value)}</dd>");

    private void Line(string line) => _html.Append(line).Append('\n');

    private static string Millis(long micros) => micros switch
    {
        >= 10_000_000 => $"{micros / 1e6:0.0} s",
        >= 10_000 => $"{micros / 1e3:0} ms",
        _ => $"{micros / 1e3:0.0} ms",
    };

    private static string Both(BilingualText text) => Both(text.Zh, text.En);

    private static string Both(string zh, string en) => zh == en
        ? Safe(zh)
        : $"<span lang=\"zh\">{Safe(zh)}</span><span lang=\"en\">{Safe(en)}</span>";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
