using Floodgate.Drills.Acting;
using Floodgate.Drills.Judging;
using Floodgate.Drills.Observing;
using Floodgate.Drills.Results;
using Floodgate.Drills.Sandbox;
using Floodgate.Drills.Scripts;
using Floodgate.Drills.Served;
using Floodgate.Drills.Targets;

namespace Floodgate.Drills;

/// <summary>Where a drill is, for whoever watches it.</summary>
internal enum DrillStage { Preparing, Running, RollingBack, Done }

/// <summary>One drill from its fresh ground to the result; whatever happens, what it did is put right.</summary>
internal sealed class DrillRun(DrillOrder order, DrillsOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);
    private readonly List<RolledBack> _rollback = [];
    private DrillLog? _log;
    private double? _endedAt;

    public DrillStage Stage { get; private set; }

    /// <summary>On a server that runs.</summary>
    public bool IsServed => order.Server is not null;

    public double Seconds => _log?.Now ?? 0;

    /// <summary>Of the server that was started; 0 before.</summary>
    public int ServerProcess { get; private set; }

    public IReadOnlyList<Sighting> Seen => _log?.Seen ?? [];

    /// <summary>Every expectation as it stands now.</summary>
    public IReadOnlyList<Judged> Judged => _log is null ? [] : Judge().All;

    /// <exception cref="RushStopped">The ground could not be made.</exception>
    public async Task<DrillResult> RunAsync(CancellationToken stop)
    {
        Directory.CreateDirectory(order.Directory);
        var startedAt = clock.GetUtcNow();
        var ended = Ending.Completed;
        var log = new DrillLog(clock, options.SightingsMax);
        await using var ground = await OpenAsync(log, stop);
        await using var injector = new Injector(order, ground, log, options, clock);
        // Who is called by a server that runs is a person, and answers as one.
        using var people = ground is DrillGround own ? new PlayedPeople(order.Script, own.Inbox, log, clock) : null;
        try
        {
            await using var lookouts = await Lookouts.OpenAsync(order, ground, injector, log, options, clock, stop);
            ServerProcess = ground.ServerProcess;
            log.Begin();
            _log = log;
            Stage = DrillStage.Running;
            ended = await PlayAsync(injector, log, stop);
            await FinishAsync(injector, lookouts, log, ended, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            ended = Ending.Cancelled;
        }
        finally
        {
            Stage = DrillStage.RollingBack;
            _endedAt = log.Now;
            await RollBackAsync(injector);
            Stage = DrillStage.Done;
        }

        return new DrillResult(order, Judge().All, [.. _rollback], log, new DrillCircumstances(
            startedAt, clock.GetUtcNow(), ended, ground.PlanVersion, ground.IsShadow));
    }

    private async Task<IDrillGround> OpenAsync(DrillLog log, CancellationToken stop) => order.Server is null
        ? await DrillGround.OpenAsync(order, log, options, clock, stop)
        : await ServedGround.OpenAsync(order, options, clock, stop);

    /// <summary>Does what is due until nothing is left that time could change, or a stop condition holds.</summary>
    private async Task<Ending> PlayAsync(Injector injector, DrillLog log, CancellationToken stop)
    {
        var begun = new Dictionary<string, Task>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(Tick, clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            var judge = Judge();
            foreach (var inject in judge.Due.Where(one => !begun.ContainsKey(one.Id)).ToArray())
                begun[inject.Id] = injector.ActAsync(inject, stop);
            if (begun.FirstOrDefault(one => one.Value.IsFaulted) is { Key: { } failed, Value: { } task })
            {
                log.See(SightKind.Note, failed, task.Exception!.InnerException!.Message, good: false);
                return Ending.InjectFailed;
            }

            if (order.Script.Stop.OnBrokenInvariant && log.Seen.Any(one =>
                one is { Kind: SightKind.Invariant, Good: false })) return Ending.InvariantBroken;
            if (order.Server is not null && IsSilent(log)) return Ending.ServerSilent;
            if (judge.IsSettled) return Ending.Completed;
            if (log.Now >= order.Script.Stop.TimeLimitSeconds) return Ending.TimeLimit;
        }

        return Ending.Cancelled;
    }

    /// <summary>A server that others use is not drilled on when it does not even show its status.</summary>
    private bool IsSilent(DrillLog log)
    {
        var heard = log.Seen.LastOrDefault(one => one is { Kind: SightKind.StatusRead, Good: true })?.At ?? 0;
        return log.Now - heard > options.SilentSecondsMax;
    }

    /// <summary>What only the end can tell: the crowd's receipts, and the timelines with the storage back.</summary>
    private async Task FinishAsync(
        Injector injector, Lookouts lookouts, DrillLog log, Ending ended, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(options.FinishSecondsMax));
        if (ended != Ending.Completed)
            foreach (var load in injector.Loads) load.Stop();
        foreach (var load in injector.Loads) await load.FinishAsync(patience.Token);
        try
        {
            await lookouts.Room.JudgeTimelinesAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            log.See(SightKind.Note, "timelines", "they could not be read in time", good: false);
        }
    }

    private async Task RollBackAsync(Injector injector)
    {
        // With a patience of its own: who pressed Ctrl+C wants the drill to end, not its faults to stay.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(options.FinishSecondsMax), clock);
        IEnumerable<RollbackStep> steps = order.Server is null ? order.Script.Rollback
            : ServedRules.RollbackOf(order.Script);
        foreach (var step in steps)
        {
            var good = false;
            try
            {
                good = await injector.RollBackAsync(step, patience.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or IOException or RushStopped
                or InvalidOperationException or KeyNotFoundException)
            {
                // Said as not done; the next step is tried all the same.
            }

            _rollback.Add(new RolledBack(step, good));
        }
    }

    private DrillJudge Judge()
    {
        var log = _log;
        return new DrillJudge(
            order.Script, order.Plan.Teams, log?.Seen ?? [], _endedAt ?? log?.Now ?? 0, _endedAt is not null,
            isShadow: !IsServed);
    }
}
