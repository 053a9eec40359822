using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Access.Staff;

/// <summary>How a session stands against its account.</summary>
public enum SessionStanding
{
    /// <summary>The account is there, unchanged, with every role the session has.</summary>
    Stands,

    /// <summary>It is not: the session's rights have ended.</summary>
    Ended,

    /// <summary>The database cannot be read just now.</summary>
    Unknown,
}

/// <summary>
/// Asked for pages that stay open: a connection is authorized once, an account may change while it lasts.
/// </summary>
public sealed class StaffSessions
{
    private readonly IServiceScopeFactory _scopes;

    internal StaffSessions(IServiceScopeFactory scopes, AccessOptions options)
    {
        _scopes = scopes;
        AskEvery = TimeSpan.FromSeconds(options.SessionCheckSeconds);
        UnknownMax = TimeSpan.FromMinutes(options.SessionStaleMinutesMax);
    }

    /// <summary>How often to ask.</summary>
    public TimeSpan AskEvery { get; }

    /// <summary>How long <see cref="SessionStanding.Unknown"/> may be taken for good.</summary>
    public TimeSpan UnknownMax { get; }

    /// <param name="who">As it was signed in: by the console's cookie.</param>
    public async Task<SessionStanding> AskAsync(ClaimsPrincipal who)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var signIns = scope.ServiceProvider.GetRequiredService<SignInManager<StaffAccount>>();
            if (await signIns.ValidateSecurityStampAsync(who) is not { } account) return SessionStanding.Ended;
            // Taking a role away does not change the account's stamp.
            var claims = await signIns.UserManager.GetClaimsAsync(account);
            var roles = claims.Where(claim => claim.Type == ClaimTypes.Role).Select(claim => claim.Value).ToHashSet();
            return who.FindAll(ClaimTypes.Role).All(role => roles.Contains(role.Value))
                ? SessionStanding.Stands
                : SessionStanding.Ended;
        }
        catch (Exception fault) when (fault is DbException or IOException
            || fault.InnerException is DbException)
        {
            return SessionStanding.Unknown;
        }
    }
}
