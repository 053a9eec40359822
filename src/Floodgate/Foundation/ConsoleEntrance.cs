using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Foundation;

/// <summary>
/// Keeps the staff's endpoints to the console's own address. What counts is the port that the connection came in by:
/// the Host header, which ASP.NET Core's <c>RequireHost</c> looks at, is whatever the client writes.
/// </summary>
public static class ConsoleEntrance
{
    /// <summary>The endpoint is for the console's address only, where the node has one.</summary>
    public static T OnlyAtConsole<T>(this T builder)
        where T : IEndpointConventionBuilder => builder.WithMetadata(Marker.Instance);

    /// <summary>
    /// Answers 404 for such an endpoint at any port but <paramref name="ports"/>; none: one address for all. Goes after
    /// routing and before authentication.
    /// </summary>
    public static void UseConsoleEntrance(this IApplicationBuilder app, IReadOnlyCollection<int> ports)
    {
        if (ports.Count == 0) return;
        app.Use((context, next) =>
        {
            var elsewhere = !ports.Contains(context.Connection.LocalPort)
                && context.GetEndpoint()?.Metadata.GetMetadata<Marker>() is not null;
            return elsewhere ? Problem.WriteAsync(context.Response, Refusals.NotFound) : next(context);
        });
    }

    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }
}
