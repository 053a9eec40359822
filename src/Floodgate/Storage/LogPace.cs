using System.Collections.Concurrent;
using System.Diagnostics;

namespace Floodgate.Storage;

/// <summary>
/// One line a second and cause: a disk that stays full is tried again many times a second by every book, and a log
/// that repeats it as often hides everything else (and fills the next disk).
/// </summary>
internal static class LogPace
{
    private const int CausesMax = 1_024;
    private static readonly ConcurrentDictionary<(int Event, string Cause), long> LastTicks = new();

    /// <summary>Whether a line of this kind and cause may be written now; if so, not again for a second.</summary>
    public static bool Allows(int eventId, string cause)
    {
        var now = Stopwatch.GetTimestamp();
        // Bounded: forgetting a cause costs a line that comes early.
        if (LastTicks.Count > CausesMax) LastTicks.Clear();
        var key = (eventId, cause);
        while (true)
        {
            if (!LastTicks.TryGetValue(key, out var last))
            {
                if (LastTicks.TryAdd(key, now)) return true;
                continue;
            }

            if (now - last < Stopwatch.Frequency) return false;
            if (LastTicks.TryUpdate(key, now, last)) return true;
        }
    }
}
