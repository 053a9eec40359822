using System.Collections.Concurrent;

namespace Floodgate.Emergency.Detection;

/// <summary>Beats by source, counted; when one came is for the detector to see.</summary>
internal sealed class Heartbeats(int sourcesMax, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, long> _beats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>False when there are too many sources already to know another.</summary>
    public bool Beat(string source)
    {
        if (_beats.Count >= sourcesMax && !_beats.ContainsKey(source)) return false;
        _last[source] = _clock.GetTimestamp();
        _beats.AddOrUpdate(source, 1, static (_, beats) => beats + 1);
        return true;
    }

    /// <summary>Sources whose name begins so and that have beaten lately.</summary>
    public IReadOnlyList<string> Alive(string prefix, TimeSpan within) =>
    [
        .. _last.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal)
            && _clock.GetElapsedTime(one.Value) <= within).Select(one => one.Key),
    ];

    /// <summary>Beats so far; null when none ever came.</summary>
    public double? Beats(string source) => _beats.TryGetValue(source, out var beats) ? beats : null;
}
