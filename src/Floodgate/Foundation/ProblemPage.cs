using System.Text.Encodings.Web;

namespace Floodgate.Foundation;

/// <summary>
/// What <c>GET /problems/{code}</c> shows: the address in a problem's <c>type</c>, for a person or a programmer who
/// follows it.
/// The page needs no script and takes its looks from the citizen's style sheet.
/// </summary>
internal static class ProblemPage
{
    public const string ContentType = "text/html; charset=utf-8";

    /// <summary>The page for a code, or null when there is no such code.</summary>
    public static string? Html(string code) => Refusals.TryFind(code, out var refusal) ? Render(refusal) : null;

    private static string Render(Refusal refusal) =>
        $"""
        <!doctype html>
        <html lang="zh">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
        <title>{refusal.Code}</title><link rel="stylesheet" href="/style.css"></head>
        <body class="plain"><main>
        <p class="code"><code>{refusal.Code}</code> · HTTP {refusal.Status}</p>
        {Section("zh", refusal.Happened.Zh, refusal.Meaning.Zh, refusal.Next.Zh)}
        {Section("en", refusal.Happened.En, refusal.Meaning.En, refusal.Next.En)}
        <p><a href="/" class="button">回到首页 / Home</a></p>
        </main></body></html>
        """;

    private static string Section(string language, string happened, string meaning, string next)
    {
        var encoder = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        return $"""
            <section class="card" lang="{language}">
            <h1>{encoder.Encode(happened)}</h1><p>{encoder.Encode(meaning)}</p><p>{encoder.Encode(next)}</p>
            </section>
            """;
    }
}
