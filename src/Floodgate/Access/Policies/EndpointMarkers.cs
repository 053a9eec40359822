using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;

namespace Floodgate.Access.Policies;

/// <summary>Says that anyone may use an endpoint, and why. Also for pages, as an attribute.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicEndpointAttribute(string why) : Attribute, IAllowAnonymous
{
    public string Why { get; } = why;
}

/// <summary>Says that an endpoint checks citizens itself, by token, ticket or pass.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class CitizenEndpointAttribute : Attribute, IAllowAnonymous;

/// <summary>Says that an endpoint lets in tills alone, by its entrance.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class TillEndpointAttribute : Attribute, IAllowAnonymous;

/// <summary>Every endpoint says who may use it: one of these, or <c>RequireAuthorization(role)</c>.</summary>
public static class EndpointMarkers
{
    /// <summary>Open to anyone; <paramref name="why"/> is a sentence for whoever reviews the list.</summary>
    public static T Public<T>(this T builder, string why)
        where T : IEndpointConventionBuilder => builder.WithMetadata(new PublicEndpointAttribute(why));

    /// <summary>The endpoint checks the citizen itself and answers 401 itself.</summary>
    public static T Citizen<T>(this T builder)
        where T : IEndpointConventionBuilder => builder.WithMetadata(new CitizenEndpointAttribute());
}
