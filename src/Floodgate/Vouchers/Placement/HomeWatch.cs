using Floodgate.Cluster;
using Floodgate.Foundation;
using Floodgate.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers.Placement;

/// <summary>
/// Each second, and when a node has come or gone: reads who owns the chains. Not where one node has the store
/// alone: there every book's home is here.
/// </summary>
internal sealed class HomeWatch(
    IJournal journal, BookHomes homes, BookMoves moves, LivingNodes nodes, StoreSilence silence, TimeProvider clock,
    ILogger<HomeWatch> log)
    : BackgroundService
{
    private const int TicksPerLook = 5;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!journal.NeedsHold) return;
        await Task.Yield();
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            var tick = 0;
            do
            {
                if (tick++ % TicksPerLook != 0 && homes.IsFresh) continue;
                if (Look()) silence.Heard();
                else await silence.EndIfAloneAsync();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private bool Look()
    {
        try
        {
            var version = nodes.Version;
            var owners = journal.Owners();
            homes.Learn(owners, version);
            moves.Learn(owners, clock.NowMicros());
            return true;
        }
        catch (JournalUnavailableException fault)
        {
            homes.LearnNothing();
            StorageLog.BackgroundFailed(log, "reading who owns the chains", fault.Message);
            return false;
        }
    }
}
