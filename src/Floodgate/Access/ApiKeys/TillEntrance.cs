using System.Runtime.CompilerServices;
using System.Security.Claims;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Floodgate.Access.ApiKeys;

/// <summary>
/// The entrance of tills: their key is checked from memory, past what staff pass through (sessions, policies, the audit
/// trail). What tills do is in the journal, voucher by voucher.
/// </summary>
internal sealed class TillEntrance(ApiKeyCache keys, ILogger<TillEntrance> log)
{
    /// <summary>Rows are read anew every few seconds; what is made of one goes with it.</summary>
    private readonly ConditionalWeakTable<ApiKeyRow, ClaimsPrincipal> _known = [];

    /// <summary>
    /// Lets in who has a till's key, as the request's user. Its endpoints are short-circuited, past the handler of
    /// exceptions: whatever breaks is answered here.
    /// </summary>
    public RequestDelegate Around(RequestDelegate next) => async context =>
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            if (await EnterAsync(context) is not { } refusal) await next(context);
            else await Problem.WriteAsync(context.Response, refusal);
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await Problem.WriteAsync(context.Response, fault.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? Refusals.BodyTooLarge : Refusals.BodyMalformed);
        }
#pragma warning disable CA1031 // The short circuit passes by the middleware that answers faults; none may go out bare.
        catch (Exception fault) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            AccessLog.TillFailed(log, fault);
            await Problem.WriteAsync(
                context.Response, Refusals.StorageUnavailable, static json => json.WriteString("outcome", "unknown"),
                TimeSpan.FromSeconds(1));
        }
    };

    /// <summary>Null: it is a till's key, and the request's user says whose.</summary>
    private async ValueTask<Refusal?> EnterAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        var found = header.Count == 1 && BearerHeader.TryRead(header[0], out var token)
            && ApiKeyText.TryParse(token, out var presented)
                ? await keys.FindAsync(presented, context.RequestAborted) : null;
        if (found is { Role: Roles.Till })
        {
            context.User = _known.GetValue(found, ApiKeyScheme.PrincipalOf);
            return null;
        }

        if (found is not null) return Refusals.Forbidden;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return header.Count > 0 ? Refusals.CredentialsInvalid : Refusals.CredentialsMissing;
    }
}
