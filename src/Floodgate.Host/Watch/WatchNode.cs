using System.Text;
using Floodgate.Access.Policies;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Notices;
using Floodgate.Emergency.Notifications;
using Floodgate.Emergency.People;
using Floodgate.Emergency.Plans;
using Floodgate.Foundation.Keys;
using Floodgate.Web.Citizen;

namespace Floodgate.Host.Watch;

/// <summary>The watch, composed: the same room as a server's, without campaigns and without a store.</summary>
internal static class WatchNode
{
    public static async Task<int> RunAsync(Uri server, string urls, string data, CancellationToken cancel)
    {
        Directory.CreateDirectory(data);
        if (ReadPlan(data, out var plan) is { } fault)
        {
            Console.Error.WriteLine($"floodgate: {fault}");
            return 3;
        }

        await using var app = Build(server, urls, data, plan!);
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

    private static WebApplication Build(Uri server, string urls, string data, EmergencyPlan plan)
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
        var version = new PlanVersionInForce("watch@" + PlanVersion.HashOf(
            Encoding.UTF8.GetString(PlanDocument.WriteJson(plan)))[..8], plan, Approved: true);
        services.AddSingleton(new RoomPlans(() => version, _ => null));
        services.AddOutsideDetection(Path.Combine(data, "keys"));
        services.AddContacts(data, Path.Combine(data, "spool"));
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

        var app = builder.Build();
        app.MapAcknowledge();
        app.MapStatus(app.Services.GetRequiredService<PublicBoard>(), new NoticesOptions());
        app.MapGet("/health/live", () => "alive").Public("liveness of the watch");
        app.MapStatusPage();
        return app;
    }

    /// <summary>The watch's own copy, <c>plan.yaml</c>; without one the plan the program brings.</summary>
    private static string? ReadPlan(string data, out EmergencyPlan? plan)
    {
        var path = Path.Combine(data, "plan.yaml");
        plan = DefaultPlan.Plan;
        if (!File.Exists(path)) return null;
        var parse = PlanDocument.ParseFile(File.ReadAllBytes(path), "plan.yaml");
        plan = parse.Value;
        return plan is null ? $"plan.yaml cannot be read: {parse.Faults[0]}" : null;
    }
}
