using Floodgate.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// Each second: reads who owns the chains. Not where one node has the store alone: there every book's home is here.
/// </summary>
internal sealed class HomeWatch(
    IJournal journal, BookHomes homes, TimeProvider clock, ILogger<HomeWatch> log) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!journal.NeedsHold) return;
        await Task.Yield();
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            do
            {
                try
                {
                    homes.Learn(journal.Owners());
                }
                catch (JournalUnavailableException fault)
                {
                    homes.LearnNothing();
                    StorageLog.BackgroundFailed(log, "reading who owns the chains", fault.Message);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }
}
