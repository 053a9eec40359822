using System.Collections.Concurrent;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Detection;

/// <summary>All probes that detectors and recovery criteria ask for; the same probe is asked once for all.</summary>
internal sealed class Prober(ProbeTargets targets, TimeProvider clock, int probesMax) : IDisposable
{
    private readonly ConcurrentDictionary<Probe, ProbeWatch> _watches = new();

    /// <summary>Called from anywhere when a probe begins to fail or to succeed.</summary>
    public Action? Changed { get; set; }

    /// <summary>Null when this program cannot ask that, or asks too many already.</summary>
    public ProbeWatch? Watch(Probe probe)
    {
        if (_watches.TryGetValue(probe, out var known)) return known;
        if (targets.Of(probe) is not { } attempt || _watches.Count >= probesMax) return null;
        return _watches.GetOrAdd(probe, one => new ProbeWatch(one, attempt, clock, () => Changed?.Invoke()));
    }

    /// <summary>Stops asking what is not in the list.</summary>
    public void Retain(IReadOnlySet<Probe> wanted)
    {
        foreach (var probe in _watches.Keys.Where(probe => !wanted.Contains(probe)))
            if (_watches.TryRemove(probe, out var gone)) gone.Dispose();
    }

    public void Tick()
    {
        foreach (var (_, watch) in _watches) watch.Tick();
    }

    public void Dispose()
    {
        foreach (var (_, watch) in _watches) watch.Dispose();
    }
}
