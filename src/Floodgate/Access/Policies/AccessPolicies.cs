using System.Security.Claims;
using Floodgate.Access.ApiKeys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace Floodgate.Access.Policies;

/// <summary>
/// One policy a role, for API key and console session alike; <c>admin</c> satisfies all but <c>till</c>. What says
/// nothing is denied.
/// </summary>
internal static class AccessPolicies
{
    /// <summary>A person signed in at the console, whatever their roles: for what concerns their own account.</summary>
    public const string Session = "session";

    public static void Add(AuthorizationOptions options)
    {
        foreach (var role in Roles.All) options.AddPolicy(role, policy => Ask(policy, Holders(role)));
        options.AddPolicy(Roles.Staff, policy => Ask(policy, [.. Roles.All.Where(role => role != Roles.Till)]));
        options.AddPolicy(Roles.Control, policy => Ask(policy, [Roles.Operator, Roles.Commander, Roles.Admin]));
        options.AddPolicy(Session, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser());
        options.DefaultPolicy = options.GetPolicy(Roles.Staff)!;
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
    }

    private static string[] Holders(string role) => role is Roles.Till or Roles.Admin ? [role] : [role, Roles.Admin];

    private static void Ask(AuthorizationPolicyBuilder policy, string[] roles) =>
        policy.AddAuthenticationSchemes(ApiKeyScheme.Name, IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser()
            .RequireClaim(ClaimTypes.Role, roles);
}
