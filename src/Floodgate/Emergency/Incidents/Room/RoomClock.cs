namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The room's time: the wall's when the room opened, then steady. A jump of the wall clock moves no deadline; across a
/// restart time goes on from the newest entry at the earliest.
/// </summary>
internal sealed class RoomClock
{
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _anchor;
    private readonly long _started;

    public RoomClock(TimeProvider clock, DateTimeOffset notBefore)
    {
        _clock = clock;
        var wall = clock.GetUtcNow();
        _anchor = wall > notBefore ? wall : notBefore;
        _started = clock.GetTimestamp();
    }

    public DateTimeOffset Now => _anchor + _clock.GetElapsedTime(_started);
}
