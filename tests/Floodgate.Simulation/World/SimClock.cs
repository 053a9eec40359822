namespace Floodgate.Simulation.World;

/// <summary>
/// Simulated time in microseconds. Timers and stamps follow the steady time; the wall clock may jump both ways.
/// </summary>
internal sealed class SimClock(Agenda agenda) : TimeProvider
{
    private static readonly DateTimeOffset Begin = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private long _jumpedMicros;

    public override long TimestampFrequency => 1_000_000;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Jump(long micros) => _jumpedMicros += micros;

    public override long GetTimestamp() => agenda.NowMicros;

    public override DateTimeOffset GetUtcNow() => Begin.AddMicroseconds(agenda.NowMicros + _jumpedMicros);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(agenda, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimTimer(Agenda agenda, Action fire) : ITimer
    {
        private int _version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var version = ++_version;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            agenda.In((long)dueTime.TotalMicroseconds, () =>
            {
                if (version != _version) return;
                fire();
                if (version == _version && period > TimeSpan.Zero) Change(period, period);
            });
            return true;
        }

        public void Dispose() => _version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>
/// What happens when, in simulated microseconds; what falls on one instant happens in an order the seed chooses.
/// </summary>
internal sealed class Agenda(Random random)
{
    private readonly PriorityQueue<Action, (long Due, int Tie)> _due = new();

    public long NowMicros { get; private set; }

    public long NextMicros => _due.TryPeek(out _, out var at) ? at.Due : long.MaxValue;

    public void In(long micros, Action action) =>
        _due.Enqueue(action, (NowMicros + Math.Max(0, micros), random.Next()));

    /// <summary>Time passes without anything happening.</summary>
    public void PassTo(long micros) => NowMicros = Math.Max(NowMicros, micros);

    /// <summary>Goes to the next thing that is due and does it.</summary>
    public void Next()
    {
        _due.TryDequeue(out var action, out var at);
        PassTo(at.Due);
        action!();
    }
}
