using Floodgate.Access;
using Floodgate.Foundation.Description;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tills.Offline;

/// <summary>Taking vouchers while the server cannot be reached: keys, quotas, and handing in afterwards.</summary>
internal static class OfflineSlice
{
    public static IServiceCollection AddOffline(this IServiceCollection services) =>
        services.AddSingleton<StoreTurns>().AddSingleton<StoreQuotas>().AddSingleton<OfflineBook>()
            .AddSingleton<QuotaEndpoint>().AddSingleton<SyncEndpoint>();

    public static void MapOffline(this IEndpointRouteBuilder routes)
    {
        var all = routes.ServiceProvider;
        var quotas = all.GetRequiredService<QuotaEndpoint>();
        var till = routes.MapGroup("/api/v1/till");
        till.MapTill(HttpMethods.Get, "/keys", quotas.KeysAsync).Describe(OfflineContract.Keys);
        till.MapTill(HttpMethods.Post, "/quota", quotas.QuotaAsync).Describe(OfflineContract.Quota);
        till.MapTill(HttpMethods.Post, "/sync", all.GetRequiredService<SyncEndpoint>().HandleAsync)
            .Describe(OfflineContract.Sync);
    }
}
