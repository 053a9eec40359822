using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Cluster;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Storage.Faults;
using Floodgate.Storage.Postgres;

namespace Floodgate.Host;

/// <summary><paramref name="Status"/> is <c>live</c>.</summary>
internal sealed record HealthBody(string Status);

/// <summary>
/// <paramref name="Status"/> is <c>ready</c>, <c>opening</c>, or <c>draining</c>: it answers, but send nobody more.
/// </summary>
/// <param name="Drill">The node was started for drills: not for the public.</param>
/// <param name="Node">Its name in the cluster; <c>single</c> where it is alone.</param>
/// <param name="Standby">
/// Whether an acknowledged commit would outlive the database's primary; null where no standby is promised. While it
/// <c>waits</c>, wallets are read and nothing new is confirmed.
/// </param>
internal sealed record ReadinessBody(
    string Status, int Campaigns, string[] Damaged, bool Drill, string Node, StandbyStatus? Standby);

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it has opened what it serves.</summary>
internal static class Health
{
    private static readonly ApiOperation Live = new("Live", "Health", new("进程在运行", "The process answers"))
    {
        Answers = [new(200, typeof(HealthBody))],
    };

    private static readonly ApiOperation Ready =
        new("Ready", "Health", new("节点可服务", "The node has opened what it serves"))
        {
            Answers = [new(200, typeof(ReadinessBody)), new(503, typeof(ReadinessBody))],
        };

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new HealthBody("live")))
            .Public("for the supervisor").Describe(Live);
        routes.MapGet("/health/ready", (
            Readiness readiness, NodeStanding standing, Gates gates, NodeName name, IServiceProvider all) =>
        {
            var damaged = gates.All.Where(gate => gate.Damage is not null).Select(gate => gate.Id).ToArray();
            var status = !readiness.IsReady ? "opening" : standing.IsAway ? "draining" : "ready";
            return Results.Json(
                new ReadinessBody(status, gates.Count, damaged, all.GetService<StorageFaults>() is not null, name.Name,
                    all.GetService<PostgresEngine>() is { Options.Standby: not null } shared
                        ? shared.Standby.Reading.Status : null),
                statusCode: status == "ready"
                    ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).Public("for the load balancer").Describe(Ready);
    }
}
