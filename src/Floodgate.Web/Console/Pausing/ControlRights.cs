using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Floodgate.Web.Console.Pausing;

/// <summary>Who may pause and resume: asked before the buttons are shown, and again before anything is done.</summary>
internal static class ControlRights
{
    private static readonly string[] Policies = ["operator", "commander"];

    public static async Task<bool> MayControlAsync(this IAuthorizationService authorization, ClaimsPrincipal user)
    {
        foreach (var policy in Policies)
        {
            if ((await authorization.AuthorizeAsync(user, policy)).Succeeded)
                return true;
        }

        return false;
    }
}
