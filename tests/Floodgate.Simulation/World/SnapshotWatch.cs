using Microsoft.Extensions.Logging;

namespace Floodgate.Simulation.World;

/// <summary>Counts the snapshots that were found damaged and left aside.</summary>
internal sealed class SnapshotWatch(SimWorld world) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        world.Counts.Met(Fault.SnapshotDamaged);
        world.Trace(formatter(state, exception));
    }
}
