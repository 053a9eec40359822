using Floodgate.Foundation.Keys;
using Microsoft.Extensions.Hosting;

namespace Floodgate.Emergency.Notifications;

/// <summary>Reads the node's secret files again every minute: a changed secret needs no restart.</summary>
internal sealed class SecretRefresh(NodeSecrets secrets, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) secrets.Reload();
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }
}
