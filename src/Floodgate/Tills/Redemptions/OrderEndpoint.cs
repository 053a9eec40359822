using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// <c>GET /api/v1/redemptions/by-order/{orderRef}</c>: what became of an order after a time-out. 'None' is said only
/// when every book has been asked.
/// </summary>
internal sealed class OrderEndpoint(TillDesk desk, OrderDesk orders, RedemptionNames names)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await desk.StoreAsync(context, mayRest: true) is not { } store) return;
        var order = TillDesk.Hash((string)context.Request.RouteValues["orderRef"]!);
        var chains = desk.Node.Chains(withDamaged: true).ToArray();
        var parts = await orders.AskAsync(chains, store.Number, order);
        var found = parts.Where(part => part is not null).SelectMany(part => part!).ToArray();
        var state = found.Any(one => !one.IsUndone) ? "redeemed"
            : parts.Any(part => part is null) || desk.Node.HasUnread ? "unknown" : "none";
        context.Response.Headers.CacheControl = "no-store";
        var body = new OrderStateBody(state, [.. found.Select(one => names.State(one))]);
        await context.Response.WriteAsJsonAsync(body, TillJson.Default.OrderStateBody, "application/json");
    }
}
