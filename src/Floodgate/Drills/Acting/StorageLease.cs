using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.Acting;

/// <summary>
/// A storage fault that is asked for again and again while the drill wants it: the server ends it by itself some
/// seconds after the last time, so that a runner that dies leaves no fault behind.
/// </summary>
internal sealed class StorageLease : IAsyncDisposable
{
    private const string Path = "/api/v1/ops/drills/faults/storage";
    private readonly CancellationTokenSource _stop = new();
    private readonly StaffClient _staff;
    private readonly Task _renewing;

    private StorageLease(StaffClient staff, object fault, DrillsOptions options, TimeProvider clock)
    {
        _staff = staff;
        _renewing = RenewAsync(fault, TimeSpan.FromSeconds(options.FaultLeaseSeconds / 3.0), clock);
    }

    /// <summary>Null delay: the storage fails; else every write takes that much longer.</summary>
    public static async Task<StorageLease> TakeAsync(
        StaffClient staff, int? delayMilliseconds, DrillsOptions options, TimeProvider clock, CancellationToken stop)
    {
        object fault = delayMilliseconds is { } delay
            ? new { kind = "slow", delayMilliseconds = delay, lastsSeconds = options.FaultLeaseSeconds }
            : new { kind = "fail", lastsSeconds = options.FaultLeaseSeconds };
        await staff.MustAsync(HttpMethod.Put, Path, fault, stop);
        return new StorageLease(staff, fault, options, clock);
    }

    /// <summary>Ends the fault; true when the server says that there is none.</summary>
    public static async Task<bool> ClearAsync(StaffClient staff, CancellationToken stop)
    {
        try
        {
            await staff.MustAsync(HttpMethod.Delete, Path, content: null, stop);
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

    private async Task RenewAsync(object fault, TimeSpan every, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    await _staff.MustAsync(HttpMethod.Put, Path, fault, _stop.Token);
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
