using Floodgate.Storage.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Cluster.Database;

/// <summary>
/// Once a second: what other nodes know of the database and this one does not; and the release that the policy asks
/// for, by one node for all.
/// </summary>
internal sealed class DatabaseKeeper(
    PostgresEngine engine, LivingNodes nodes, OtherNodes others, StandbyRelease release, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<DatabaseKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Options.Standby is null && engine.Places.Address.Hosts.Count == 1) return;
        try
        {
            await Started(stoppingToken);
            using var timer = new PeriodicTimer(Every, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>The silo speaks to others once it has started.</summary>
    private async Task Started(CancellationToken cancel)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancel);
    }

    private async Task TryAsync(CancellationToken cancel)
    {
        string? why = null;
        try
        {
            await LearnAsync();
            why = await ReleaseAsync(cancel);
        }
#pragma warning disable CA1031 // Tried again a second later.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            why = fault.Message;
        }

        if (why is not null && why != _said) PostgresLog.StandbyNotReleased(log, why);
        _said = why;
    }

    /// <summary>A node that was away, or could not be told, takes over what the others have on disk.</summary>
    private async Task LearnAsync()
    {
        foreach (var answer in await others.AskAsync<IDatabaseGrain, DatabaseWord>(node => node.SayAsync(), Every))
        {
            if (!answer.HasAnswered) continue;
            engine.Places.Hear(answer.Said.System, answer.Said.Timeline);
            var facts = engine.Places.Seen.Facts;
            if (answer.Said.Released is not { } by || answer.Said.Timeline != facts.Timeline
                || facts.ReleasedMicros >= answer.Said.ReleasedMicros) continue;
            // Not from a node that has not seen yet that it is over.
            if (engine.Standby.Reading.Status is StandbyStatus.Synchronous) continue;
            engine.Places.Seen.Change(known => known with
            {
                Released = by,
                ReleasedMicros = answer.Said.ReleasedMicros,
            });
        }
    }

    private async Task<string?> ReleaseAsync(CancellationToken cancel)
    {
        var (reading, options) = (engine.Standby.Reading, engine.Options);
        if (options.WithoutStandby != WithoutStandby.GoOn || reading.Status != StandbyStatus.Waiting) return null;
        if (clock.GetUtcNow() - reading.Since < TimeSpan.FromSeconds(options.StandbyWaitSecondsMax)) return null;
        if (nodes.Now.Keys.Any(name => string.CompareOrdinal(name, nodes.Me) < 0)) return null;
        return await release.ReleaseAsync("policy", cancel) switch
        {
            DatabaseOutcome.Refused refused => $"{refused.Refusal.Happened.En} {refused.Why}",
            DatabaseOutcome.Unavailable away => away.Why,
            _ => null,
        };
    }
}
