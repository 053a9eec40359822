using Microsoft.AspNetCore.Builder;

namespace Floodgate.Foundation.Description;

/// <summary>Puts a description on an endpoint.</summary>
internal static class Described
{
    public static T Describe<T>(this T endpoint, ApiOperation operation)
        where T : IEndpointConventionBuilder => endpoint.WithName(operation.Name).WithMetadata(operation);
}
