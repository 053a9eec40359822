using System.Globalization;
using Floodgate.Foundation;

namespace Floodgate.Emergency.Plans;

/// <summary>What the cover says about the version.</summary>
internal sealed record PlanStamp(int Version, string Hash, string? Approver, DateTimeOffset? ApprovedAt)
{
    public static PlanStamp Of(PlanVersion version) => new(version.Number, version.Hash, version.Approver,
        version.ApprovedMicros is { } at ? UnixTime.ToTime(at) : null);
}

/// <summary>
/// A plan as a document to print and hand out: one file of HTML in one language, nothing loaded from elsewhere.
/// </summary>
internal static class PlanPrint
{
    private static readonly (string Anchor, string Zh, string En)[] Chapters =
    [
        ("basics", "总则", "Purpose and principles"),
        ("risks", "风险评估", "Risk assessment"),
        ("levels", "响应级别", "Response levels"),
        ("teams", "应急小组与联络", "Teams and contacts"),
        ("detectors", "监测与预警", "Detection"),
        ("runbooks", "处置手册", "Runbooks"),
        ("conduct", "暂停、公告与恢复", "Pausing, telling the public, returning"),
        ("notices", "公告模板", "Notice templates"),
        ("improvement", "复盘、演练与改进", "Review, drills and improvement"),
        ("waiting", "尚不可执行的部分", "What cannot be carried out yet"),
    ];

    /// <param name="contacts">With it people have names; without, their posts' ids.</param>
    public static string Html(EmergencyPlan plan, bool english, PlanStamp? stamp = null, ContactBook? contacts = null)
    {
        var page = new PrintPage(english);
        page.Raw("<!doctype html>\n").Add($"<html lang=\"{page.Say("zh-CN", "en")}\"><head><meta charset=\"utf-8\">")
            .Raw("<meta name=viewport content=\"width=device-width,initial-scale=1\">")
            .Add($"<title>{page.Say(plan.Name)}</title>").Raw($"<style>{PrintStyle.Css}</style></head>\n<body>");
        Cover(page, plan, stamp);
        page.Raw("<main>");
        Contents(page);
        page.Chapter(Chapters[0]);
        PrintBasics.Write(page, plan);
        page.End().Chapter(Chapters[1]);
        PrintRisks.Write(page, plan);
        page.End().Chapter(Chapters[2]);
        PrintLevels.Write(page, plan);
        page.End().Chapter(Chapters[3]);
        PrintTeams.Write(page, plan, contacts);
        page.End().Chapter(Chapters[4]);
        PrintDetectors.Write(page, plan);
        page.End().Chapter(Chapters[5]);
        PrintRunbooks.Write(page, plan);
        page.End().Chapter(Chapters[6]);
        PrintConduct.Write(page, plan);
        page.End().Chapter(Chapters[7]);
        PrintNotices.Write(page, plan);
        page.End().Chapter(Chapters[8]);
        PrintImprovement.Write(page, plan);
        page.End().Chapter(Chapters[9]);
        PrintWaiting.Write(page, plan);
        return page.End().Raw("</main></body></html>\n").ToString();
    }

    private static void Cover(PrintPage page, EmergencyPlan plan, PlanStamp? stamp)
    {
        page.Raw("<header class=cover><div class=band><i></i><i></i><i></i><i></i></div>")
            .Add($"<p class=kind>{page.Say("应急预案", "Emergency plan")}</p><h1>{page.Say(plan.Name)}</h1>")
            .Add($"<p class=purpose>{page.Lines(plan.Purpose)}</p><dl>");
        Row(page, page.Say("编号", "Plan"), plan.Id);
        if (stamp is not null)
        {
            Row(page, page.Say("版本", "Version"), stamp.Version == 0
                ? page.Say("随程序提供", "as the program brings it")
                : stamp.Version.ToString(CultureInfo.InvariantCulture));
            Row(page, page.Say("批准", "Approved"), stamp.Approver is { } by
                ? $"{by}  {stamp.ApprovedAt:yyyy-MM-dd HH:mm} UTC"
                : page.Say("尚未批准", "not yet"));
            Row(page, page.Say("校验", "SHA-256"), stamp.Hash);
        }

        Row(page, page.Say("风险评估", "Assessed"),
            plan.Assessment.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            + page.Say($"，{plan.Assessment.ValidDays} 天内有效", $", holds for {plan.Assessment.ValidDays} days"));
        var parts = PlanParts.Of(plan).ToArray();
        var ready = parts.Count(part => part.Part.Executable);
        Row(page, page.Say("可执行", "Carried out by the program"),
            page.Say($"{parts.Length} 部分中的 {ready}", $"{ready} of {parts.Length} parts"));
        page.Raw("</dl></header>");
    }

    private static void Row(PrintPage page, string name, string value) =>
        page.Add($"<dt>{name}</dt><dd>{value}</dd>");

    private static void Contents(PrintPage page)
    {
        page.Add($"<nav><h2>{page.Say("目录", "Contents")}</h2><ol>");
        foreach (var (anchor, zh, en) in Chapters) page.Add($"<li><a href=\"#{anchor}\">{page.Say(zh, en)}</a></li>");
        page.Raw("</ol></nav>");
    }
}
