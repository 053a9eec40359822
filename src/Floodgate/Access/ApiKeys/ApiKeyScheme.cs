using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Access.ApiKeys;

/// <summary>
/// Authenticates <c>Authorization: Bearer fgk_…</c> and gives the key's role, name, owner and store as claims.
/// </summary>
internal sealed class ApiKeyScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiKeyCache keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "ApiKey";

    /// <summary>The claim that names the one store a till's key is good for.</summary>
    public const string StoreClaim = "store";

    /// <summary>The claim with the key's id, for audit.</summary>
    public const string KeyIdClaim = "api_key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization;
        if (header.Count != 1 || !BearerHeader.TryRead(header[0], out var token)) return AuthenticateResult.NoResult();
        if (!token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        if (!ApiKeyText.TryParse(token, out var presented)) return AuthenticateResult.Fail("malformed");
        if (await keys.FindAsync(presented, Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("unknown or revoked");
        return AuthenticateResult.Success(new AuthenticationTicket(PrincipalOf(key), Name));
    }

    /// <summary>Whom a key stands for.</summary>
    public static ClaimsPrincipal PrincipalOf(ApiKeyRow key)
    {
        var identity = new ClaimsIdentity(Name);
        identity.AddClaim(new Claim(ClaimTypes.Name, key.Name));
        identity.AddClaim(new Claim(ClaimTypes.Role, key.Role));
        identity.AddClaim(new Claim(KeyIdClaim, key.Id));
        if (key.Owner is { } owner) identity.AddClaim(new Claim(StaffPerson.OwnerClaim, owner));
        if (key.Store is { } store) identity.AddClaim(new Claim(StoreClaim, store));
        return new ClaimsPrincipal(identity);
    }
}
