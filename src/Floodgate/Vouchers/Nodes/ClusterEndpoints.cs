using Floodgate.Access;
using Floodgate.Audit.Requests;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Vouchers.Nodes.Face;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Vouchers.Nodes;

/// <summary><c>/api/v1/ops/cluster</c>.</summary>
internal sealed class ClusterEndpoints(ClusterBoard board)
{
    private const int BodyBytesMax = 4_096;

    public void Map(IEndpointRouteBuilder routes)
    {
        var cluster = routes.MapGroup("/api/v1/ops/cluster");
        cluster.MapGet("", (RequestDelegate)ReadAsync).RequireAuthorization(Roles.Staff)
            .Describe(ClusterContract.Read);
        var node = cluster.MapGroup("/nodes/{node}");
        Map(node, "/cordon", NodeOrder.Cordon, "cordoned", ClusterContract.Cordon);
        Map(node, "/uncordon", NodeOrder.Uncordon, "serving", ClusterContract.Uncordon);
        Map(node, "/drain", NodeOrder.Drain, "draining", ClusterContract.Drain);
    }

    private void Map(
        IEndpointRouteBuilder node, string path, NodeOrder order, string state, ApiOperation described) =>
        node.MapPost(path, (RequestDelegate)(context => OrderAsync(context, order, state)))
            .RequireAuthorization(Roles.Control).Describe(described);

    private async Task ReadAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            await board.ReadAsync(), ClusterJson.Default.ClusterReading, "application/json");
    }

    private async Task OrderAsync(HttpContext context, NodeOrder order, string state)
    {
        if (await StrictBody.ReadAsync(context, ClusterBodies.Default.NodeOrderBody, BodyBytesMax) is not { } body)
            return;
        if (string.IsNullOrWhiteSpace(body.Reason))
        {
            await Problem.WriteAsync(
                context.Response, Refusals.MemberMissing, new BodyFault(Refusals.MemberMissing, "/reason").Write);
            return;
        }

        AuditNote.Of(context).Reason = body.Reason;
        var name = (string)context.Request.RouteValues["node"]!;
        var (refusal, untold) = await board.OrderNodeAsync(name, order);
        await (refusal is not null ? Problem.WriteAsync(context.Response, refusal)
            : context.Response.WriteAsJsonAsync(
                new NodeStateBody(name, state, untold), ClusterJson.Default.NodeStateBody, "application/json"));
    }
}
