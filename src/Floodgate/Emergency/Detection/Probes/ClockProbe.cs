using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>
/// How far this machine's clock is off, in milliseconds. Against a host: the Date of its HTTP answer, which has whole
/// seconds, so that what is told is the least distance that explains it. Against <c>monotonic</c>: the greatest jump of
/// the wall clock in the last minute, as compared with the clock that only counts on.
/// </summary>
internal sealed class ClockProbe(NetworkProbes network, TimeProvider clock)
{
    public const string Monotonic = "monotonic";

    private readonly Lock _gate = new();
    private readonly SecondsRing _jumps = new(60);
    private long _timestamp;
    private DateTimeOffset _wall;

    /// <summary>Once a second: how far the wall clock moved beyond the time that passed.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var (timestamp, wall) = (clock.GetTimestamp(), clock.GetUtcNow());
            if (_timestamp != 0)
            {
                var jump = wall - _wall - clock.GetElapsedTime(_timestamp, timestamp);
                _jumps.Push(Math.Abs(jump.TotalMilliseconds), 1);
            }

            (_timestamp, _wall) = (timestamp, wall);
        }
    }

    public async Task<ProbeResult> AskAsync(Probe probe, CancellationToken cancel)
    {
        if (probe.Target == Monotonic)
        {
            lock (_gate) return ProbeResult.Of(_jumps.ToArray().Where(double.IsFinite).DefaultIfEmpty(0).Max());
        }

        var (asked, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        var date = await network.DateAsync(new Uri("http://" + probe.Target + "/"), cancel);
        if (date is not { } theirs) return ProbeResult.Failed("the answer has no Date");
        return ProbeResult.Of(Distance(asked, asked + clock.GetElapsedTime(began), theirs).TotalMilliseconds);
    }

    /// <summary>The least distance between our clock and one that said <paramref name="theirs"/> in between.</summary>
    internal static TimeSpan Distance(DateTimeOffset asked, DateTimeOffset answered, DateTimeOffset theirs)
    {
        // They wrote it at some instant of [theirs, theirs + 1 s), while ours was in [asked, answered].
        if (theirs > answered) return theirs - answered;
        var end = theirs.AddSeconds(1);
        return asked > end ? asked - end : TimeSpan.Zero;
    }
}
