using Floodgate.Access.Staff;
using Floodgate.Audit.Api;
using Floodgate.Audit.Approvals;
using Floodgate.Audit.Face;
using Floodgate.Audit.Requests;
using Floodgate.Audit.Signing;
using Floodgate.Audit.Trail;
using Floodgate.Storage;
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
            all.GetRequiredService<ILogger<ApprovalDesk>>()));
        services.AddSingleton(_ => AuditKey.Open(folder.Keys));
        services.AddSingleton<RequestAudit>().AddSingleton<ActAudit>();
        services.AddSingleton<ApprovalEndpoints>().AddSingleton<AuditEndpoints>();
        services.AddSingleton(all => new ApprovalFace(
            all.GetRequiredService<ApprovalDesk>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AuditFace(
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<IOptions<AuditOptions>>().Value));
        services.AddSingleton(all => new ConsoleActs(all.GetRequiredService<ActAudit>()));
        return services.AddHostedService<AuditUpkeep>();
    }

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
    AuditTrail trail, ApprovalDesk approvals, TimeProvider clock, ILogger<AuditUpkeep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) Tend();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private void Tend()
    {
        try
        {
            trail.Tend();
            approvals.Tend();
        }
#pragma warning disable CA1031 // The next second must come, whatever breaks in this one.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            AuditLog.WorkFailed(log, fault);
        }
    }
}
