using System.Security.Claims;
using Floodgate.Access.ApiKeys;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// Who acts: the staff account's name, or an API key's id and name, because names of keys may be shared.
/// </summary>
internal static class Agent
{
    public static string Of(ClaimsPrincipal user)
    {
        var name = user.Identity?.Name is { Length: > 0 } known ? known : "unnamed";
        if (user.FindFirst(ApiKeyScheme.KeyIdClaim)?.Value is { } key) name = $"{key} {name}";
        return name.Length <= DeskLimits.AgentMax ? name : name[..DeskLimits.AgentMax];
    }
}
