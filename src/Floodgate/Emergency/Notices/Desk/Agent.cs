using Floodgate.Access.ApiKeys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Notices;

/// <summary>
/// Who acts: the staff account's name, or an API key's id and name, because names of keys may be shared.
/// </summary>
internal static class Agent
{
    public static string Of(HttpContext context)
    {
        var name = context.User.Identity?.Name is { Length: > 0 } known ? known : "unnamed";
        if (context.User.FindFirst(ApiKeyScheme.KeyIdClaim)?.Value is { } key) name = $"{key} {name}";
        return name.Length <= DeskLimits.AgentMax ? name : name[..DeskLimits.AgentMax];
    }
}
