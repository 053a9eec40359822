using System.Globalization;
using System.Text;
using Floodgate.Foundation.Documents;

namespace Floodgate.Drills.Results;

/// <summary>A drill's result as Markdown, for minutes and tickets.</summary>
internal static class DrillMarkdown
{
    public static string Write(DrillResult result)
    {
        var (script, body) = (result.Script, DrillJson.Body(result));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {script.Title.Zh} · {script.Title.En}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"**{result.Met} / {result.All}** ");
        text.Append(result.Full ? "全部达到 · full score\n\n" : "未全部达到 · not a full score\n\n");
        text.Append(Cell(script.Purpose.Zh)).Append("\n\n").Append(Cell(script.Purpose.En)).Append("\n\n");
        text.Append("| 期望 · expected | 目标 · target | 实际 · seen | |\n|---|---|---|---|\n");
        foreach (var one in result.Judged)
        {
            var target = Proposals.Target(one.Expected);
            text.Append(CultureInfo.InvariantCulture,
                $"| {Cell(one.Expected.Title.Zh)} · {Cell(one.Expected.Title.En)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(target.Zh)} · {Cell(target.En)} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(one.Verdict.Evidence.En)} ");
            text.Append(one.Met ? "| ✓ |\n" : "| ✗ |\n");
        }

        text.Append("\n| 注入 · inject | 秒 · s |\n|---|---|\n");
        foreach (var one in script.Injects)
            text.Append(CultureInfo.InvariantCulture,
                $"| {Cell(one.Title.Zh)} · {Cell(one.Title.En)} | {result.BegunAt(one):0.00} |\n");
        text.Append('\n');
        foreach (var one in Proposals.Of(result))
            text.Append(CultureInfo.InvariantCulture, $"- [ ] {one.Text.Zh} {one.Text.En}\n");
        foreach (var one in result.Rollback.Select(one => (Words: DocumentShape.Words(one.Step), one.Good)))
            text.Append(CultureInfo.InvariantCulture,
                $"- {(one.Good ? "✓" : "✗")} {one.Words.Zh} · {one.Words.En}\n");
        foreach (var one in body.TookPart ?? [])
            text.Append(CultureInfo.InvariantCulture,
                $"- 参加 took part: {Cell(one.Person)} ({string.Join(", ", one.Teams)})\n");
        text.Append(CultureInfo.InvariantCulture, $"\n预案 plan: {body.Plan}  \n脚本 drill: {body.DrillHash}  \n");
        text.Append(CultureInfo.InvariantCulture, $"程序 program: {body.Program}  \n种子 seed: {body.Seed}  \n");
        text.Append(CultureInfo.InvariantCulture, $"{body.StartedAt:u} - {body.EndedAt:u}, {body.Ending}\n");
        return text.ToString();
    }

    private static string Cell(string text) =>
        text.Trim().Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
