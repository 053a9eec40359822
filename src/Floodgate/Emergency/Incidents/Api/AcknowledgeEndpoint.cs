using Floodgate.Access.Staff;
using Floodgate.Emergency.Notifications;
using Floodgate.Foundation;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Emergency.Incidents.Api;

/// <summary>
/// The page behind the link of a page. Opening it changes nothing, for mail scanners open every link; one tap
/// acknowledges, and a voice gateway posts for the key a person pressed. The link is the credential: it works without
/// signing in and without storage.
/// </summary>
internal sealed class AcknowledgeEndpoint(
    ControlRoom room, RoomOrders orders, KeyRing keys, TimeProvider clock, string via)
{
    private static readonly BilingualText Title = new("确认收到呼叫", "Acknowledge the page");
    private static readonly BilingualText Button = new("我已收到，开始处理", "I have it, I am on it");
    private static readonly BilingualText Thanks = new("已确认，升级呼叫已停止。", "Acknowledged; the escalation stops.");
    private static readonly BilingualText Over = new(
        "事件已结束，无需处理。", "The incident is over; there is nothing left to do.");

    private static readonly BilingualText Open = new("打开事件", "Open the incident");

    private static readonly BilingualText Gone = new(
        "链接无效或已过期。券不受影响；请登录控制台确认。",
        "The link is not valid or has expired. Vouchers are unaffected; sign in to the console to acknowledge.");

    public async Task GetAsync(HttpContext context)
    {
        var page = new StaffPage(context);
        if (Read(context) is not { } what || await SummaryAsync(what.Incident) is not { } incident)
        {
            await page.WriteAsync(Title, $"<p role=\"alert\">{page.Text(Gone)}</p>", StatusCodes.Status404NotFound);
            return;
        }

        var form = page.Form(AcknowledgeLink.Path + Token(context), Button);
        await page.WriteAsync(Title, $"{Words(page, incident)}{form}");
    }

    public async Task PostAsync(HttpContext context)
    {
        var page = new StaffPage(context);
        var valid = Read(context);
        if (valid is null)
        {
            await page.WriteAsync(Title, $"<p role=\"alert\">{page.Text(Gone)}</p>", StatusCodes.Status404NotFound);
            return;
        }

        var person = new Person(valid.Person, new HashSet<string>(StringComparer.Ordinal), via);
        OrderOutcome outcome;
        try
        {
            outcome = await orders.CarryAsync(valid.Incident, person, new Order.Acknowledge());
        }
        catch (Exception fault) when (fault is RoomAwayException or RoomFullException)
        {
            var again = page.Form(AcknowledgeLink.Path + Token(context), Button);
            await page.WriteAsync(
                Title, $"<p role=\"alert\">{page.Text(Refusals.RoomUnavailable.InWords())}</p>{again}",
                StatusCodes.Status503ServiceUnavailable);
            return;
        }

        if (outcome is not (OrderOutcome.Done or OrderOutcome.WrongPhase))
        {
            await page.WriteAsync(Title, $"<p role=\"alert\">{page.Text(Gone)}</p>", StatusCodes.Status404NotFound);
            return;
        }

        var said = outcome == OrderOutcome.Done ? Thanks : Over;
        var link = $"<p><a href=\"/console/incidents/{StaffPage.Encode(valid.Incident)}\">{page.Text(Open)}</a></p>";
        await page.WriteAsync(Title, $"<p role=\"status\">{page.Text(said)}</p>{link}");
    }

    private Acknowledgement? Read(HttpContext context) =>
        AcknowledgeLink.Check(Token(context), keys, clock.GetUtcNow(), out var what) == SignedTokenState.Valid
            ? what : null;

    private Task<IncidentSummary?> SummaryAsync(string id) =>
        room.ReadAsync(state => state.Find(id) is { } incident ? View.Summary(incident) : null);

    private static string Words(StaffPage page, IncidentSummary incident) =>
        $"<p><strong>{StaffPage.Encode(incident.Id)} · {incident.Level}</strong></p><p>{page.Text(incident.Title)}</p>";

    private static string Token(HttpContext context) => (string)context.Request.RouteValues["token"]!;
}
