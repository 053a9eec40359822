using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Access.Policies;

/// <summary>Finds endpoints that do not say who may use them, or that say that anyone may without saying why.</summary>
internal static class EndpointReview
{
    /// <summary>Names of the faulty endpoints; empty when every one has a policy or a marker.</summary>
    public static IReadOnlyList<string> Uncovered(IEnumerable<EndpointDataSource> sources) =>
        [.. sources.SelectMany(source => source.Endpoints).Where(endpoint => !IsCovered(endpoint))
            .Select(endpoint => endpoint.DisplayName ?? endpoint.ToString() ?? "an endpoint without a name")];

    private static bool IsCovered(Endpoint endpoint)
    {
        var marked = endpoint.Metadata.GetMetadata<CitizenEndpointAttribute>() is not null
            || endpoint.Metadata.GetMetadata<TillEndpointAttribute>() is not null
            || endpoint.Metadata.GetMetadata<PublicEndpointAttribute>() is { Why.Length: > 0 };
        var anonymous = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
        // A bare [AllowAnonymous] beside a policy would win over it silently.
        return anonymous ? marked : endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null;
    }
}
