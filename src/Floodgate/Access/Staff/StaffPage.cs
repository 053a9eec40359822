using System.Text.Encodings.Web;
using System.Text.Unicode;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Access.Staff;

/// <summary>
/// A small page rendered on the server: no script, nothing from elsewhere, in the reader's language (<c>?lang=</c>,
/// else Accept-Language). Everything written into it is encoded here.
/// </summary>
internal sealed class StaffPage(HttpContext context)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Policy =
        $"default-src 'none'; style-src '{StaffStyle.Source}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public bool English { get; } = context.Request.Query["lang"].ToString() switch
    {
        "en" => true,
        "zh" => false,
        _ => AcceptLanguage.PrefersEnglish(context.Request.Headers.AcceptLanguage),
    };

    public string Text(BilingualText text) => Encode(English ? text.En : text.Zh);

    public static string Encode(string text) => Encoder.Encode(text);

    public string Fault(BilingualText? fault) =>
        fault is null ? "" : $"""<p class="fault" role="alert">{Text(fault)}</p>""";

    /// <summary>A labelled input; <paramref name="complete"/> is its autocomplete purpose (HTML, 4.10.18.7).</summary>
    public string Field(
        string name, BilingualText label, string type, string complete, BilingualText? hint = null, string value = "")
    {
        var described = hint is null ? "" : $""" aria-describedby="{name}-hint" """;
        var under = hint is null ? "" : $"""<p class="hint" id="{name}-hint">{Text(hint)}</p>""";
        return $"""
            <label for="{name}">{Text(label)}</label>
            <input id="{name}" name="{name}" type="{type}" autocomplete="{complete}"
              maxlength="{StaffForm.FieldLengthMax}" value="{Encode(value)}" required{described}>{under}
            """;
    }

    public static string Hidden(string name, string value) =>
        $"""<input type="hidden" name="{name}" value="{Encode(value)}">""";

    /// <summary>A form that only this page, in this browser, can send.</summary>
    public string Form(string action, BilingualText button, params string[] content)
    {
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return $"""
            <form method="post" action="{action}?lang={Language}">{Hidden(tokens.FormFieldName, tokens.RequestToken!)}
            {string.Concat(content)}<button>{Text(button)}</button></form>
            """;
    }

    public Task WriteAsync(BilingualText title, string body, int status = StatusCodes.Status200OK)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.XFrameOptions = "DENY";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync($"""
            <!doctype html>
            <html lang="{Language}"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{Text(title)} · {Text(Brand)}</title><style>{StaffStyle.Css}</style></head>
            <body><main><header><span>{Text(Brand)}</span>{OtherLanguage()}</header>
            <h1>{Text(title)}</h1>{body}</main></body></html>
            """, context.RequestAborted);
    }

    private static readonly BilingualText Brand = new("稳券", "Floodgate");

    private string Language => English ? "en" : "zh";

    /// <summary>Only where reading the page again changes nothing.</summary>
    private string OtherLanguage()
    {
        if (!HttpMethods.IsGet(context.Request.Method)) return "";
        var query = context.Request.Query.Where(part => part.Key != "lang").ToDictionary();
        query["lang"] = English ? "zh" : "en";
        var address = Encode(QueryString.Create(query).ToString());
        var name = English ? StaffText.OtherLanguage.En : StaffText.OtherLanguage.Zh;
        return $"""<a lang="{query["lang"]}" href="{address}">{name}</a>""";
    }
}
