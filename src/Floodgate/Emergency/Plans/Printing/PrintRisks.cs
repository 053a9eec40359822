using System.Globalization;
using System.Text;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>The matrix of likelihood and impact as a picture, and the register of risks.</summary>
internal static class PrintRisks
{
    private const int Cell = 76;
    private const int Left = 40;
    private const int DotsARow = 3;

    public static void Write(PrintPage page, EmergencyPlan plan)
    {
        var assessment = plan.Assessment;
        page.Add($"<p>{page.Lines(assessment.Method)}</p><div class=matrix><div>")
            .Raw(Matrix(plan, page)).Raw("</div><ol>");
        for (var i = 0; i < plan.Risks.Count; i++)
            page.Raw(plan.Risks[i].Executable ? "<li>" : "<li class=later>")
                .Add($"<b>{i + 1}</b><span>{page.Say(plan.Risks[i].Name)}</span></li>");
        page.Raw("</ol></div>");
        page.Add($"<p class=soft>{page.Say("灰色的风险其响应尚不能全部由程序执行，见最后一章。",
            "For risks in grey the program cannot yet carry out the whole response; see the last chapter.")}</p>");
        Scales(page, assessment);
        for (var i = 0; i < plan.Risks.Count; i++) Register(page, plan, plan.Risks[i], i + 1);
    }

    private static void Scales(PrintPage page, Assessment assessment)
    {
        page.Add($"<table><thead><tr><th>{page.Say("可能性", "Likelihood")}</th><th>{page.Say("影响", "Impact")}</th></tr>")
            .Raw("</thead><tbody>");
        foreach (var (likelihood, impact) in assessment.Likelihood.Zip(assessment.Impact))
            page.Add($"<tr><td>{page.Say(likelihood)}</td><td>{page.Say(impact)}</td></tr>");
        page.Raw("</tbody></table>");
    }

    private static void Register(PrintPage page, EmergencyPlan plan, Risk risk, int number)
    {
        var owner = plan.TeamOf(risk.Owner)?.Name ?? new BilingualText(risk.Owner, risk.Owner);
        page.Add($"<h3>{number}. {page.Say(risk.Name)} {page.Waits(risk with { Missing = new("", "") })}</h3>")
            .Add($"<p class=meta><span class=\"tag {risk.Response.Level}\">{page.Say(risk.Response.Level)}</span> ")
            .Add($"{page.Say("可能性", "likelihood")} {risk.Likelihood} × {page.Say("影响", "impact")} {risk.Impact}")
            .Add($" = {risk.Score}")
            .Add($" · {page.Say("责任", "owner")} {page.Say(owner)}")
            .Add($" · {page.Say("条款", "clauses")} {string.Join(", ", risk.Clauses)}</p>")
            .Add($"<p>{page.Lines(risk.Description)}</p>");
        if (risk.Prevention.Count > 0)
        {
            page.Add($"<h4>{page.Say("预防", "Prevention")}</h4><ul>");
            foreach (var measure in risk.Prevention) page.Add($"<li>{page.Say(measure)}</li>");
            page.Raw("</ul>");
        }

        page.Raw("<table class=three><thead>").Add($"<tr><th>{page.Say("原因", "Cause")}</th><th>")
            .Add($"{page.Say("怎样辨认", "How to tell")}</th>")
            .Add($"<th>{page.Say("处置手册", "Runbook")}</th></tr></thead><tbody>");
        foreach (var cause in risk.Response.Causes)
        {
            var runbook = cause.Runbook is null ? null : plan.RunbookOf(cause.Runbook);
            page.Add($"<tr><td>{page.Say(cause.Name)}</td><td>")
                .Add($"{(cause.Signs is null ? "" : page.Say(cause.Signs))}</td>")
                .Add($"<td>{(runbook is null ? "" : page.Say(runbook.Name))}</td></tr>");
        }

        page.Raw("</tbody></table>");
    }

    private static string Matrix(EmergencyPlan plan, PrintPage page)
    {
        var svg = new StringBuilder($"<svg viewBox=\"0 0 {Left + (5 * Cell)} {(5 * Cell) + Left}\" role=img>");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{page.Say("风险矩阵", "Risk matrix")}</title>");
        for (var likelihood = 1; likelihood <= 5; likelihood++)
            for (var impact = 1; impact <= 5; impact++)
                DrawCell(svg, plan, likelihood, impact);
        for (var i = 1; i <= 5; i++)
        {
            var along = ((i - 1) * Cell) + (Cell / 2);
            Text(svg, Left - 12, (5 * Cell) - along + 5, i.ToString(CultureInfo.InvariantCulture), "#566373", "end");
            Text(svg, Left + along, (5 * Cell) + 17, i.ToString(CultureInfo.InvariantCulture), "#566373", "middle");
        }

        Text(svg, Left + (5 * Cell / 2), (5 * Cell) + 36, page.Say("影响 →", "impact →"), "#18222d", "middle");
        svg.Append(CultureInfo.InvariantCulture, $"<text transform=\"translate(13 {5 * Cell / 2}) rotate(-90)\" ")
            .Append(CultureInfo.InvariantCulture, $"font-size=13 text-anchor=middle fill=#18222d>")
            .Append(page.Say("可能性 →", "likelihood →")).Append("</text>");
        return svg.Append("</svg>").ToString();
    }

    private static void DrawCell(StringBuilder svg, EmergencyPlan plan, int likelihood, int impact)
    {
        var (x, y) = (Left + ((impact - 1) * Cell), (5 - likelihood) * Cell);
        svg.Append(CultureInfo.InvariantCulture, $"<rect x={x + 1} y={y + 1} width={Cell - 2} height={Cell - 2} rx=4 ")
            .Append(CultureInfo.InvariantCulture, $"fill={Heat(likelihood * impact)} />");
        var here = plan.Risks.Index().Where(one => one.Item.Likelihood == likelihood && one.Item.Impact == impact)
            .ToArray();
        for (var i = 0; i < here.Length; i++)
        {
            var rows = ((here.Length - 1) / DotsARow) + 1;
            var inRow = Math.Min(DotsARow, here.Length - (i / DotsARow * DotsARow));
            var cx = x + (Cell / 2) + (((i % DotsARow) - ((inRow - 1) / 2.0)) * 24);
            var cy = y + (Cell / 2) + (((i / DotsARow) - ((rows - 1) / 2.0)) * 24);
            var (fill, ink) = here[i].Item.Executable ? ("#18222d", "#fff") : ("#ffffffb0", "#566373");
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx={cx} cy={cy} r=10.5 fill={fill} stroke={(
                here[i].Item.Executable ? "#18222d" : "#566373")} />");
            Text(svg, cx, cy + 4, (here[i].Index + 1).ToString(CultureInfo.InvariantCulture), ink, "middle", 11);
        }
    }

    private static string Heat(int score) => score switch
    {
        >= 15 => "#f1b3b8",
        >= 10 => "#f8d3ae",
        >= 5 => "#f9edb9",
        _ => "#d3e8dc",
    };

    private static void Text(
        StringBuilder svg, double x, double y, string text, string fill, string anchor, int size = 13) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x={x} y={y} font-size={size} fill={fill} ")
            .Append(CultureInfo.InvariantCulture, $"text-anchor={anchor}>{text}</text>");
}
