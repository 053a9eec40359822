namespace Floodgate.Foundation.Documents;

/// <summary>One thing wrong with a document, and where.</summary>
/// <param name="Pointer">RFC 6901 pointer of the faulty member; empty for the document as a whole.</param>
/// <param name="File">The file as its reader named it; null when the document did not come from a file.</param>
/// <param name="Line">Counted from 1; null when there is no text to point into.</param>
/// <param name="Code">Stable, for programs: <c>member-unknown</c>, <c>stock-below-issued</c>, ...</param>
/// <param name="Message">For people.</param>
internal sealed record DocumentFault(string Pointer, string? File, int? Line, string Code, BilingualText Message)
{
    /// <summary>As a compiler would say it, in English: <c>FILE:LINE: pointer: text</c>.</summary>
    public string Sentence(string file)
    {
        var place = Line is { } line ? $"{file}:{line}" : file;
        return $"{place}: {(Pointer.Length == 0 ? "/" : Pointer)}: {Message.En}";
    }
}
