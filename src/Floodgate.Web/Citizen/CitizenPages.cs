using Floodgate.Access.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Floodgate.Web.Citizen;

/// <summary>
/// The citizen's and the till's page. Their files live in the assembly, so that a node serves them from wherever it is
/// started, and are
/// compressed once at the start: a crowd costs a node no more than copying bytes it already has.
/// </summary>
internal static class CitizenPages
{
    // Nothing from elsewhere, no inline script or style, and nobody may frame the page around a person's voucher code.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
        "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // A till scans; nobody else's page has a use for a camera.
    private const string Camera = "camera=(self)";
    private const string NoCamera = "camera=()";

    /// <summary>
    /// Maps <c>/</c>, <c>/c/{campaign}</c>, <c>/till</c>, <c>/status</c> and the pages' files, open to everybody.
    /// </summary>
    public static IEndpointRouteBuilder MapCitizenPages(this IEndpointRouteBuilder routes)
    {
        foreach (var file in PageFile.LoadAll())
        {
            Map(routes, file.Path, file);
            if (file.Path != "/index.html") continue;
            Map(routes, "/", file);
            Map(routes, "/c/{campaign}", file);
        }

        return routes.MapTillPage().MapStatusPage();
    }

    /// <summary>The status page alone: static files, so that it opens while everything else is down.</summary>
    public static IEndpointRouteBuilder MapStatusPage(this IEndpointRouteBuilder routes)
    {
        foreach (var file in PageFile.LoadStatus())
            Map(routes, file.Path == "/status/status.html" ? "/status" : file.Path, file);

        return routes;
    }

    /// <summary>The till's page: public files that hold nothing; what a till may do its key says.</summary>
    private static IEndpointRouteBuilder MapTillPage(this IEndpointRouteBuilder routes)
    {
        foreach (var file in PageFile.LoadTill())
        {
            // A worker can only answer for what lies below its own address.
            var pattern = file.Path switch
            {
                "/till/index.html" => "/till",
                "/till/sw.js" => "/till-sw.js",
                var other => other,
            };
            Map(routes, pattern, file, Camera);
        }

        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, string pattern, PageFile file, string camera = NoCamera) =>
        routes.MapMethods(pattern, ["GET", "HEAD"], context => Answer(context, file, camera))
            .Public("the page for everybody").ExcludeFromDescription();

    private static Task Answer(HttpContext context, PageFile file, string camera)
    {
        var (coding, body, tag) = file.For(context.Request.Headers.AcceptEncoding);
        var headers = context.Response.Headers;
        headers.ETag = tag;
        // Asked again each time and answered 304: a corrected page reaches everybody at once.
        headers.CacheControl = "public, no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = camera + ", geolocation=(), microphone=(), payment=()";
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (coding is not null) headers.ContentEncoding = coding;
        headers.ContentType = file.ContentType;
        headers.ContentLength = body.Length;
        if (HttpMethods.IsHead(context.Request.Method)) return Task.CompletedTask;
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
