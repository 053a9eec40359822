namespace Floodgate.Emergency.Notifications;

/// <summary>Counts sends of the last minute, so that a plan's limit of sends a minute holds over any minute.</summary>
internal sealed class MinuteMeter(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Queue<long> _starts = new();

    /// <summary>Counts one and says how long to wait when that is too many; urgent ones are counted and pass.</summary>
    public TimeSpan? TryCount(int perMinuteMax, bool urgent)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            while (_starts.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) >= TimeSpan.FromMinutes(1))
                _starts.Dequeue();
            if (_starts.Count >= perMinuteMax)
            {
                if (!urgent) return TimeSpan.FromMinutes(1) - clock.GetElapsedTime(_starts.Peek(), now);
                _starts.Dequeue();
            }

            _starts.Enqueue(now);
            return null;
        }
    }
}
