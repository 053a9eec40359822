using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// A file beside the spool that is touched every second: how long no server ran is known after any death. What nobody
/// answered cannot be counted, but its time can be said.
/// </summary>
internal sealed class AliveStamp(string folder, TimeProvider clock, ILogger<AliveStamp> log) : BackgroundService
{
    private const string Name = "alive";
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>A start takes a second or so by itself.</summary>
    private static readonly TimeSpan GapLeast = TimeSpan.FromSeconds(3);

    private readonly string _file = Path.Combine(folder, Name);

    /// <summary>
    /// From the last sign of the process before until this one began; null: it is the first, or that was hardly gone.
    /// </summary>
    public (DateTimeOffset From, DateTimeOffset Until)? Gap { get; } = GapBefore(Path.Combine(folder, Name), clock);

    private static (DateTimeOffset From, DateTimeOffset Until)? GapBefore(string file, TimeProvider clock)
    {
        try
        {
            if (!File.Exists(file)) return null;
            var (last, now) = (new DateTimeOffset(File.GetLastWriteTimeUtc(file), TimeSpan.Zero), clock.GetUtcNow());
            return now - last < GapLeast ? null : (last, now);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The first sign is given before the start has ended, however soon the process dies.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Touch(said: false);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, clock);
        var said = false;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) said = Touch(said);
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private bool Touch(bool said)
    {
        try
        {
            if (!File.Exists(_file)) File.WriteAllBytes(_file, []);
            File.SetLastWriteTimeUtc(_file, clock.GetUtcNow().UtcDateTime);
            return false;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (!said) IncidentsLog.WorkFailed(log, "the sign of life beside the spool", fault.GetType().Name);
            return true;
        }
    }
}
