using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Floodgate.Access.Citizens;

/// <summary>Who the accepted tokens come from; null parts mean that nobody's are.</summary>
internal sealed record TrustedIssuer(string Issuer, string Audience, TimeSpan ClockSkew, IssuerKeys Keys);

/// <summary>
/// Checks citizens' tokens: RS256, ES256 or EdDSA and nothing else, by a key of the issuer meant for that algorithm,
/// for this audience, within its time. A checked token is remembered, so that asking again costs a hash.
/// </summary>
internal sealed class CitizenTokens(
    TrustedIssuer? trusted, PersonKey persons, AccessOptions options, TimeProvider clock, ILogger<CitizenTokens> log)
{
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = options.TokenBytesMax };
    private readonly ValidatedTokens _remembered = new(options.RememberedTokensMax);

    /// <summary>Looks at <c>Authorization: Bearer</c>. Completes at once for a token seen before.</summary>
    public ValueTask<CitizenResult> AuthenticateAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0) return new(CitizenResult.NoToken);
        if (header.Count > 1) return new(Refused(TokenFault.Malformed));
        return BearerHeader.TryRead(header[0], out var token) ? CheckAsync(token) : new(CitizenResult.NoToken);
    }

    public ValueTask<CitizenResult> CheckAsync(string token)
    {
        if (trusted is null) return new(Refused(TokenFault.NoIssuer));
        if (token.Length > options.TokenBytesMax) return new(Refused(TokenFault.TooLarge));
        var hash = ValidatedTokens.Hash(token);
        if (_remembered.Find(hash, clock.NowMicros()) is { } known) return new(known);
        return ValidateAsync(trusted, token, hash);
    }

    private async ValueTask<CitizenResult> ValidateAsync(
        TrustedIssuer issuer, string token, ValidatedTokens.TokenHash hash)
    {
        if (TokenText.Read(token, out var text) is { } fault) return Refused(fault);
        using (text)
        {
            if (!IssuerKeySet.Algorithms.Contains(text!.Algorithm)) return Refused(TokenFault.Algorithm);
            var (key, available) = await issuer.Keys.FindAsync(text.KeyId, text.Algorithm);
            if (key is null) return available ? Refused(TokenFault.UnknownKey) : CitizenResult.NoKeys;
            var checkedToken = await _handler.ValidateTokenAsync(token, Rules(issuer, key, text.Algorithm));
            if (!checkedToken.IsValid) return Refused(FaultOf(checkedToken.Exception));
            return Read(issuer, text, hash);
        }
    }

    /// <summary>Time and claims, once the signature, issuer and audience are known to be good.</summary>
    private CitizenResult Read(TrustedIssuer issuer, TokenText text, ValidatedTokens.TokenHash hash)
    {
        if (!CitizenClaims.Time(text.Payload, "exp", out var expires)
            || !CitizenClaims.Time(text.Payload, "nbf", out var begins))
            return Refused(TokenFault.Claim);
        if (expires is not { } end) return Refused(TokenFault.NoExpiry);
        var now = clock.NowMicros();
        var skew = (long)issuer.ClockSkew.TotalMicroseconds;
        if (now >= end + skew) return CitizenResult.Over;
        if (begins is { } begin && now < begin - skew) return Refused(TokenFault.NotYetValid);
        if (!CitizenClaims.TryRead(text.Payload, persons, out var citizen)) return Refused(TokenFault.Claim);

        var valid = new CitizenResult.Valid(citizen!);
        _remembered.Keep(hash, valid, Math.Min(end + skew, now + (options.RememberedSecondsMax * 1_000_000L)));
        return valid;
    }

    private CitizenResult.Invalid Refused(TokenFault fault)
    {
        AccessLog.TokenRefused(log, fault);
        return new CitizenResult.Invalid(fault);
    }

    /// <summary>Time is left out: it is checked against the injected clock.</summary>
    private static TokenValidationParameters Rules(TrustedIssuer issuer, SecurityKey key, string algorithm) => new()
    {
        ValidAlgorithms = [algorithm],
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = true,
        RequireSignedTokens = true,
        ValidIssuer = issuer.Issuer,
        ValidAudience = issuer.Audience,
        IgnoreTrailingSlashWhenValidatingAudience = false,
        ValidateLifetime = false,
        ValidateTokenReplay = false,
    };

    private static TokenFault FaultOf(Exception? fault) => fault switch
    {
        SecurityTokenInvalidIssuerException => TokenFault.Issuer,
        SecurityTokenInvalidAudienceException => TokenFault.Audience,
        SecurityTokenMalformedException => TokenFault.Malformed,
        SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException => TokenFault.Signature,
        _ => TokenFault.Claim,
    };
}
