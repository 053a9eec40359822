using System.Collections.Concurrent;
using Floodgate.Storage;

namespace Floodgate.Tills.Redemptions;

/// <summary>
/// Books that did not answer in time a moment ago: they are not asked again for a second, so that one that opens again
/// delays one customer a second and not all.
/// </summary>
internal sealed class SilentBooks(TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<ChainId, long> _since = new();

    public bool Is(ChainId chain) =>
        _since.TryGetValue(chain, out var since) && clock.GetElapsedTime(since) < Pause;

    public void Heard(ChainId chain, bool answered)
    {
        if (!answered) _since[chain] = clock.GetTimestamp();
        else if (!_since.IsEmpty) _since.TryRemove(chain, out _);
    }
}
