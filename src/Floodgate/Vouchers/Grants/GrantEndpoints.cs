using System.Security.Claims;
using Floodgate.Access;
using Floodgate.Access.ApiKeys;
using Floodgate.Audit;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;

namespace Floodgate.Vouchers.Grants;

/// <summary><c>/api/v1/ops/campaigns/{campaign}/grants</c>.</summary>
internal sealed class GrantEndpoints(VoucherNode node, GrantDesk desk, ApprovalDesk approvals)
{
    private const int BodyBytesMax = 8_192;

    public static readonly string[] Proposers = [Roles.Service, Roles.Operator, Roles.Admin];

    private static readonly AuthorizationPolicy Proposes =
        new AuthorizationPolicyBuilder(ApiKeyScheme.Name, IdentityConstants.ApplicationScheme)
            .RequireAuthenticatedUser().RequireClaim(ClaimTypes.Role, Proposers).Build();

    public void Map(IEndpointRouteBuilder campaign)
    {
        campaign.MapGet("/grants", (RequestDelegate)GetAsync).RequireAuthorization(Roles.Staff).Report()
            .Describe(GrantContract.Read);
        campaign.MapPost("/grants", (RequestDelegate)ProposeAsync).RequireAuthorization(Proposes)
            .Describe(GrantContract.Propose);
    }

    private async Task ProposeAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, GrantBodies.Default.GrantBody, BodyBytesMax) is not { } body) return;
        if (GrantSeal.Read(body.Person) is not { } person)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.MemberWrongType,
                new BodyFault(Refusals.MemberWrongType, "/person").Write);
            return;
        }

        var reason = body.Reason.Trim();
        if (reason.Length > GrantDesk.ReasonMax) reason = reason[..GrantDesk.ReasonMax];
        var reply = await desk.ProposeAsync(CampaignOf(context), body.Batch, person, reason, Who.Of(context));
        await (reply.Refusal is { } refusal ? RefuseAsync(context, refusal, reply.Room)
            : ApprovalAnswers.ProposedAsync(context, approvals, reply.Reply!));
    }

    private async Task GetAsync(HttpContext context)
    {
        if (node.Gates.Find(CampaignOf(context)) is not { Version: not null } gate)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
            return;
        }

        if (await desk.RoomAsync(gate) is not { } room)
        {
            await RefuseAsync(context, Refusals.StorageUnavailable, null);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(
            new GrantsBody(gate.Id, new(room.Budget, room.Currency), new(room.Granted, room.Currency),
                new(room.Left, room.Currency)),
            GrantJson.Default.GrantsBody, "application/json");
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal, GrantRoom? room) => Problem.WriteAsync(
        context.Response, refusal,
        room is not null ? json => json.WriteMoney("left", new Money(room.Left, room.Currency))
            : refusal == Refusals.StorageUnavailable ? static json => json.WriteString("outcome", "none") : null,
        refusal == Refusals.StorageUnavailable ? TimeSpan.FromSeconds(1) : null);

    private static string CampaignOf(HttpContext context) => (string)context.Request.RouteValues["campaign"]!;
}
