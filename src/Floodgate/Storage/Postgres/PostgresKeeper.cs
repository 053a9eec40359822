using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Storage.Postgres;

/// <summary>Once a second: which server is the primary, whether its standby follows, and that we are there.</summary>
internal sealed class PostgresKeeper(PostgresEngine engine, TimeProvider clock, ILogger<PostgresKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        engine.Standby.Log = log;
        // Beside each other: a server that stands still holds the presence up, and memory answers by the looks.
        await Task.WhenAll(
            EachAsync(engine.Standby.LookAsync, stoppingToken),
            EachAsync(() => Task.Run(KeepPresence, stoppingToken), stoppingToken));
    }

    private void KeepPresence()
    {
        var why = engine.Presence.Keep();
        if (why is not null && why != _said) PostgresLog.PresenceLost(log, why);
        _said = why;
    }

    private async Task EachAsync(Func<Task> work, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await TryAsync(work);
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // Tried again a second later.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, "looking at the database", fault.Message);
        }
    }
}
