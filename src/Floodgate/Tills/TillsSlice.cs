using Floodgate.Admission;
using Floodgate.Storage;
using Floodgate.Tills.Live;
using Floodgate.Tills.Live.Face;
using Floodgate.Tills.Merchants;
using Floodgate.Tills.Offline;
using Floodgate.Tills.Redemptions;
using Floodgate.Vouchers.Redemptions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Floodgate.Tills;

/// <summary>Merchants with their stores, and what tills do with vouchers.</summary>
internal static class TillsSlice
{
    /// <param name="services">The host's.</param>
    /// <param name="folder">Where the stores' copy is kept.</param>
    public static IServiceCollection AddTills(this IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<TillsOptions>().BindConfiguration("Floodgate:Tills")
            .ValidateDataAnnotations()
            .Validate(
                static options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _),
                "Floodgate:Tills:TimeZone is not a time zone of this machine.")
            .Validate<IOptions<RedemptionOptions>>(
                static (options, vouchers) => options.Fits(vouchers.Value),
                "Floodgate:Redemptions:ExpiryGraceMinutes is shorter than Floodgate:Tills:SyncDays, QuotaMinutes and "
                + "ClockSkewSeconds together: what a till took in time would be handed in as expired.")
            .ValidateOnStart();
        services.AddMerchants(folder);
        services.AddSingleton(all => new TillCounts(
            all.GetRequiredService<IOptions<TillsOptions>>().Value, all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new LiveTills(
            all.GetRequiredService<TillCounts>(), all.GetRequiredService<StoreDirectory>(),
            all.GetRequiredService<Gates>(), all.GetRequiredService<IOptions<TillsOptions>>().Value,
            all.GetRequiredService<TimeProvider>()));
        services.AddHostedService(all => all.GetRequiredService<LiveTills>());
        return services.AddRedemptions().AddOffline();
    }

    public static void MapTills(this IEndpointRouteBuilder routes)
    {
        routes.MapTillStore();
        routes.MapRedemptions();
        routes.MapOffline();
    }

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapTillOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapMerchants();
        routes.MapVoucherOperations();
    }
}
