using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Floodgate.Admission.Edge;

/// <summary>Room by criticality: redeem, then claim, wallet, status, browse.</summary>
internal static class EdgeSlice
{
    /// <summary>Counts connections, closes those beyond the last, and asks a balancer's for whom it speaks.</summary>
    /// <param name="kestrel">The server's.</param>
    /// <param name="options">The limits.</param>
    /// <param name="room">Where they are counted.</param>
    /// <param name="proxyPorts">Where a balancer comes in.</param>
    public static void LimitConnections(
        this KestrelServerOptions kestrel, EdgeOptions options, EdgeRoom room, IReadOnlyCollection<int> proxyPorts)
    {
        var proxies = new ProxyEntrance(proxyPorts, TimeProvider.System);
        kestrel.Limits.MaxConcurrentConnections = options.ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.ControlRequestsMax;
        kestrel.ConfigureEndpointDefaults(listen =>
        {
            listen.Use(next => async connection =>
            {
                room.Opened();
                try
                {
                    await next(connection);
                }
                finally
                {
                    room.Closed();
                }
            });
            listen.Use(proxies.Around);
        });
    }

    public static IServiceCollection AddEdge(this IServiceCollection services, EdgeOptions options, EdgeRoom room)
    {
        services.AddOptions<EdgeOptions>().BindConfiguration("Floodgate:Edge").ValidateDataAnnotations()
            .Validate(
                static given => given.ConnectionsMax > 5L * given.ConnectionsKept,
                "Floodgate:Edge:ConnectionsMax must be more than five times ConnectionsKept.")
            .ValidateOnStart();
        return services.AddSingleton(options).AddSingleton(room).AddSingleton<EdgeGuard>();
    }

    /// <summary>Before everything else, the choice of the endpoint included.</summary>
    public static void UseEdge(this IApplicationBuilder app)
    {
        var guard = app.ApplicationServices.GetRequiredService<EdgeGuard>();
        app.Use(guard.Around);
        app.UseRouting();
    }
}
