using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Foundation;

namespace Floodgate.Host;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it has opened what it serves.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }))
            .Public("for the supervisor").WithTags("Health");
        routes.MapGet("/health/ready", (Readiness readiness, Gates gates) =>
        {
            var damaged = gates.All.Where(gate => gate.Damage is not null).Select(gate => gate.Id).ToArray();
            return Results.Json(
                new { status = readiness.IsReady ? "ready" : "opening", campaigns = gates.Count, damaged },
                statusCode: readiness.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Public("for the load balancer").WithTags("Health");
    }
}
