using Floodgate.Cluster;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Floodgate.Vouchers.Nodes;

/// <summary>
/// Before anything stops: the balancer is told to send nobody more, and the books go to the others, while the node goes
/// on answering. Only then does the entrance shut. A node that has its store alone stops at once.
/// </summary>
internal sealed class DrainOnStop(
    VoucherNode node, NodeStanding standing, NodeFigures figures, IOptions<DrainOptions> options, TimeProvider clock,
    ILogger<DrainOnStop> log) : IHostedLifecycleService
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Made with the host, so that the time of its start is the node's.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.FromResult(figures);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Where there is nobody to send to, waiting would only be time without service.
        if (!node.IsShared || !standing.HasServingOther) return;
        var began = clock.GetTimestamp();
        ClusterLog.Leaving(log, node.Own.All.Count());
        await standing.LeaveAsync();
        var wait = TimeSpan.FromSeconds(options.Value.WaitSeconds);
        var most = TimeSpan.FromSeconds(Math.Max(options.Value.WaitSeconds, options.Value.BooksSecondsMax));
        while (clock.GetElapsedTime(began) is var past && (past < wait || (past < most && HasBooksToGive())))
            await Task.Delay(Between, clock, CancellationToken.None);
        ClusterLog.Drained(log, clock.GetElapsedTime(began).TotalSeconds, node.Own.All.Count());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private bool HasBooksToGive() => standing.HasServingOther && node.Own.All.Any();
}
