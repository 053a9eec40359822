using Floodgate.Admission.Edge;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Diagnostics;

namespace Floodgate.Host;

/// <summary>
/// What every request meets before its endpoint: no bare error, and headers that browsers keep people safe with.
/// </summary>
internal static class RequestGuards
{
    public static void UseRequestGuards(this WebApplication app)
    {
        app.UseEdge();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            SuppressDiagnosticsCallback = _ => false,
            ExceptionHandler = AnswerFaultAsync,
        });
        app.Use(HeadersAsync);
        app.UseStatusCodePages(context => context.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.WriteAsync(context.HttpContext.Response, Refusals.NotFound),
            StatusCodes.Status405MethodNotAllowed =>
                Problem.WriteAsync(context.HttpContext.Response, Refusals.MethodNotAllowed),
            StatusCodes.Status415UnsupportedMediaType =>
                Problem.WriteAsync(context.HttpContext.Response, Refusals.MediaTypeUnsupported),
            StatusCodes.Status413PayloadTooLarge =>
                Problem.WriteAsync(context.HttpContext.Response, Refusals.BodyTooLarge),
            _ => Task.CompletedTask,
        });
    }

    /// <summary>
    /// A body that breaks off or is no HTTP is the sender's; anything else is ours, and may have happened.
    /// </summary>
    private static Task AnswerFaultAsync(HttpContext context)
    {
        var fault = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (fault is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
            return Problem.WriteAsync(context.Response, Refusals.BodyTooLarge);
        if (fault is BadHttpRequestException) return Problem.WriteAsync(context.Response, Refusals.BodyMalformed);
        return Problem.WriteAsync(
            context.Response, Refusals.StorageUnavailable, static json =>
                json.WriteString("outcome", "unknown"), TimeSpan.FromSeconds(1));
    }

    private static Task HeadersAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            headers.ContentSecurityPolicy =
                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; " +
                "connect-src 'self' ws: wss:; " +
                "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
        }

        return next(context);
    }
}
