using Floodgate.Admission;
using Floodgate.Cluster;
using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Nodes;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers;
using Floodgate.Vouchers.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Emergency.Incidents;

/// <summary>What a server's room has and the watch's has not, beside campaigns and store: levers and records.</summary>
internal static partial class IncidentsSlice
{
    /// <summary>The node's own part of the configuration: what is looked at for changes.</summary>
    private const string Section = "Floodgate";

    private static void AddServerActions(this IServiceCollection services)
    {
        services.AddOptions<WebhooksOptions>().BindConfiguration("Floodgate:Webhooks").ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton(all => all.GetRequiredService<IOptions<WebhooksOptions>>().Value);
        services.AddSingleton(all => new Standing(
            all.GetRequiredService<EntrySpool>().Folder,
            NodeLevers.Of(
                all.GetRequiredService<ClaimPace>(), all.GetRequiredService<WaySignals>(),
                all.GetRequiredService<StorageRelief>(), all.GetRequiredService<QueryPool>(),
                all.GetRequiredService<TimeProvider>(), NodesOf(all)),
            all.GetRequiredService<ILogger<Standing>>()));
        services.AddSingleton<StorageEase>().AddSingleton<OutsideCaller>();
        services.AddCapacity();
        services.AddSingleton<IRunbookAction, ExtendValidityAction>();
        services.AddSingleton<IRunbookAction, LowerLimitAction>();
        services.AddSingleton<IRunbookAction, RaiseLimitAction>();
        services.AddSingleton<IRunbookAction, RelieveStorageAction>();
        services.AddSingleton<IRunbookAction, WebhookAction>();
        services.AddSingleton<IRunbookAction, ScaleOutAction>();
        services.AddSingleton<IRunbookAction, CordonNodeAction>();
        services.AddSingleton<IRunbookAction, DrainNodeAction>();
        services.AddSingleton<IRunbookAction, PromoteStandbyAction>();
        services.AddSingleton<IRunbookAction, ReleaseStandbyAction>();
    }

    /// <summary>More nodes, fewer nodes, another database: what steps may do to what the program runs on.</summary>
    private static void AddCapacity(this IServiceCollection services)
    {
        services.AddOptions<CapacityOptions>().BindConfiguration("Floodgate:Capacity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<CapacityOptions>, CapacityCheck>();
        services.AddSingleton(all => all.GetRequiredService<IOptions<CapacityOptions>>().Value);
        services.AddSingleton(all => new RunMarks(
            Path.Combine(all.GetRequiredService<EntrySpool>().Folder, "runs"),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<RunMarks>>()));
        services.AddSingleton<CapacityCommand>().AddSingleton<CapacityProcesses>().AddSingleton<CapacityDrivers>();
        services.AddSingleton(all => new ServingNodes(
            () => all.GetRequiredService<LivingNodes>().Now.Keys, all.GetRequiredService<Heartbeats>()));
        services.AddSingleton(all =>
        {
            var sight = all.GetRequiredService<NodeSight>();
            return new NodeTurns(
                all.GetRequiredService<INodeOperations>(), all.GetRequiredService<INodeLoads>(),
                new NodeTurns.Sight(sight.InTrouble, sight.Lives, sight.Forget),
                all.GetRequiredService<TimeProvider>());
        });
    }

    private static Func<int> NodesOf(IServiceProvider all)
    {
        var nodes = all.GetRequiredService<LivingNodes>();
        return () => Math.Max(1, nodes.Now.Count);
    }

    private static void AddRecord(this IServiceCollection services)
    {
        services.AddSingleton(all => new LossCount(
            all.GetRequiredService<Gates>(), chain => all.GetRequiredService<VoucherNode>().Book(chain),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new LossFiles(
            all.GetRequiredService<EntrySpool>().Folder, all.GetRequiredService<ILogger<LossFiles>>()));
        services.AddSingleton(all => new AliveStamp(
            all.GetRequiredService<EntrySpool>().Folder, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<AliveStamp>>()));
        services.AddHostedService(all => all.GetRequiredService<AliveStamp>());
        services.AddSingleton<LossDesk>().AddHostedService(all => all.GetRequiredService<LossDesk>());
        services.AddSingleton(all => new SignalKeeper(
            all.GetRequiredService<ControlRoom>(), all.GetRequiredService<DetectionLoop>(),
            all.GetRequiredService<EntrySpool>().Folder, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<SignalKeeper>>()));
        services.AddHostedService(all => all.GetRequiredService<SignalKeeper>());
        services.AddSingleton(all => new ChangeBook(
            all.GetRequiredService<EntrySpool>().Folder,
            typeof(IncidentsSlice).Assembly.GetName().Version?.ToString() ?? "",
            all.GetRequiredService<IConfiguration>().GetSection(Section).AsEnumerable(),
            all.GetRequiredService<TimeProvider>().GetUtcNow(), all.GetRequiredService<ILogger<ChangeBook>>()));
    }
}
