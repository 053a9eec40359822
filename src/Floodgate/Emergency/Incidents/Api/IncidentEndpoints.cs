using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>
/// <c>/api/v1/ops/incidents</c>: what is going on, and everything a person may ask of it. All of it works without
/// storage.
/// </summary>
internal sealed class IncidentEndpoints(
    ControlRoom room, RoomOrders orders, RoomPlans plans, StaffPersons persons, RoomSwitch automation, LossDesk losses,
    EntryStore store)
{
    private const int BodyBytesMax = 16_384;
    private const int TextMax = 4_000;
    private const int IdMax = 32;

    public async Task ListAsync(HttpContext context)
    {
        var all = context.Request.Query["state"] == "all";
        var items = await room.ReadAsync(state => state.Incidents.Values.Where(one => all || one.IsLive)
            .OrderByDescending(one => one.OpenedAt).Select(View.Summary).ToArray());
        await WriteAsync(
            context, new IncidentsBody(items, automation.AutomationOn), IncidentBodies.Default.IncidentsBody);
    }

    public async Task GetAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["incident"]!;
        var view = await room.ReadAsync(state =>
            state.Find(id) is { } incident ? View.Whole(incident, plans.Of(incident.Begun.Plan), losses.Of(id)) : null);
        view ??= await FromStoreAsync(id, context.RequestAborted);
        if (view is null) await Problem.WriteAsync(context.Response, Refusals.UnknownIncident);
        else await WriteAsync(context, view, IncidentBodies.Default.IncidentView);
    }

    /// <summary>What the room has let go is in the store, entry by entry.</summary>
    private async Task<IncidentView?> FromStoreAsync(string id, CancellationToken cancel)
    {
        if (id.Length > IdMax || !await room.ReadAsync(state => state.Cut.Past.Any(one => one.Id == id))) return null;
        var past = new RoomState();
        foreach (var entry in await store.OfAsync(id, cancel)) past.Apply(entry);
        return past.Find(id) is { } found ? View.Whole(found, plans.Of(found.Begun.Plan), null) : null;
    }

    public async Task DeclareAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, IncidentBodies.Default.DeclareBody, BodyBytesMax) is not { } body)
            return;
        var plan = plans.Current.Plan;
        if (plan.RiskOf(body.Risk) is not { } risk)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.UnknownRisk, new BodyFault(Refusals.UnknownRisk, "/risk").Write);
            return;
        }

        var person = persons.Of(context.User, "api");
        if (!person.HasOneOf(plan.LevelOf(body.Level ?? risk.Response.Level).Declare))
        {
            await Problem.WriteAsync(context.Response, Refusals.Forbidden);
            return;
        }

        var declaration = new Declaration(
            person.Id, body.Risk, body.Cause, body.Level, body.Since, body.Campaigns ?? [], Cut(body.Text));
        string id;
        try
        {
            id = await orders.DeclareAsync(person, declaration);
        }
        catch (Exception fault) when (fault is RoomAwayException or RoomFullException)
        {
            await AwayAsync(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.Headers.Location = "/api/v1/ops/incidents/" + id;
        await WriteAsync(context, new DeclaredBody(id), IncidentBodies.Default.DeclaredBody);
    }

    public async Task OrderAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, IncidentBodies.Default.Order, BodyBytesMax) is not { } order) return;
        var id = (string)context.Request.RouteValues["incident"]!;
        var person = persons.Of(context.User, "api");
        OrderOutcome outcome;
        try
        {
            outcome = await orders.CarryAsync(id, person, order);
        }
        catch (Exception fault) when (fault is RoomAwayException or RoomFullException)
        {
            await AwayAsync(context);
            return;
        }

        if (RefusalOf(outcome) is { } refusal) await Problem.WriteAsync(context.Response, refusal);
        else await WriteAsync(context, new OrderedBody(id, "done"), IncidentBodies.Default.OrderedBody);
    }

    /// <summary>Nobody who leads could be asked.</summary>
    public static Task AwayAsync(HttpContext context) =>
        Problem.WriteAsync(context.Response, Refusals.RoomUnavailable, retryAfter: TimeSpan.FromSeconds(3));

    public static Refusal? RefusalOf(OrderOutcome outcome) => outcome switch
    {
        OrderOutcome.Done => null,
        OrderOutcome.UnknownIncident => Refusals.UnknownIncident,
        OrderOutcome.UnknownStep or OrderOutcome.UnknownTask or OrderOutcome.UnknownCause
            or OrderOutcome.UnknownCampaign => Refusals.UnknownPart,
        OrderOutcome.WrongPhase => Refusals.IncidentOver,
        OrderOutcome.NotAllowed => Refusals.Forbidden,
        OrderOutcome.OwnApproval => Refusals.SecondPersonRequired,
        OrderOutcome.StepNotOffered => Refusals.StepNotOffered,
        OrderOutcome.TimeInvalid => Refusals.TimeInvalid,
        OrderOutcome.ValueInvalid => Refusals.MemberWrongType,
        OrderOutcome.StillFiring => Refusals.StillPaused,
        _ => throw new InvalidOperationException($"{outcome} is not known here"),
    };

    private static string Cut(string? text) => text is null ? "" : text.Length <= TextMax ? text : text[..TextMax];

    private static async Task WriteAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(context.Response.Body, body, type, context.RequestAborted);
    }
}
