using Microsoft.Extensions.Logging;

namespace Floodgate.Storage.Faults;

internal enum StorageFaultKind
{
    /// <summary>Every write is refused with an I/O error.</summary>
    Fail,

    /// <summary>Every write takes so much longer.</summary>
    Slow,
}

/// <summary>The fault that acts now.</summary>
/// <param name="By">Who asked for it.</param>
internal sealed record StorageFault(StorageFaultKind Kind, TimeSpan Delay, DateTimeOffset Until, string By);

/// <summary>
/// Makes the writes of this node's storage fail or slow, for a drill. There is one only on a node that was started for
/// drills. A fault ends by itself when whoever asked for it does not ask again: a runner that dies leaves none behind.
/// Reading goes on, as on a disk that is full or mounted read-only.
/// </summary>
internal sealed class StorageFaults(TimeProvider clock, ILogger<StorageFaults> log) : IDisposable
{
    private readonly Lock _gate = new();
    private volatile Armed? _armed;
    private ITimer? _end;

    /// <summary>Null: the storage is left alone.</summary>
    public StorageFault? Current => _armed is { } armed && !IsOver(armed) ? armed.Fault : null;

    /// <summary>Begins a fault, or lets the same one go on; another one takes its place.</summary>
    public void Arm(StorageFaultKind kind, TimeSpan delay, TimeSpan lasts, string by)
    {
        lock (_gate)
        {
            var before = Current;
            _armed?.Over.Set();
            _armed = new Armed(
                new StorageFault(kind, delay, clock.GetUtcNow() + lasts, by), clock.GetTimestamp(), lasts);
            _end?.Dispose();
            _end = clock.CreateTimer(_ => End(null), null, lasts, Timeout.InfiniteTimeSpan);
            if (before is null || before.Kind != kind || before.Delay != delay || before.By != by)
                FaultsLog.Begun(log, kind, (int)delay.TotalMilliseconds, by);
        }
    }

    /// <summary>Ends the fault now.</summary>
    public void Clear(string by) => End(by);

    /// <summary>Before each write: fails, waits, or does nothing.</summary>
    /// <exception cref="DrillFaultException">The drill has it fail, as a disk would.</exception>
    public void BeforeWrite()
    {
        if (_armed is not { } armed || IsOver(armed)) return;
        if (armed.Fault.Kind == StorageFaultKind.Fail)
            throw new DrillFaultException();
        // Whoever writes is held, as a slow disk holds; the end of the fault lets go of it.
        armed.Over.Wait(armed.Fault.Delay);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _armed?.Over.Set();
            _armed = null;
            _end?.Dispose();
        }
    }

    private bool IsOver(Armed armed) => clock.GetElapsedTime(armed.Began) >= armed.Lasts;

    /// <param name="by">Null: its time was over.</param>
    private void End(string? by)
    {
        lock (_gate)
        {
            if (_armed is not { } armed) return;
            if (by is null && !IsOver(armed))
            {
                // The fault was renewed meanwhile, or the timer was a hair early.
                var left = armed.Lasts - clock.GetElapsedTime(armed.Began) + TimeSpan.FromMilliseconds(1);
                _end?.Change(left, Timeout.InfiniteTimeSpan);
                return;
            }

            _armed = null;
            armed.Over.Set();
            _end?.Dispose();
            FaultsLog.Ended(log, by ?? "itself: nobody asked for more");
        }
    }

    private sealed record Armed(StorageFault Fault, long Began, TimeSpan Lasts)
    {
        public ManualResetEventSlim Over { get; } = new();
    }
}
