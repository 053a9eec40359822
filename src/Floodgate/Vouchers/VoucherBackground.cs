using Floodgate.Foundation;
using Floodgate.Foundation.Signals;
using Floodgate.Storage;
using Floodgate.Vouchers.Book;
using Floodgate.Vouchers.Following;
using Floodgate.Vouchers.Operations;
using Floodgate.Vouchers.Projection;
using Floodgate.Vouchers.Redemptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Vouchers;

/// <summary>
/// What runs beside the way of a command: opening at start, promises of pauses, projector, snapshots, ballast. Each
/// part that fails is logged and tried again; none can stop another.
/// </summary>
internal sealed class VoucherBackground(
    VoucherNode node, CampaignControl control, Projector projector, ProjectionClock projected,
    GateFollower follower, Ballast ballast,
    ExpirySweep expiry, WaySignals signals, StorageRelief relief, Readiness readiness,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<VoucherBackground> log) : BackgroundService
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// While a crowd asks, be it for what is sold out, the projector rests so many times as long as it worked:
    /// the crowd comes first.
    /// </summary>
    private const int RestsWhenBusy = 15;

    private long _requests;
    private DateTimeOffset _countedAt;
    private bool _busy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        try
        {
            await OpenAllAsync(stoppingToken);
            await Task.WhenAll(
                EveryAsync("promises", Second, () => control.KeepPromisesAsync(), stoppingToken),
                EveryAsync("expiry", TimeSpan.FromSeconds(5), () => expiry.SweepAsync(stoppingToken), stoppingToken),
                EveryAsync("snapshots", TimeSpan.FromSeconds(10), MakeSnapshotsAsync, stoppingToken),
                EveryAsync("ballast", TimeSpan.FromSeconds(30), () =>
                    Task.Run(ballast.Keep, stoppingToken), stoppingToken),
                Task.Run(() => ProjectAsync(stoppingToken), stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    private async Task OpenAllAsync(CancellationToken cancel)
    {
        if (node.IsShared) await UntilKnownAsync(cancel);
        else await Task.WhenAll(node.Gates.All.Select(OpenAsync));
        VouchersLog.Ready(log, node.Gates.Count, node.Gates.All.Count(gate => gate.Damage is not null));
        readiness.Ready("vouchers");
    }

    /// <summary>Of several nodes each opens its own (Placement.BookMover) and hears of the others.</summary>
    private async Task UntilKnownAsync(CancellationToken cancel)
    {
        while (!follower.KnowsAll) await Task.Delay(Idle, clock, cancel);
    }

    private async Task OpenAsync(Admission.CampaignGate gate)
    {
        try
        {
            var pool = await node.Pool(gate.Number).FiguresAsync();
            gate.Damage ??= pool.Damage;
            if (gate.Damage is not null) LearnVersions(gate);
            if (gate.Damage is not null || gate.Version is not { } version) return;
            await Task.WhenAll(Enumerable.Range(0, version.Definition.Shards)
                .Select(shard => node.Book(new ChainId(gate.Number, shard)).EnsureOpenAsync()));
        }
#pragma warning disable CA1031 // One campaign that cannot be opened must not keep the others shut.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"opening campaign {gate.Id}", fault.Message);
        }
    }

    /// <summary>
    /// A damaged pool cannot say what its vouchers were issued under, but the shards' chains say it too: wallets stay
    /// readable. Nothing else is done with it; the campaign is shut.
    /// </summary>
    private void LearnVersions(Admission.CampaignGate gate)
    {
        if (gate.Version is not null) return;
        var book = new VoucherBook(new ChainHead(new ChainId(gate.Number, 0), 0, 0, JournalRow.FirstHash));
        foreach (var row in node.Environment.Journal.Read(book.Head.Chain, 0)) book.Follow(row);
        gate.SetVersions(book.Versions);
        gate.Extensions = book.Extensions;
    }

    private async Task EveryAsync(string what, TimeSpan period, Func<Task> work, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await work();
            }
#pragma warning disable CA1031 // Tried again next time.
            catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
            {
                StorageLog.BackgroundFailed(log, what, fault.Message);
            }

            await Task.Delay(period, clock, cancel);
        }
    }

    private Task MakeSnapshotsAsync() => Task.Run(() =>
    {
        foreach (var gate in node.Gates.All)
        {
            if (gate.Version is not { } version || gate.Damage is not null) continue;
            for (var shard = 0; shard < version.Definition.Shards; shard++)
                if (new ChainId(gate.Number, shard) is var chain && node.Keeps(chain)) MakeSnapshot(gate, chain);
        }
    });

    private void MakeSnapshot(Admission.CampaignGate gate, ChainId chain)
    {
        long issued = 0;
        for (var batch = 0; batch < gate.Version!.BatchCount; batch++) issued += gate.Issued(batch, chain.Shard);
        if (issued - gate.SnapshotIssued(chain.Shard) < node.Environment.Options.SnapshotVouchers) return;
        try
        {
            var position = node.Snapshots.Make(chain);
            gate.SetSnapshotIssued(chain.Shard, issued);
            VouchersLog.SnapshotMade(log, chain.Campaign, chain.Shard, position);
        }
#pragma warning disable CA1031 // One book that cannot be saved must not keep the others from it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"{chain}: snapshot", fault.Message);
        }
    }

    private async Task ProjectAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var before = clock.GetUtcNow();
            var (written, failed) = (0, false);
            foreach (var gate in node.Gates.All)
            {
                if (gate.Version is not { } version || gate.Damage is not null) continue;
                var (rows, behind, whole) = (0, false, true);
                for (var shard = 0; shard < version.Definition.Shards; shard++)
                {
                    var chain = new ChainId(gate.Number, shard);
                    if (!node.Keeps(chain)) whole = false;
                    else if (Project(chain) is not { } done) behind = failed = true;
                    else rows += done + 1;
                }

                // Of this campaign only: another that cannot be followed says nothing about it, nor it about another.
                if (rows == 0 && !behind && whole) projected.CaughtUp(gate.Number, before);
                written += rows;
            }

            var busy = relief.ProjectorSlow ? Second : IsBusy() ? Rest(clock.GetUtcNow() - before) : Between;
            var rest = written == 0 ? (failed ? Second : Idle) : busy;
            await Task.Delay(rest, clock, cancel);
        }
    }

    private static TimeSpan Rest(TimeSpan worked)
    {
        var rest = worked * RestsWhenBusy;
        return rest < Idle ? Idle : rest > Second ? Second : rest;
    }

    /// <summary>Vouchers written; -1: nothing to follow; null: it failed and is tried again a second later.</summary>
    private int? Project(ChainId chain)
    {
        try
        {
            return projector.Follow(chain);
        }
#pragma warning disable CA1031 // The projection waits; the way of a command does not need it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            StorageLog.BackgroundFailed(log, $"{chain}: projection", fault.Message);
            return null;
        }
    }

    private bool IsBusy()
    {
        var now = clock.GetUtcNow();
        if (now - _countedAt < Second) return _busy;
        var requests = signals.All.Sum(campaign => campaign.Count(CounterColumn.Requests));
        _busy = requests - _requests > 2_000 * (now - _countedAt).TotalSeconds;
        (_requests, _countedAt) = (requests, now);
        return _busy;
    }
}
