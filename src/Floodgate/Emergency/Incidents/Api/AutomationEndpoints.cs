using System.Text.Json;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>How the switch is to stand, and why.</summary>
internal sealed record AutomationOrder
{
    public required bool On { get; init; }

    public required string Why { get; init; }
}

/// <summary>How the switch stands. Off: every automatic step is offered to people instead.</summary>
/// <param name="Acts">The switch is on and the plan in force is approved.</param>
/// <param name="Turns">Who turned it, when and why; the newest first.</param>
internal sealed record AutomationBody(bool On, bool Acts, IReadOnlyList<SwitchTurn> Turns);

/// <summary><c>/api/v1/ops/automation</c>: the global switch, without storage.</summary>
internal sealed class AutomationEndpoints(AutomationDesk desk, RoomPlans plans, StaffPersons persons)
{
    private const int BodyBytesMax = 4_096;

    public Task GetAsync(HttpContext context) => WriteAsync(context);

    public async Task PutAsync(HttpContext context)
    {
        if (await StrictBody.ReadAsync(context, IncidentBodies.Default.AutomationOrder, BodyBytesMax) is not { } order)
            return;
        if (order.Why.Trim() is not { Length: > 0 and <= RoomSwitch.WhyMax } why)
        {
            await Problem.WriteAsync(
                context.Response, Refusals.MemberMissing, new BodyFault(Refusals.MemberMissing, "/why").Write);
            return;
        }

        try
        {
            await desk.TurnAsync(order.On, persons.Of(context.User, "api"), why);
        }
        catch (Exception fault) when (fault is RoomAwayException or RoomFullException)
        {
            await IncidentEndpoints.AwayAsync(context);
            return;
        }

        await WriteAsync(context);
    }

    private async Task WriteAsync(HttpContext context)
    {
        var on = desk.Switch.AutomationOn;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(
            context.Response.Body, new AutomationBody(on, on && plans.Current.Approved, desk.Switch.Turns),
            IncidentBodies.Default.AutomationBody, context.RequestAborted);
    }
}
