using System.Collections.Concurrent;

namespace Floodgate.Foundation.Signals;

/// <summary>
/// Things that happen off the way of a command, counted since the start: what the storage refused, pages that failed,
/// alerts refused, calls at the service desk. Detectors read them; whoever sees such a thing counts it here. Bounded:
/// campaigns and reasons beyond the limit share the name <c>other</c>.
/// </summary>
internal sealed class NodeTallies
{
    private const int CallKindsMax = 1_024;
    private readonly ConcurrentDictionary<(string Campaign, string Reason), long> _calls = new();
    private long _storageFailures, _pagesFailed, _alertsRefused;

    /// <summary>Writes that the storage refused or did not answer for.</summary>
    public long StorageFailures => Interlocked.Read(ref _storageFailures);

    public long PagesFailed => Interlocked.Read(ref _pagesFailed);

    /// <summary>Alerts and heartbeats from outside that were refused: forged, replayed, too large, malformed.</summary>
    public long AlertsRefused => Interlocked.Read(ref _alertsRefused);

    public void StorageFailed() => Interlocked.Increment(ref _storageFailures);

    public void PageFailed() => Interlocked.Increment(ref _pagesFailed);

    public void AlertRefused() => Interlocked.Increment(ref _alertsRefused);

    /// <summary>One call tallied by service staff.</summary>
    public void Called(string campaign, string reason)
    {
        var kind = (campaign, reason);
        if (_calls.Count >= CallKindsMax && !_calls.ContainsKey(kind)) kind = (campaign, RefusalColumns.Other);
        if (_calls.Count >= 2 * CallKindsMax && !_calls.ContainsKey(kind)) return;
        _calls.AddOrUpdate(kind, 1, static (_, count) => count + 1);
    }

    /// <summary>Calls so far, by campaign and reason.</summary>
    public IEnumerable<KeyValuePair<(string Campaign, string Reason), long>> AllCalls => _calls;

    /// <summary>Calls so far about a campaign, of one reason or of all.</summary>
    public long Calls(string campaign, string? reason)
    {
        var sum = 0L;
        foreach (var (kind, count) in _calls)
            if (kind.Campaign == campaign && (reason is null || kind.Reason == reason)) sum += count;
        return sum;
    }
}
