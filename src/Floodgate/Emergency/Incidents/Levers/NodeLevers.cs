using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Storage.Relational;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Emergency.Incidents;

/// <summary>The levers of a server, by the names that plans have for them.</summary>
internal static class NodeLevers
{
    public const string ClaimsPerSecond = "claims-per-second";
    public const string QueueCommands = "queue-commands";
    public const string ConsoleQueries = "console-queries";
    public const string ShedReports = "shed-reports";
    public const string SlowProjector = "slow-projector";

    /// <summary>Below this nobody gets through; a limit is no pause.</summary>
    private const int ClaimsPerSecondMin = 10;

    private static readonly TimeSpan RateOver = TimeSpan.FromSeconds(2);

    /// <param name="nodes">How many nodes share what is meant for all of them together.</param>
    public static IReadOnlyList<Lever> Of(
        ClaimPace claims, WaySignals way, StorageRelief relief, QueryPool pool, TimeProvider clock, Func<int> nodes) =>
    [
        new(ClaimsPerSecond, () => claims.PerSecond * nodes(),
            cancel => AdmittedPerSecondAsync(way, clock, cancel),
            value => claims.PerSecond = ShareOf(value, nodes()), ClaimsPerSecondMin, ClaimPace.PerSecondMax),
        new(QueueCommands, () => claims.LaneRequestsMax, _ => Task.FromResult((long)claims.LaneRequestsMax),
            value => claims.LaneRequestsMax = (int)(value ?? claims.LaneRequestsMax), 64, 1_000_000),
        new(ConsoleQueries, () => pool.Cap, _ => Task.FromResult((long)pool.Cap),
            value => pool.Cap = (int)(value ?? pool.Wide), QueryPool.Narrowest, pool.Wide),
        Switch(ShedReports, () => relief.ReportsShed, on => relief.ReportsShed = on),
        Switch(SlowProjector, () => relief.ProjectorSlow, on => relief.ProjectorSlow = on),
    ];

    /// <summary>A limit over all nodes, as each of them has to keep it; the balancer gives each as much as the next.
    /// </summary>
    private static int? ShareOf(long? total, int nodes) => total is { } all ? (int)Math.Max(1, all / nodes) : null;

    /// <summary>1: on. Any change that stands holds it on.</summary>
    private static Lever Switch(string name, Func<bool> now, Action<bool> set) => new(
        name, () => now() ? 1 : 0, _ => Task.FromResult(1L), value => set(value == 1), 1, 1);

    /// <summary>Claims let through a second, of all campaigns and nodes, over the next moments.</summary>
    private static async Task<long> AdmittedPerSecondAsync(
        WaySignals way, TimeProvider clock, CancellationToken cancel)
    {
        long Admitted() => way.All.Sum(campaign => campaign.TotalCount(CounterColumn.Admitted));
        var (before, started) = (Admitted(), clock.GetTimestamp());
        await Task.Delay(RateOver, clock, cancel);
        var rate = (Admitted() - before) / clock.GetElapsedTime(started).TotalSeconds;
        return Math.Max(ClaimsPerSecondMin, (long)Math.Ceiling(rate));
    }
}
