using Floodgate.Drills.Acting;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Sandbox;

namespace Floodgate.Drills.Observing;

/// <summary>All that is looked at while a drill runs, each in its own rhythm and none waiting for another.</summary>
internal sealed class Lookouts : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _looking = [];
    private readonly List<IDisposable> _owned = [];
    private readonly DrillLog _log;
    private readonly TimeProvider _clock;

    private Lookouts(DrillLog log, TimeProvider clock) => (_log, _clock) = (log, clock);

    public RoomLookout Room { get; private set; } = null!;

    public static async Task<Lookouts> OpenAsync(
        DrillOrder order, IDrillGround ground, Injector injector, DrillLog log, DrillsOptions options,
        TimeProvider clock, CancellationToken stop)
    {
        var all = new Lookouts(log, clock);
        var wallets = await WalletLookout.OpenAsync(ground.Url, log, options, order.Seed, stop);
        all._owned.Add(wallets);
        var look = TimeSpan.FromMilliseconds(options.LookMilliseconds);
        all.Room = new RoomLookout(ground, log, options, clock);
        all.Every(look, all.Room.LookAsync);
        var server = new PublicLookout(ground.Url, "server", log);
        all._owned.Add(server);
        all.Every(2 * look, server.StatusAsync);
        all.Every(look, async cancel =>
        {
            await server.PhaseAsync(DrillCampaign.Id, cancel);
            foreach (var load in injector.Loads)
                if (load.Campaign is { } campaign) await server.PhaseAsync(campaign, cancel);
        });
        // Few enough that no holder meets the limit of reads a person.
        all.Every(TimeSpan.FromMilliseconds(400), wallets.LookAsync);
        if (ground.WatchUrl is { } watching)
        {
            var watch = new PublicLookout(watching, "watch", log);
            all._owned.Add(watch);
            all.Every(2 * look, watch.StatusAsync);
        }

        return all;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_looking);
        foreach (var one in _owned) one.Dispose();
        _stop.Dispose();
    }

    private void Every(TimeSpan pace, Func<CancellationToken, Task> look) => _looking.Add(RunAsync(pace, look));

    private async Task RunAsync(TimeSpan pace, Func<CancellationToken, Task> look)
    {
        using var timer = new PeriodicTimer(pace, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await look(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody looks any more.
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException)
        {
            // An answer of another shape than the contract's: what is not seen is missed, and this says why.
            _log.See(SightKind.Note, "lookout", fault.Message, good: false);
        }
    }
}
