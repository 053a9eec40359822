using System.Diagnostics;

namespace Floodgate.Vouchers.Claims;

/// <summary>
/// Limits of the claim way that may be changed while it runs: claims let through a second on this node, and claims
/// waiting for one book. Without a limit a claim costs one read here.
/// </summary>
internal sealed class ClaimPace(int laneRequestsMax)
{
    public const int PerSecondMin = 1;
    public const int PerSecondMax = 1_000_000;

    /// <summary>What may come at once after a moment of rest.</summary>
    private static readonly long Burst = Stopwatch.Frequency / 10;

    private long _interval, _due;
    private volatile int _laneRequestsMax = laneRequestsMax;

    /// <summary>Null: no limit.</summary>
    public int? PerSecond
    {
        get => Interlocked.Read(ref _interval) is > 0 and var interval
            ? (int)Math.Round((double)Stopwatch.Frequency / interval) : null;
        set => Interlocked.Exchange(ref _interval, value is { } rate
            ? Stopwatch.Frequency / Math.Clamp(rate, PerSecondMin, PerSecondMax) : 0);
    }

    /// <summary>Requests that wait at this front end for one book.</summary>
    public int LaneRequestsMax
    {
        get => _laneRequestsMax;
        set => _laneRequestsMax = Math.Max(1, value);
    }

    /// <summary>False: too fast for the limit; nothing of the claim happened.</summary>
    public bool TryTake()
    {
        var interval = Interlocked.Read(ref _interval);
        return interval == 0 || TryTake(interval, Stopwatch.GetTimestamp());
    }

    private bool TryTake(long interval, long now)
    {
        while (true)
        {
            var due = Interlocked.Read(ref _due);
            if (due > now) return false;
            var next = Math.Max(due, now - Burst) + interval;
            if (Interlocked.CompareExchange(ref _due, next, due) == due) return true;
        }
    }
}
