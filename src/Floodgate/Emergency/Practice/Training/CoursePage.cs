using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Practice;

/// <summary>
/// A course as a page to read and print. Of Markdown it knows what the courses use: headings, paragraphs, lists,
/// <c>**bold**</c> and <c>`code`</c>; everything else stays text.
/// </summary>
internal static partial class CoursePage
{
    private const string Css = """
        body{margin:0;background:#f3f5f7;color:#18222d;
        font:16px/1.65 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
        main{max-width:760px;margin:24px auto;background:#fff;padding:36px 48px 48px;border-radius:6px}
        h1{font-size:30px;line-height:1.25;margin:0 0 18px}h3{font-size:18px;margin:26px 0 6px;padding-top:12px;
        border-top:1px solid #dbe1e7}p{margin:0 0 10px}ul,ol{margin:0 0 12px;padding-left:22px}li{margin:3px 0}
        code{background:#f3f5f7;border-radius:3px;padding:1px 5px;font-size:14px}nav{text-align:right;font-size:14px}
        @media(max-width:700px){main{margin:0;padding:18px 16px 32px;border-radius:0}}
        @media print{body{background:#fff}main{margin:0;padding:0}nav{display:none}}
        """;

    public static string Html(CourseText course, bool english)
    {
        var title = WebUtility.HtmlEncode(english ? course.Title.En : course.Title.Zh);
        var html = new StringBuilder(16 * 1024);
        html.Append("<!doctype html><html lang=\"").Append(english ? "en" : "zh-CN")
            .Append("\"><head><meta charset=utf-8>")
            .Append("<meta name=viewport content=\"width=device-width,initial-scale=1\"><title>").Append(title)
            .Append("</title><style>").Append(Css).Append("</style></head><body><main><nav><a href=\"?lang=")
            .Append(english ? "zh\">中文" : "en\">English").Append("</a></nav><h1>").Append(title).Append("</h1>\n");
        return html.Append(Parts(course, english)).Append("</main></body></html>").ToString();
    }

    /// <summary>The course without a page around it, for a page of the console.</summary>
    public static string Parts(CourseText course, bool english)
    {
        var html = new StringBuilder(8 * 1024);
        Body(html, (english ? course.Parts.En : course.Parts.Zh).Split('\n'));
        return html.ToString();
    }

    private static void Body(StringBuilder html, string[] lines)
    {
        var list = "";
        var paragraph = new List<string>();
        foreach (var line in lines.Append(""))
        {
            var kind = line.StartsWith("- ", StringComparison.Ordinal) ? "ul" : Numbered.IsMatch(line) ? "ol" : "";
            // A line that goes on inside an item is indented, as Markdown has it.
            if (list.Length > 0 && kind.Length == 0 && line.StartsWith(' '))
            {
                html.Insert(html.Length - "</li>".Length, " " + Inline(line.Trim()));
                continue;
            }

            if ((kind != list || line.Length == 0) && list.Length > 0) html.Append("</").Append(list).Append(">\n");
            if (line.Length == 0 || kind.Length > 0 || line[0] == '#') EndParagraph(html, paragraph);
            if (kind.Length > 0 && kind != list) html.Append('<').Append(kind).Append('>');
            list = line.Length == 0 ? "" : kind;
            if (kind.Length > 0) html.Append("<li>").Append(Inline(line[(line.IndexOf(' ') + 1)..])).Append("</li>");
            else if (line.StartsWith("### ", StringComparison.Ordinal))
                html.Append("<h3>").Append(Inline(line[4..])).Append("</h3>\n");
            else if (line.Length > 0) paragraph.Add(line);
        }
    }

    private static void EndParagraph(StringBuilder html, List<string> paragraph)
    {
        if (paragraph.Count == 0) return;
        html.Append("<p>").Append(Inline(string.Join('\n', paragraph))).Append("</p>\n");
        paragraph.Clear();
    }

    private static string Inline(string text)
    {
        var encoded = WebUtility.HtmlEncode(text);
        return Code.Replace(Bold.Replace(encoded, "<strong>${text}</strong>"), "<code>${text}</code>");
    }

    [GeneratedRegex(@"^[0-9]{1,2}\. ", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Numbered { get; }

    [GeneratedRegex(@"\*\*(?<text>[^*]+)\*\*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bold { get; }

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code { get; }
}
