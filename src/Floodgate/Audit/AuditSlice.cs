using Floodgate.Access.Staff;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Exports;
using Floodgate.Audit.Face;
using Floodgate.Audit.Requests;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Foundation;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Audit;

/// <summary>
/// Who did what, and who agreed: the trail of privileged acts, and the two-person rule. Stands on Access, because an
/// entry names the person; every other slice may use it.
/// </summary>
internal static partial class AuditSlice
{
    public const string FolderName = "audit";

    public static IServiceCollection AddAudit(this IServiceCollection services, DataFolder folder)
    {
        services.AddOptions<AuditOptions>().BindConfiguration("Floodgate:Audit")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(all => AuditTrail.Open(
            FolderIn(folder.Path), folder.Spool, all.GetRequiredService<AuditKey>(),
            all.GetRequiredService<IOptions<AuditOptions>>().Value, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<AuditTrail>>()));
        services.AddSingleton(all => new ApprovalDesk(
            all.GetRequiredService<AuditTrail>(), all.GetServices<IApprovalKind>,
            all.GetRequiredService<IOptions<AuditOptions>>().Value, all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<ApprovalDesk>>(),
            NodeOf(all) is { } node
                ? new ApprovalLedger(all.GetRequiredService<IDbContextFactory<FloodgateDb>>(), node) : null));
        services.AddSingleton(_ => AuditKey.Open(folder.Keys));
        services.AddSingleton<RequestAudit>().AddSingleton<ActAudit>();
        services.AddSingleton<ApprovalEndpoints>().AddSingleton<AuditEndpoints>();
        services.AddSingleton(all => new ApprovalFace(
            all.GetRequiredService<ApprovalDesk>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AuditFace(
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<SharedSearch>()));
        services.AddSingleton(all => new SharedSearch(
            all.GetRequiredService<AuditTrail>().Folder, all.GetRequiredService<IOptions<AuditOptions>>().Value,
            all.GetRequiredService<ILogger<SharedSearch>>(), TrailsOf(all), NodeOf(all) ?? ""));
        services.AddSingleton(all => new AuditExport(
            all.GetRequiredService<AuditTrail>().Folder, all.GetRequiredService<AuditKey>(), TrailsOf(all)));
        services.AddSingleton(all => new ConsoleActs(all.GetRequiredService<ActAudit>()));
        return services.AddHostedService(all => new AuditUpkeep(
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<ApprovalDesk>(), TrailsOf(all),
            all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<AuditUpkeep>>()));
    }

    /// <summary>This node's name among others; null: it has none beside it.</summary>
    private static string? NodeOf(IServiceProvider all) =>
        all.GetService<NodeName>() is { IsSingle: false } node ? node.Name : null;

    private static SharedTrails? TrailsOf(IServiceProvider all) => NodeOf(all) is { } node
        ? new SharedTrails(
            all.GetRequiredService<IDbContextFactory<FloodgateDb>>(), node,
            all.GetRequiredService<AuditTrail>().Folder)
        : null;

    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, FolderName);

    /// <summary>Opens the trail, and has changes of staff accounts told to it.</summary>
    public static void PrepareAudit(this IServiceProvider all)
    {
        var acts = all.GetRequiredService<ActAudit>();
        all.GetRequiredService<StaffWitness>().Tell = acts.Tell;
    }
}

/// <summary>
/// Once a second: what waits is taken in, checkpoints are signed, approvals expire or are tried again.
/// </summary>
internal sealed class AuditUpkeep(
    AuditTrail trail, ApprovalDesk approvals, SharedTrails? shared, TimeProvider clock, ILogger<AuditUpkeep> log)
    : BackgroundService
{
    private static readonly TimeSpan CopyMax = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TendAsync();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private async Task TendAsync()
    {
        try
        {
            trail.Tend();
            if (approvals.IsShared) await approvals.TendSharedAsync();
            else approvals.Tend();
            if (shared is not null) await CopyAsync(shared);
        }
#pragma warning disable CA1031 // The next second must come, whatever breaks in this one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            AuditLog.WorkFailed(log, fault);
        }
    }

    private async Task CopyAsync(SharedTrails trails)
    {
        using var limit = new CancellationTokenSource(CopyMax, clock);
        try
        {
            while (!await trails.CopyAsync(limit.Token))
            {
                // The first copy of a long trail.
            }
        }
#pragma warning disable CA1031 // The files have it: copied when the database is there.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (LogPace.Allows(SharedLog.NotCopiedId, "")) SharedLog.NotCopied(log, fault.Message);
        }
    }
}
