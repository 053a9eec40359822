using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Audit.Requests;

/// <summary>Says that a staff endpoint is not audited although it takes a body, and why.</summary>
internal sealed record UnauditedAttribute(string Why);

/// <summary>
/// Says that an act protects vouchers or people and must not wait for the trail: it is done even when the trail cannot
/// be written, and told as soon as it can.
/// </summary>
internal sealed record UrgentAttribute;

/// <summary>
/// Which endpoints are audited: every one that staff change something with. An endpoint has to say why it is not.
/// </summary>
internal static class AuditedEndpoints
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Options];

    public static T Unaudited<T>(this T builder, string why)
        where T : IEndpointConventionBuilder => builder.WithMetadata(new UnauditedAttribute(why));

    public static T Urgent<T>(this T builder)
        where T : IEndpointConventionBuilder => builder.WithMetadata(new UrgentAttribute());

    /// <summary>The act's name in the trail; null: nothing of staff's, only reading, or marked.</summary>
    public static string? ActOf(Endpoint? endpoint)
    {
        if (endpoint is not RouteEndpoint route || !IsStaffs(route) || !ChangesThings(route)) return null;
        if (route.Metadata.GetMetadata<UnauditedAttribute>() is not null) return null;
        return route.Metadata.GetMetadata<ApiOperation>()?.Name ?? route.RoutePattern.RawText ?? "unnamed";
    }

    /// <summary>
    /// Tills are not among them, they have an entrance of their own: what they do is in the journal, voucher by
    /// voucher.
    /// </summary>
    public static bool IsStaffs(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAuthorizeData>() is not null
        && route.Metadata.GetMetadata<IAllowAnonymous>() is null;

    /// <summary>Pages that can be read take no acts: only what cannot be read is one.</summary>
    public static bool ChangesThings(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods }
        && !methods.Any(method => Reading.Contains(method, StringComparer.OrdinalIgnoreCase));
}
