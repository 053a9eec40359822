using System.Globalization;
using System.Text.Json;
using Floodgate.Access.Citizens;
using Floodgate.Campaigns;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Admission;

/// <summary>
/// <c>POST …/tickets</c> (JWT: take a place) and <c>GET /api/v1/tickets/current</c> (ticket: how it stands). The line
/// is
/// empty for now: who is eligible is admitted at once.
/// </summary>
internal sealed class TicketEndpoints(
    Gates gates, Passes passes, TicketRegister register, CitizenTokens citizens, AllowLists lists,
    AdmissionOptions options,
    TimeProvider clock)
{
    public async Task TakeAsync(HttpContext context)
    {
        var result = await citizens.AuthenticateAsync(context);
        if (result is not CitizenResult.Valid { Citizen: var citizen })
        {
            await Problem.WriteAsync(context.Response, result.Refusal ?? Refusals.TokenInvalid,
                retryAfter: RetryAfter(result));
            return;
        }

        if (gates.Find((string)context.Request.RouteValues["campaign"]!) is not { } gate)
        {
            await Problem.WriteAsync(context.Response, Refusals.UnknownCampaign);
            return;
        }

        if (gate.Damage is not null || gate.Version is not { } version)
        {
            gate.TurnedAway.Add(citizen.Person, TurnedAway.AnyBatch, clock.NowMicros());
            await Problem.WriteAsync(
                context.Response, gate.Damage is null ? Refusals.StorageUnavailable : Refusals.CampaignDamaged,
                static json => json.WriteString("outcome", "none"), TimeSpan.FromSeconds(1));
            return;
        }

        var holder = Describe(gate, version, citizen);
        if (!Passes.IsEligible(version, holder, clock.NowMicros()))
        {
            await Problem.WriteAsync(context.Response, Refusals.NotEligible);
            return;
        }

        var (place, taken) = register.Take(gate.Number, citizen.Person);
        await WriteAsync(context, new Ticket(holder, place), taken ? StatusCodes.Status201Created
            : StatusCodes.Status200OK);
    }

    public Task CurrentAsync(HttpContext context)
    {
        var outcome = passes.ReadTicket(context.Request.Headers.Authorization, out var ticket);
        return outcome switch
        {
            TokenOutcome.Valid when gates.Find(ticket.Holder.Campaign) is { Version: { } version } gate
                && !gate.IsCurrent(version, ticket.Holder) =>
                Problem.WriteAsync(context.Response, Refusals.TicketExpired),
            TokenOutcome.Valid => WriteAsync(context, ticket, StatusCodes.Status200OK),
            TokenOutcome.Missing => Problem.WriteAsync(context.Response, Refusals.TicketMissing),
            TokenOutcome.Expired => Problem.WriteAsync(context.Response, Refusals.TicketExpired),
            _ => Problem.WriteAsync(context.Response, Refusals.TicketInvalid),
        };
    }

    private Pass Describe(CampaignGate gate, CampaignVersion version, Citizen citizen)
    {
        var list = version.Definition.Eligibility.AllowList;
        var region = citizen.Region is { Length: <= SealedToken.RegionMax } text && System.Text.Ascii.IsValid(text)
            ? text : null;
        return new Pass(
            gate.Number, version.Number, citizen.Person, clock.GetUtcNow().ToUnixTimeSeconds() + options.TicketSeconds,
            region, citizen.LastDigit, list is not null && lists.Contains(list, citizen.Identities.AsSpan()));
    }

    private static TimeSpan? RetryAfter(CitizenResult result) =>
        result is CitizenResult.KeysUnavailable ? TimeSpan.FromSeconds(2) : null;

    private async Task WriteAsync(HttpContext context, Ticket ticket, int status)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.Headers.CacheControl = "no-store";
        response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        await using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("ticket", passes.Issue(ticket));
        json.WriteNumber("place", ticket.Place);
        json.WriteNumber("ahead", 0);
        json.WriteNumber("estimatedWaitSeconds", 0);
        json.WriteString("state", "admitted");
        json.WriteString("pass", passes.Issue(ticket.Holder));
        json.WriteEndObject();
    }
}
