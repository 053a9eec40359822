using Microsoft.AspNetCore.Http;

namespace Floodgate.Web.Console;

/// <summary>
/// What the browser is told about the console: nothing from elsewhere, no framing, no caching. Inline styles stay
/// allowed:
/// the component library positions its dialogs with them.
/// </summary>
internal static class ConsoleHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = "no-cache, no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
