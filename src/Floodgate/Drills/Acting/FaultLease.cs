using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.Acting;

/// <summary>
/// A fault that is asked for again and again while the drill wants it: the server ends it by itself some
/// seconds after the last time, so that a runner that dies leaves no fault behind.
/// </summary>
internal sealed class FaultLease : IAsyncDisposable
{
    private const string Faults = "/api/v1/ops/drills/faults/";
    private const string Storage = Faults + "storage", Cluster = Faults + "cluster";
    private readonly CancellationTokenSource _stop = new();
    private readonly StaffClient _staff;
    private readonly Task _renewing;

    private FaultLease(StaffClient staff, string path, object fault, DrillsOptions options, TimeProvider clock)
    {
        _staff = staff;
        _renewing = RenewAsync(path, fault, TimeSpan.FromSeconds(options.FaultLeaseSeconds / 3.0), clock);
    }

    /// <summary>Null delay: the storage fails; else every write takes that much longer.</summary>
    public static Task<FaultLease> OfStorageAsync(
        StaffClient staff, int? delayMilliseconds, DrillsOptions options, TimeProvider clock, CancellationToken stop)
    {
        object fault = delayMilliseconds is { } delay
            ? new { kind = "slow", delayMilliseconds = delay, lastsSeconds = options.FaultLeaseSeconds }
            : new { kind = "fail", lastsSeconds = options.FaultLeaseSeconds };
        return TakeAsync(staff, Storage, fault, options, clock, stop);
    }

    /// <summary>What a cluster would show is played: nothing is killed or cut.</summary>
    /// <param name="kind"><c>nodeLost</c>, <c>networkSplit</c> or <c>databaseLost</c>.</param>
    public static Task<FaultLease> OfClusterAsync(
        StaffClient staff, string kind, DrillsOptions options, TimeProvider clock, CancellationToken stop) =>
        TakeAsync(staff, Cluster, new { kind, lastsSeconds = options.FaultLeaseSeconds }, options, clock, stop);

    /// <summary>Ends the storage's fault; true when the server says that there is none.</summary>
    public static Task<bool> ClearStorageAsync(StaffClient staff, CancellationToken stop) =>
        ClearAsync(staff, Storage, stop);

    /// <summary>Ends what is played; true when the server says that nothing is.</summary>
    public static Task<bool> ClearClusterAsync(StaffClient staff, CancellationToken stop) =>
        ClearAsync(staff, Cluster, stop);

    private static async Task<FaultLease> TakeAsync(
        StaffClient staff, string path, object fault, DrillsOptions options, TimeProvider clock,
        CancellationToken stop)
    {
        await staff.MustAsync(HttpMethod.Put, path, fault, stop);
        return new FaultLease(staff, path, fault, options, clock);
    }

    private static async Task<bool> ClearAsync(StaffClient staff, string path, CancellationToken stop)
    {
        try
        {
            await staff.MustAsync(HttpMethod.Delete, path, content: null, stop);
            return true;
        }
        catch (Targets.RushStopped)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        _stop.Dispose();
    }

    private async Task RenewAsync(string path, object fault, TimeSpan every, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await _staff.MustAsync(HttpMethod.Put, path, fault, _stop.Token);
                }
                catch (Targets.RushStopped)
                {
                    // The server was killed, or is too busy to answer: asked again at the next tick.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The drill wants no fault any more.
        }
    }
}
