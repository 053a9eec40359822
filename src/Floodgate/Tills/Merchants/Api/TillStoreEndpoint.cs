using Floodgate.Access.ApiKeys;
using Floodgate.Foundation;
using Microsoft.AspNetCore.Http;

namespace Floodgate.Tills.Merchants.Api;

/// <summary><c>GET /api/v1/till/store</c>: what a till may know of its own store, from memory.</summary>
internal sealed class TillStoreEndpoint(StoreDirectory directory, TestVouchers tests)
{
    public Task GetAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.User.FindFirst(ApiKeyScheme.StoreClaim)?.Value is not { } id || directory.Find(id) is not { } store)
            return Problem.WriteAsync(context.Response, Refusals.UnknownStore);
        return MerchantReplies.WriteAsync(
            context, new TillStoreBody(
                store.Store, store.Name, store.Merchant, store.Region, store.Category, store.Standing, store.Reason,
                [.. store.Takings.Entries], tests.CodeOf(store.Number)),
            MerchantJson.Default.TillStoreBody);
    }
}
