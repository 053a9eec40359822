using Floodgate.Access;
using Floodgate.Emergency.Notifications.Drivers;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Notifications;

/// <summary>Channels: one message to one address, and what became of it. They need no storage.</summary>
internal static class NotificationsSlice
{
    /// <param name="services">The node's services.</param>
    /// <param name="keyFolder">The folder of the key ring; secrets lie in <c>secrets</c> in it.</param>
    /// <param name="perMinuteMax">The limit of the plan in force by kind; null: none.</param>
    public static IServiceCollection AddNotifications(
        this IServiceCollection services, string keyFolder,
        Func<IServiceProvider, Func<ChannelKind, int?>> perMinuteMax)
    {
        services.AddOptions<NotificationsOptions>().BindConfiguration("Floodgate:Notifications")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<NotificationsOptions>>().Value);
        services.AddSingleton(_ => new NodeSecrets(keyFolder));
        services.AddHostedService<SecretRefresh>();
        services.AddSingleton<ChannelHttp>();
        services.AddSingleton<InAppPages>();
        services.AddSingleton<InAppPagesEndpoint>();
        services.AddSingleton<IChannelDriver, SmtpDriver>();
        services.AddSingleton<IChannelDriver, WebhookDriver>();
        services.AddSingleton<IChannelDriver, WecomDriver>();
        services.AddSingleton<IChannelDriver, DingtalkDriver>();
        services.AddSingleton<IChannelDriver, InAppDriver>();
        services.AddSingleton<IChannelDriver>(all => Gateway(all, ChannelKind.Sms, options => options.Sms));
        services.AddSingleton<IChannelDriver>(all => Gateway(all, ChannelKind.Voice, options => options.Voice));
        return services.AddSingleton(all => new Sender(
            all.GetServices<IChannelDriver>(), all.GetRequiredService<NotificationsOptions>(), perMinuteMax(all),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<Sender>>()));
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        var pages = routes.ServiceProvider.GetRequiredService<InAppPagesEndpoint>();
        routes.MapGet("/api/v1/ops/pages", (RequestDelegate)pages.GetAsync).RequireAuthorization(Roles.Staff)
            .Describe(InAppPagesEndpoint.Operation);
    }

    private static GatewayDriver Gateway(
        IServiceProvider all, ChannelKind kind, Func<NotificationsOptions, GatewayOptions> options) => new(
            kind, options(all.GetRequiredService<NotificationsOptions>()), all.GetRequiredService<ChannelHttp>(),
            all.GetRequiredService<NodeSecrets>(), all.GetRequiredService<TimeProvider>());
}
