using System.Collections.Concurrent;

namespace Floodgate.Emergency.Detection;

/// <summary>Beats by source, counted; when one came is for the detector to see.</summary>
internal sealed class Heartbeats(int sourcesMax)
{
    private readonly ConcurrentDictionary<string, long> _beats = new(StringComparer.Ordinal);

    /// <summary>False when there are too many sources already to know another.</summary>
    public bool Beat(string source)
    {
        if (_beats.Count >= sourcesMax && !_beats.ContainsKey(source)) return false;
        _beats.AddOrUpdate(source, 1, static (_, beats) => beats + 1);
        return true;
    }

    /// <summary>Beats so far; null when none ever came.</summary>
    public double? Beats(string source) => _beats.TryGetValue(source, out var beats) ? beats : null;
}
