using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Access.Staff;

/// <summary>
/// A small page rendered on the server: no script, nothing from elsewhere, in the reader's language (<c>?lang=</c>, else
/// Accept-Language). Everything written into it is encoded here.
/// </summary>
internal sealed class StaffPage(HttpContext context)
{
    private const string Style = """
        :root{color-scheme:light dark;--ink:#1a2330;--soft:#5a6675;--page:#f3f5f8;--card:#fff;--line:#8692a2;--go:#0b5fb0;--bad:#a31621}
        @media(prefers-color-scheme:dark){:root{--ink:#e8edf3;--soft:#a9b4c2;--page:#11161d;--card:#1a222c;--line:#6d7a8b;--go:#7db8f5;--bad:#ff9aa2}}
        *{box-sizing:border-box}body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--page);
        color:var(--ink);font:1rem/1.6 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
        main{width:100%;max-width:26rem;background:var(--card);border-radius:1rem;padding:2rem;box-shadow:0 .5rem 2rem #0002}
        header{display:flex;justify-content:space-between;font-size:.9rem;color:var(--soft)}h1{font-size:1.5rem;line-height:1.3;margin:.8rem 0}
        label{display:block;font-weight:600;margin-top:1rem}input{width:100%;font:inherit;color:inherit;background:transparent;
        border:1px solid var(--line);border-radius:.5rem;padding:.6rem .7rem;min-height:2.75rem}
        button,.button{display:block;width:100%;margin-top:1.5rem;font:inherit;font-weight:600;text-align:center;text-decoration:none;
        background:var(--go);color:var(--card);border:0;border-radius:.5rem;padding:.7rem;min-height:2.75rem;cursor:pointer}
        a{color:var(--go)}:focus-visible{outline:3px solid var(--go);outline-offset:2px}.hint{color:var(--soft);font-size:.9rem;margin:.2rem 0}
        .fault{color:var(--bad);border-left:4px solid;padding-left:.8rem}.codes{font-family:ui-monospace,monospace;columns:2;padding:0;list-style:none}
        .picture{background:#fff;padding:.5rem;width:fit-content;margin:1rem auto;border-radius:.5rem}.picture svg{display:block;width:12rem;height:12rem}
        code{overflow-wrap:anywhere}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public bool English { get; } = context.Request.Query["lang"].ToString() switch
    {
        "en" => true,
        "zh" => false,
        _ => AcceptLanguage.PrefersEnglish(context.Request.Headers.AcceptLanguage),
    };

    public string Text(BilingualText text) => Encode(English ? text.En : text.Zh);

    public static string Encode(string text) => Encoder.Encode(text);

    public string Fault(BilingualText? fault) => fault is null ? "" : $"""<p class="fault" role="alert">{Text(fault)}</p>""";

    /// <summary>A labelled input; <paramref name="complete"/> is its autocomplete purpose (HTML, 4.10.18.7).</summary>
    public string Field(string name, BilingualText label, string type, string complete, BilingualText? hint = null, string value = "")
    {
        var described = hint is null ? "" : $""" aria-describedby="{name}-hint" """;
        var under = hint is null ? "" : $"""<p class="hint" id="{name}-hint">{Text(hint)}</p>""";
        return $"""
            <label for="{name}">{Text(label)}</label>
            <input id="{name}" name="{name}" type="{type}" autocomplete="{complete}" maxlength="{StaffForm.FieldLengthMax}"
              value="{Encode(value)}" required{described}>{under}
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
            <html lang="{Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <title>{Text(title)} · {Text(Brand)}</title><style>{Style}</style></head>
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
        var query = context.Request.Query.Where(part => part.Key != "lang").Select(part => KeyValuePair.Create(part.Key, part.Value))
            .Append(KeyValuePair.Create("lang", new Microsoft.Extensions.Primitives.StringValues(English ? "zh" : "en")));
        var other = English ? StaffText.OtherLanguage.En : StaffText.OtherLanguage.Zh;
        return $"""<a lang="{(English ? "zh" : "en")}" href="{Encode(QueryString.Create(query).ToString())}">{other}</a>""";
    }
}
