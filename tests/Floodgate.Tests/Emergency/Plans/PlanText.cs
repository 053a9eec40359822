using System.Text;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Documents;

namespace Floodgate.Tests.Emergency.Plans;

/// <summary>The default plan's text, spoilt at one place.</summary>
internal static class PlanText
{
    public static string Default => DefaultPlan.Version.Text;

    /// <summary>
    /// The first place after <paramref name="anchor"/> where <paramref name="from"/> stands becomes
    /// <paramref name="to"/>; answers the text and the line of that place, or of the last <paramref name="owner"/>
    /// above
    /// or in it.
    /// </summary>
    public static (string Text, int Line) Spoil(string anchor, string from, string to, string owner = "")
    {
        var text = Default;
        var start = text.IndexOf(anchor, StringComparison.Ordinal);
        Assert.True(start >= 0, $"the default plan has no '{anchor}'");
        var at = text.IndexOf(from, start, StringComparison.Ordinal);
        Assert.True(at >= 0, $"no '{from}' after '{anchor}'");
        var spoilt = text[..at] + to + text[(at + from.Length)..];
        var near = owner.Length == 0 ? at : spoilt.LastIndexOf(owner, at + to.Length, StringComparison.Ordinal);
        if (near < 0) near = spoilt.IndexOf(owner, at, StringComparison.Ordinal);
        Assert.True(near >= 0, $"no '{owner}' near '{from}'");
        return (spoilt, spoilt.AsSpan(0, near).Count('\n') + 1);
    }

    public static DocumentParse<EmergencyPlan> Parse(string text, string file = "spoilt.yaml") =>
        PlanDocument.ParseFile(Encoding.UTF8.GetBytes(text), file);

    public static DocumentParse<ContactBook> Contacts(string text) =>
        PlanDocument.ParseContacts(Encoding.UTF8.GetBytes(text), "people.yaml");

    public static string Where(DocumentFault fault) => $"{fault.File}:{fault.Line} {fault.Pointer} {fault.Code}";
}
