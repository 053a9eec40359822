using Floodgate.Access;
using Floodgate.Access.Policies;
using Floodgate.Admission;
using Floodgate.Emergency.Nodes;
using Floodgate.Foundation;
using Floodgate.Foundation.Description;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Detection;

/// <summary>Detectors over our own meters, probes, heartbeats and alerts from outside.</summary>
internal static class DetectionSlice
{
    /// <summary>The source the server beats as; the watchdog beats on what it hears of the server.</summary>
    public const string ServerHeartbeat = "floodgate";

    /// <summary>Registers detection for a server. It begins when <see cref="DetectionLoop.Start"/> is called.</summary>
    internal static IServiceCollection AddDetection(this IServiceCollection services, DataFolder folder)
    {
        services.AddDetectionParts(folder.Keys);
        services.AddSingleton(all => StorageOf(all, folder));
        services.AddSingleton(all =>
            Directory(all.GetRequiredService<Gates>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new SignalReader(
            all.GetRequiredService<WaySignals>(), all.GetRequiredService<NodeTallies>(),
            all.GetRequiredService<TillSignals>(), all.GetRequiredService<CampaignDirectory>(),
            all.GetRequiredService<TimeProvider>())
        {
            Cluster = all.GetService<ClusterReadings>(),
        });
        services.AddSingleton<SignalExport>().AddSingleton<SignalsPull>();
        services.AddHostedService(all => all.GetRequiredService<SignalsPull>());
        return services.AddDetectionLoop(ServerHeartbeat);
    }

    /// <summary>
    /// Registers detection for a process without storage and campaigns: network probes, heartbeats, alerts.
    /// </summary>
    internal static IServiceCollection AddOutsideDetection(this IServiceCollection services, string keyFolder)
    {
        services.TryAddSingleton<NodeTallies>();
        services.AddDetectionParts(keyFolder);
        return services.AddSingleton(ProbedStorage.None).AddDetectionLoop(ownHeartbeat: null);
    }

    /// <summary>What machines outside send.</summary>
    public static void MapIntake(this IEndpointRouteBuilder routes)
    {
        var intake = routes.ServiceProvider.GetRequiredService<IntakeEndpoints>();
        routes.MapPost("/api/v1/intake/alerts/{source}", (RequestDelegate)intake.AlertsAsync)
            .Public("checks the source's secret or signature itself").Describe(DetectionContract.Alerts);
        routes.MapPost("/api/v1/intake/heartbeats/{source}", (RequestDelegate)intake.HeartbeatAsync)
            .Public("checks API key, secret or signature itself").Describe(DetectionContract.Heartbeat);
    }

    /// <summary>What the console reads.</summary>
    public static void MapDetection(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/ops/detectors",
            (RequestDelegate)routes.ServiceProvider.GetRequiredService<DetectorsEndpoint>().GetAsync)
            .RequireAuthorization(Roles.Staff).Describe(DetectionContract.Detectors);

    private static void AddDetectionParts(this IServiceCollection services, string keyFolder)
    {
        services.AddOptions<DetectionOptions>().BindConfiguration("Floodgate:Detection").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<DetectionOptions>>().Value);
        services.TryAddSingleton(_ => new NodeSecrets(keyFolder));
        services.AddSingleton(all => new Heartbeats(
            all.GetRequiredService<DetectionOptions>().HeartbeatSourcesMax, all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<AlertBook>().AddSingleton<NetworkProbes>().AddSingleton<ClockProbe>();
        services.AddSingleton<ProbeTargets>();
        services.AddSingleton(all => new Prober(
            all.GetRequiredService<ProbeTargets>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<DetectionOptions>().ProbesMax));
        services.AddSingleton<IntakeSpread>();
        services.AddSingleton<IntakeCheck>().AddSingleton<IntakeEndpoints>().AddSingleton<DetectorsEndpoint>();
    }

    private static IServiceCollection AddDetectionLoop(this IServiceCollection services, string? ownHeartbeat) =>
        services.AddSingleton(all => new DetectionLoop(
            new WatchSources(all.GetService<SignalReader>(), all.GetRequiredService<Prober>(),
                all.GetRequiredService<Heartbeats>(), all.GetRequiredService<AlertBook>()),
            all.GetRequiredService<ClockProbe>(), all.GetRequiredService<DetectionOptions>(),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<DetectionLoop>>(), ownHeartbeat));

    private static ProbedStorage StorageOf(IServiceProvider all, DataFolder folder)
    {
        var beforeWrite = all.GetService<StorageFaults>() is { } faults ? faults.BeforeWrite : (Action?)null;
        var engine = all.GetRequiredService<StorageEngine>();
        Action journal = all.GetRequiredService<IJournal>().Touch;
        return new ProbedStorage(folder.Path, journal, () =>
        {
            beforeWrite?.Invoke();
            engine.Touch();
        })
        {
            BeforeFolderWrite = beforeWrite,
            Database = Database(all.GetService<ClusterFaults>(), engine.IsShared ? journal : null),
        };
    }

    /// <summary>On a node for drills its loss can be played, also where there is none.</summary>
    private static Action? Database(ClusterFaults? faults, Action? touch) => faults is null ? touch : () =>
    {
        faults.BeforeProbe();
        touch?.Invoke();
    };

    private static CampaignDirectory Directory(Gates gates, TimeProvider clock) => new(
        () => [.. gates.All.Select(gate => gate.Id)],
        id => gates.Find(id) is { Version: { } version } gate
            ? new CampaignFacts(
                gate.PhaseAt(clock.NowMicros()) == CampaignPhase.Open,
                Enumerable.Range(0, version.BatchCount).Sum(gate.Remaining),
                version.Definition.Batches.Sum(batch => batch.Stock))
            : null);
}
