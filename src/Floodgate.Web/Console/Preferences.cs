using Microsoft.AspNetCore.Http;

namespace Floodgate.Web.Console;

/// <summary>
/// Language and colours of one browser, kept in cookies that say nothing else. Without a cookie the language is the
/// browser's and the colours are the system's.
/// </summary>
internal sealed record Preferences(bool Chinese, string? Theme)
{
    public const string LanguageCookie = "floodgate-language";
    public const string ThemeCookie = "floodgate-theme";

    public string LanguageTag => Chinese ? "zh-CN" : "en";

    public static Preferences Of(HttpRequest request)
    {
        var chinese = request.Cookies[LanguageCookie] switch
        {
            "zh" => true,
            "en" => false,
            _ => PrefersChinese(request.Headers.AcceptLanguage.ToString()),
        };
        var theme = request.Cookies[ThemeCookie];
        return new Preferences(chinese, theme is "light" or "dark" ? theme : null);
    }

    /// <summary>Sets what the query names (<c>language</c>, <c>theme</c>) and goes back to the page.</summary>
    public static IResult Set(HttpContext context, string? language, string? theme, string? back = null)
    {
        if (language is "zh" or "en")
            context.Response.Cookies.Append(LanguageCookie, language, Cookie(context));
        if (theme is "light" or "dark")
            context.Response.Cookies.Append(ThemeCookie, theme, Cookie(context));
        if (theme is "system")
            context.Response.Cookies.Delete(ThemeCookie, Cookie(context));
        var inside = back?.StartsWith(ConsoleRoutes.Home + "/", StringComparison.Ordinal) == true;
        return Results.LocalRedirect(inside ? back! : ConsoleRoutes.Home);
    }

    internal static bool PrefersChinese(string acceptLanguage)
    {
        var first = acceptLanguage.Split(',', 2)[0].Trim();
        return first.Length == 0 || first.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
    }

    private static CookieOptions Cookie(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = TimeSpan.FromDays(365),
        Path = ConsoleRoutes.Home,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
}
