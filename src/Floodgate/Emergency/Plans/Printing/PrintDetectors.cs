using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>What is watched, from when it is a breach, from when it is over.</summary>
internal static class PrintDetectors
{
    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        foreach (var risk in plan.Risks)
        {
            var detectors = plan.DetectorsOf(risk).ToArray();
            if (detectors.Length == 0) continue;
            page.Add($"<h3>{page.Say(risk.Name)}</h3><table class=five><thead><tr><th>")
                .Add($"{page.Say("监测项", "Detector")}</th>")
                .Add($"<th>{page.Say("越限", "Breach")}</th><th>{page.Say("解除", "Over")}</th>")
                .Add($"<th>{page.Say("级别", "Level")}</th><th>{page.Say("对券的影响", "Effect on vouchers")}</th></tr>")
                .Add($"</thead>")
                .Raw("<tbody>");
            foreach (var detector in detectors) Row(page, risk, detector);
            page.Raw("</tbody></table>");
        }
    }

    private static void Row(PrintPage page, Risk risk, Detector one)
    {
        var level = one.Level ?? risk.Response.Level;
        page.Add($"<tr><td>{page.Say(one.Name)}<br><small>{page.Say(one.Kind)}: {Source(page, one)}</small>")
            .Add($" {page.Waits(one)}</td>")
            .Add($"<td>{Breach(page, one)}</td><td>{Over(page, one)}</td>")
            .Add($"<td><span class=\"tag {level}\">{level}</span></td><td>{page.Say(one.Effect)}</td></tr>");
    }

    private static string Source(PrintPage page, Detector one)
    {
        if (one.Probe is { } probe) return $"{page.Say(probe.Kind)} {probe.Target}";
        if (one.Heartbeat is { } heart) return heart;
        if (one.Alert is { } alert)
            return alert.Source + string.Concat(alert.Labels.Select(label => $" {label.Key}={label.Value}"));
        var text = Name(page, one.Signal);
        if (one.Percentile is { } percentile) text += $" p{ScalarReader.Plainly(percentile)}";
        return one.Over is { } over ? $"{text} ÷ {Name(page, over)}" : text;
    }

    private static string Name(PrintPage page, SignalChoice? choice) => choice is null ? "" :
        (SignalCatalogue.Find(choice.Name) is { } entry ? page.Say(entry.Description) : choice.Name) +
        (choice.Code is { } code ? $" ({code})" : "");

    private static string Breach(PrintPage page, Detector one)
    {
        var text = Limit(page, one.Comparison, one.Limit, one.Unit);
        if (text.Length == 0) text = one.Kind switch
        {
            DetectorKind.Heartbeat or DetectorKind.Absence => page.Say("没有，达 ", "none for ") +
                PrintLevels.Time(page, one.WindowSeconds),
            DetectorKind.Alert => page.Say("收到告警", "an alert"),
            DetectorKind.Probe => page.Say("失败", "fails"),
            _ => "–",
        };
        if (one.HorizonSeconds is { } horizon)
        {
            var within = PrintLevels.Time(page, horizon);
            text = page.Say($"{within}内将{text}", $"{text} within {within}");
        }

        return one.ForSeconds == 0 ? text
            : text + page.Say("，持续 ", " for ") + PrintLevels.Time(page, one.ForSeconds);
    }

    private static string Over(PrintPage page, Detector one)
    {
        var side = one.Comparison == Comparison.Above ? page.Say("不高于", "at most") : page.Say("不低于", "at least");
        var clear = one.ClearLimit is { } limit ? $"{side} {Shown(limit, one.Unit)} " : "";
        return one.ClearForSeconds == 0 ? clear.Trim()
            : clear + page.Say("持续 ", "for ") + PrintLevels.Time(page, one.ClearForSeconds);
    }

    internal static string Limit(PrintPage page, Comparison? comparison, decimal? limit, string? unit)
    {
        if (comparison is not { } side || limit is not { } number) return "";
        return $"{page.Say(side)} {Shown(number, unit)}";
    }

    private static string Shown(decimal number, string? unit) =>
        ScalarReader.Plainly(number) + (unit is null or "1" ? "" : "\u00a0" + unit);
}
