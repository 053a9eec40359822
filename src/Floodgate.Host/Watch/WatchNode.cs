using Floodgate.Access.Policies;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Foundation.Keys;
using Floodgate.Web.Citizen;

namespace Floodgate.Host.Watch;

/// <summary>The watch, composed: the same room as a server's, without campaigns and without a store.</summary>
internal static class WatchNode
{
    public static async Task<int> RunAsync(Uri server, string urls, string data, CancellationToken cancel)
    {
        Directory.CreateDirectory(data);
        var (plans, fault) = WatchPlans.Open(data);
        if (plans is null)
        {
            Console.Error.WriteLine($"floodgate: {fault}");
            return 3;
        }

        await using var app = Build(server, urls, data, plans);
        var secrets = app.Services.GetRequiredService<NodeSecrets>();
        if (secrets.Find(WatchTalk.SecretName) is null)
            Console.Error.WriteLine(
                "floodgate: no secret 'watch' (FLOODGATE_SECRET_WATCH): what happens is not handed to the server");
        app.Services.GetRequiredService<ControlRoom>().Active = false;
        await app.StartAsync(cancel);
        Console.Out.WriteLine($"Watching {server} 看守已开始。");
        Console.Out.WriteLine($"  Status page  {NodeArguments.Concrete(urls.Split(';')[0])}/status");
        await app.WaitForShutdownAsync(cancel);
        return 0;
    }

    private static WebApplication Build(Uri server, string urls, string data, WatchPlans plans)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables();
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries));
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Floodgate", LogLevel.Information);
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddAntiforgery();
        services.AddSingleton(all => KeyRing.Open(Path.Combine(data, "keys"), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new RoomPlans(_ => plans.Current, plans.Find, () => []));
        services.AddOutsideDetection(Path.Combine(data, "keys"));
        services.AddContacts(data, Path.Combine(data, "spool"), copyFirst: true);
        services.AddNotifications(Path.Combine(data, "keys"), all => kind =>
            Emergency.PerMinuteMax(all.GetRequiredService<RoomPlans>(), kind));
        services.AddRoster(Path.Combine(data, "spool"), Emergency.PeopleOf);
        // A page's link must lead here from a phone, not only from this machine.
        var address = new Uri(builder.Configuration["Floodgate:PublicUrl"] is { Length: > 0 } set
            ? set : NodeArguments.Concrete(urls.Split(';')[0]));
        services.AddRoom(new RoomPlace("watch", Path.Combine(data, "spool"), _ => address));
        services.AddSingleton(all => NoticesSlice.Board(
            Path.Combine(data, "spool"), new NoticesOptions(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<PublicBoard>>()));
        services.AddSingleton(all => new PublicWord(all.GetRequiredService<PublicBoard>()));
        services.AddHostedService<RoomHost>();
        services.AddHostedService(all => new WatchTalk(
            server, all.GetRequiredService<ControlRoom>(), all.GetRequiredService<Heartbeats>(),
            all.GetRequiredService<PageDispatcher>(), all.GetRequiredService<NodeSecrets>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<WatchTalk>>()));
        services.AddHostedService(all => new WatchRefresh(
            server, plans, all.GetRequiredService<ContactsFile>(), all.GetRequiredService<NodeSecrets>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<WatchRefresh>>()));

        var app = builder.Build();
        app.MapAcknowledge();
        app.MapStatus(app.Services.GetRequiredService<PublicBoard>(), new NoticesOptions());
        app.MapGet("/health/live", () => "alive").Public("liveness of the watch");
        app.MapStatusPage();
        return app;
    }
}
