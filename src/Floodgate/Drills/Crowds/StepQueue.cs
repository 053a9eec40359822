using System.Threading.Channels;

namespace Floodgate.Drills.Crowds;

/// <summary>A press that is due: whose, what, and the instant it was meant for (microseconds from the start).</summary>
internal readonly record struct DueStep(Device Device, Press Press, long Due);

/// <summary>
/// Presses by their instant. What is due goes to the senders at its instant whether or not they have kept up, so a slow
/// server does not slow the crowd. Never holds more than two presses a device.
/// </summary>
internal sealed class StepQueue(int devices)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<DueStep, long> _later = new(devices + 16);
    private readonly Channel<DueStep> _due = Channel.CreateBounded<DueStep>((devices * 2) + 16);

    public ChannelReader<DueStep> Due => _due.Reader;

    public void Add(DueStep step)
    {
        lock (_gate) _later.Enqueue(step, step.Due);
    }

    /// <summary>Hands over what is due by <paramref name="now"/>.</summary>
    public void Release(long now)
    {
        lock (_gate)
        {
            while (_later.TryPeek(out var step, out var due) && due <= now)
            {
                _later.Dequeue();
                if (!_due.Writer.TryWrite(step))
                    throw new InvalidOperationException("more presses are due than devices have");
            }
        }
    }

    public void End() => _due.Writer.TryComplete();
}
