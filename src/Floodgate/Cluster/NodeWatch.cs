using Floodgate.Foundation;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Cluster;

/// <summary>
/// Each second, and at once when a node has come: asks the others what they are for and what time it is. Where one node
/// is alone there is nobody to ask.
/// </summary>
internal sealed class NodeWatch(
    OtherNodes others, LivingNodes nodes, Cordons cordons, NodeStanding standing, ClockSkews skews, TimeProvider clock,
    ILogger<NodeWatch> log) : BackgroundService
{
    private const int TicksPerLook = 5;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Within = TimeSpan.FromMilliseconds(800);
    private readonly HashSet<string> _apart = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, SiloAddress> _known = new Dictionary<string, SiloAddress>();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            var tick = 0;
            do
            {
                await standing.KeepAsync();
                var living = nodes.Now;
                if (tick++ % TicksPerLook == 0 || !cordons.HasHeard(living)) await LookAsync(living);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private async Task LookAsync(IReadOnlyDictionary<string, SiloAddress> living)
    {
        foreach (var (name, silo) in living)
            if (!_known.TryGetValue(name, out var known) || !known.Equals(silo)) skews.Forget(name);
        _known = living;
        await Task.WhenAll(living.Where(node => node.Key != nodes.Me).Select(node => AskAsync(node.Key, node.Value)));
        skews.Settle();
    }

    private async Task AskAsync(string name, SiloAddress silo)
    {
        var (asked, began) = (clock.NowMicros(), clock.GetTimestamp());
        var took = TimeSpan.Zero;
        var answer = await others.AskAsync<INodeStandingGrain, NodeSaid>(name, async node =>
        {
            var said = await node.SayAsync();
            took = clock.GetElapsedTime(began);
            return said;
        }, Within);
        if (!answer.HasAnswered) return;
        cordons.Learn(name, silo, answer.Said);
        skews.Learn(name, asked, answer.Said.ClockMicros, took);
        Tell(name);
    }

    /// <summary>Said when it begins and when it is over, and not between.</summary>
    private void Tell(string name)
    {
        if (skews.Of(name) is not { } skew) return;
        // What may be the way's fault is not said of a clock.
        var apart = Math.Abs(skew.Milliseconds) - skew.UncertainMilliseconds > ClockSkews.AlarmMilliseconds;
        lock (_apart)
        {
            if (apart == _apart.Contains(name)) return;
            if (apart) _apart.Add(name);
            else _apart.Remove(name);
        }

        if (apart) ClusterLog.ClocksApart(log, name, skew.Milliseconds);
        else ClusterLog.ClocksTogether(log, name, skew.Milliseconds);
    }
}
