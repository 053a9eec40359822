namespace Floodgate.Emergency.Detection;

/// <summary>What this process uses, read once a second.</summary>
internal sealed class ProcessSignals(TimeProvider clock)
{
    private long _second = -1;
    private long _at;
    private TimeSpan _used;

    /// <summary>Percent of all cores since the reading before; null at the first.</summary>
    public double? Cpu { get; private set; }

    public double MemoryMegabytes { get; private set; }

    public void Read(long second)
    {
        if (second == _second) return;
        var (at, used) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var elapsed = clock.GetElapsedTime(_at, at);
        Cpu = _second < 0 || elapsed <= TimeSpan.Zero ? null
            : Math.Clamp(100 * (used - _used) / elapsed / Environment.ProcessorCount, 0, 100);
        (_second, _at, _used) = (second, at, used);
        MemoryMegabytes = Environment.WorkingSet / (1024.0 * 1024);
    }
}
