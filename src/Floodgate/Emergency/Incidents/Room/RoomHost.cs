using Floodgate.Emergency.Detection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The room of this process with what works for it: pages, steps, the store, the public board. Opened before the node
/// takes traffic and closed after it.
/// </summary>
internal sealed class RoomHost(
    ControlRoom room, PageDispatcher pages, StepRunner steps, PublicWord word, EntrySpool spool,
    DetectionLoop detection, RoomPlans plans, TimeProvider clock, ILogger<RoomHost> log, EntryStore? store = null)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan PlanPace = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _store = Task.CompletedTask, _follow = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (spool.Damaged > 0) IncidentsLog.SpoolDamaged(log, spool.Damaged);
        room.Written += pages.Send;
        room.Written += steps.Begin;
        room.Written += word.Tell;
        room.Spooled += entries => store?.Take(entries);
        room.Written += (entries, _) => Say(entries);
        store?.Take(spool.Entries);
        room.Start(state =>
        {
            detection.Resume(FiringIn(state));
            word.TellAll(state);
            if (room.Active) pages.SendLeft(state);
            if (room.Active) steps.BeginLeft(state);
        });
        var plan = plans.Current;
        detection.Use(DetectionPlan.Of(plan.Plan));
        detection.Start(finding => room.TryTell(decider => decider.Hear(finding)));
        _store = store?.RunAsync(_stop.Token) ?? Task.CompletedTask;
        _follow = FollowPlanAsync(plan.Version);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_store, _follow);
        await room.DisposeAsync();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>A plan that comes into force is watched by within a second.</summary>
    private async Task FollowPlanAsync(string version)
    {
        using var timer = new PeriodicTimer(PlanPace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (plans.Current is not { } now || now.Version == version) continue;
                detection.Use(DetectionPlan.Of(now.Plan));
                version = now.Version;
            }
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>What was firing when the process ended goes on until it is seen to be good.</summary>
    private static IEnumerable<Finding> FiringIn(RoomState state) =>
        from incident in state.Live
        from signal in incident.Signals
        where signal.Value.Firing
        let last = signal.Value.Last
        select new Finding(
            last.Detector, last.Campaign, true, last.Since, signal.Value.FirstAt, last.Value, last.Limit, signal.Key,
            last.Text);

    private void Say(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (entry.Fact is Opened opened)
                IncidentsLog.Opened(log, entry.Incident, opened.Level.ToString(), opened.Title.En);
    }
}
