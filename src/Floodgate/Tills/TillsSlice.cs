using Floodgate.Tills.Merchants;
using Floodgate.Tills.Redemptions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Tills;

/// <summary>Merchants with their stores, and what tills do with vouchers.</summary>
internal static class TillsSlice
{
    public static IServiceCollection AddTills(this IServiceCollection services)
    {
        services.AddOptions<TillsOptions>().BindConfiguration("Floodgate:Tills")
            .ValidateDataAnnotations()
            .Validate(
                static options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _),
                "Floodgate:Tills:TimeZone is not a time zone of this machine.")
            .ValidateOnStart();
        return services.AddSingleton<StoreDirectory>().AddRedemptions();
    }

    public static void MapTills(this IEndpointRouteBuilder routes) => routes.MapRedemptions();

    /// <summary>The staff's endpoints, which may have an address of their own.</summary>
    public static void MapTillOperations(this IEndpointRouteBuilder routes) => routes.MapVoucherOperations();
}
