using System.Globalization;
using System.Net;
using System.Text;
using Floodgate.Foundation;
using Floodgate.Foundation.Documents;

namespace Floodgate.Emergency.Plans;

/// <summary>A page of HTML in one language; whatever comes from a plan is encoded on its way in.</summary>
internal sealed class PrintPage(bool english)
{
    private readonly StringBuilder _html = new(128 * 1024);
    private int _section;

    public bool English { get; } = english;

    /// <summary>Markup of our own, with nothing from outside in it.</summary>
    public PrintPage Raw(string html)
    {
        _html.Append(html);
        return this;
    }

    /// <summary>Markup whose holes are encoded.</summary>
    public PrintPage Add(FormattableString html)
    {
        var holes = html.GetArguments().Select(object? (hole) => hole is Markup safe ? safe.Html : Encode(hole));
        _html.AppendFormat(CultureInfo.InvariantCulture, html.Format, [.. holes]);
        return this;
    }

    public string Say(BilingualText text) => English ? text.En : text.Zh;

    public string Say(string zh, string en) => English ? en : zh;

    public string Say(Enum choice) => Say(DocumentShape.Words(choice));

    /// <summary>Lines of a text as lines.</summary>
    public Markup Lines(BilingualText text) =>
        new(Encode(Say(text).Trim()).Replace("\n", "<br>", StringComparison.Ordinal));

    /// <summary>A chapter with its number and anchor.</summary>
    public PrintPage Chapter((string Anchor, string Zh, string En) chapter, string? zhLead = null,
        string? enLead = null)
    {
        _section++;
        Add($"<section id=\"{chapter.Anchor}\"><h2><b>{_section}</b>{Say(chapter.Zh, chapter.En)}</h2>");
        if (zhLead is not null) Add($"<p class=lead>{Say(zhLead, enLead!)}</p>");
        return this;
    }

    public PrintPage End() => Raw("</section>\n");

    /// <summary>A mark beside what cannot be carried out yet, with what is missing.</summary>
    public Markup Waits(IPlanPart part) => part.Executable
        ? new Markup("")
        : new Markup($"<span class=waits>{Say("尚不可执行", "not yet")}</span> <small>" +
            $"{Encode(Say(part.Missing ?? new("", "")))}</small>");

    public override string ToString() => _html.ToString();

    private static string Encode(object? hole) =>
        WebUtility.HtmlEncode(Convert.ToString(hole, CultureInfo.InvariantCulture) ?? "");

    /// <summary>Markup that has been encoded already.</summary>
    internal sealed record Markup(string Html);
}
