using Floodgate.Foundation;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Access.Policies;

/// <summary>
/// Answers what authorization refuses: a problem to programs, the sign-in page to a person's browser. A path that
/// leads to no endpoint of ours goes on to its 404 or 405.
/// </summary>
internal sealed class AccessDenial : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(
        RequestDelegate next, HttpContext context,
        AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded || context.GetEndpoint() is not RouteEndpoint) return next(context);
        // A policy without a scheme is the fallback: the endpoint says nothing, and no credential would open it.
        if (policy.AuthenticationSchemes.Count == 0) return Problem.WriteAsync(context.Response, Refusals.Forbidden);
        var signedIn = context.User.Identity?.IsAuthenticated == true;
        if (!signedIn && authorizeResult.Challenged && IsPageVisit(context.Request))
        {
            var back = context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            context.Response.Redirect("/sign-in?returnUrl=" + Uri.EscapeDataString(back));
            return Task.CompletedTask;
        }

        if (signedIn || !authorizeResult.Challenged) return Problem.WriteAsync(context.Response, Refusals.Forbidden);
        var tried = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.WriteAsync(context.Response, tried ? Refusals.CredentialsInvalid : Refusals.CredentialsMissing);
    }

    private static bool IsPageVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Authorization.Count == 0
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
