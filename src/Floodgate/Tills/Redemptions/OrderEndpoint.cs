using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// <c>GET /api/v1/redemptions/by-order/{orderRef}</c>: what became of an order after a time-out. 'None' is said only
/// when every book has been asked.
/// </summary>
internal sealed class OrderEndpoint(TillDesk desk, OrderDesk orders, RedemptionNames names)
{
    private const string Segment = "/by-order/";

    public async Task HandleAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        var parts = await orders.ByOrderAsync(store.Number, TillDesk.Hash(OrderRef(context)));
        var found = parts?.Where(part => part is not null).SelectMany(part => part!).ToArray() ?? [];
        var complete = parts is not null && parts.All(part => part is not null) && !desk.Node.HasUnread;
        var state = found.Any(one => !one.IsUndone) ? "redeemed" : complete ? "none" : "unknown";
        context.Response.Headers.CacheControl = "no-store";
        var body = new OrderStateBody(state, complete, [.. found.Select(one => names.State(one))]);
        await context.Response.WriteAsJsonAsync(body, TillJson.Default.OrderStateBody, "application/json");
    }

    /// <summary>
    /// As it was sent: the server leaves an escaped slash of a route's value escaped, and an order's number may have
    /// one.
    /// </summary>
    private static string OrderRef(HttpContext context)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        var begins = target.IndexOf(Segment, StringComparison.OrdinalIgnoreCase);
        return begins < 0 ? (string)context.Request.RouteValues["orderRef"]!
            : Uri.UnescapeDataString(target[(begins + Segment.Length)..]);
    }
}
