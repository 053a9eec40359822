using System.Diagnostics;
using Floodgate.Vouchers.Claims;

namespace Floodgate.Tests.Vouchers;

public sealed class ClaimPaceTests
{
    [Fact]
    public void Pace_WithoutALimit_LetsEverybodyThrough()
    {
        var pace = new ClaimPace(100);
        Assert.All(Enumerable.Range(0, 10_000), _ => Assert.True(pace.TryTake()));
        Assert.Null(pace.PerSecond);
    }

    [Fact]
    public void Pace_WithALimit_LetsNoMoreThroughThanItSays_WhoeverAsks()
    {
        var pace = new ClaimPace(100) { PerSecond = 1_000 };
        var started = Stopwatch.GetTimestamp();
        var passed = 0;
        Parallel.For(0, 4, _ =>
        {
            while (Volatile.Read(ref passed) < 400)
                if (pace.TryTake()) Interlocked.Increment(ref passed);
        });
        var most = (Stopwatch.GetElapsedTime(started).TotalSeconds * 1_000) + 101;
        Assert.InRange(passed, 400, (int)most);
        Assert.Equal(1_000, pace.PerSecond);
        pace.PerSecond = null;
        Assert.True(pace.TryTake());
    }
}
