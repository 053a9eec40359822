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
    DetectionLoop detection, RoomPlans plans, TimeProvider clock, ILogger<RoomHost> log, EntryStore? store = null,
    Standing? standing = null, HandoverSide? other = null)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan PlanPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastBringMax = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepPace = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _store = Task.CompletedTask, _follow = Task.CompletedTask, _sweep = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (spool.Damaged > 0) IncidentsLog.SpoolDamaged(log, spool.Damaged);
        room.Written += pages.Send;
        room.Written += steps.Begin;
        room.Written += word.Tell;
        room.Spooled += entries => store?.Take(entries);
        room.Written += (entries, _) => Say(entries);
        room.Written += (entries, _) => TakeBack(entries);
        store?.Take(spool.Entries);
        spool.Release();
        room.Start(state =>
        {
            detection.Resume(FiringIn(state));
            word.TellAll(state);
            if (room.Active) pages.SendLeft(state);
            if (room.Active) steps.BeginLeft(state);
        });
        var watched = Watch();
        detection.Start(finding => room.TryTell(decider => decider.Hear(finding)));
        _store = store?.RunAsync(_stop.Token) ?? Task.CompletedTask;
        _follow = FollowPlanAsync(watched);
        _sweep = SweepAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_store, _follow, _sweep);
        await room.DisposeAsync();
        if (store is null) return;
        // What was written last is brought over too, if the store takes it at once; else the next start does it.
        using var limit = new CancellationTokenSource(LastBringMax, clock);
        try
        {
            await store.BringAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // The spool has it.
        }
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>What is over for long and kept elsewhere leaves memory and spool.</summary>
    private async Task SweepAsync()
    {
        using var timer = new PeriodicTimer(SweepPace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                var old = await room.ReadAsync(state => OldIncidents.In(state, clock.GetUtcNow()));
                if (old.Count == 0) continue;
                var entries = await room.ReadAsync(state => state.Log.Count);
                await room.LetGoAsync(
                    () => store is { Pending: 0 } || (store is null && other?.OtherHas(entries) == true),
                    incident => old.Contains(incident.Id));
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or RoomFullException)
        {
            // The node is stopping; or the room has no time for sweeping today.
        }
    }

    /// <summary>
    /// Watches by the plan in force and by those that campaigns have pinned; the answer names them all.
    /// </summary>
    private string Watch()
    {
        var (current, pinned) = (plans.Current, plans.Pinned);
        detection.Use(DetectionPlan.Of(
            current.Plan, pinned.ToDictionary(pin => pin.Key, pin => pin.Value.Plan, StringComparer.Ordinal)));
        return Named(current, pinned);
    }

    private static string Named(PlanVersionInForce current, IReadOnlyDictionary<string, PlanVersionInForce> pinned) =>
        string.Join(' ', pinned.OrderBy(pin => pin.Key, StringComparer.Ordinal)
            .Select(pin => $"{pin.Key}={pin.Value.Version}").Prepend(current.Version));

    /// <summary>A plan that comes into force is watched by within a second.</summary>
    private async Task FollowPlanAsync(string watched)
    {
        using var timer = new PeriodicTimer(PlanPace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (Named(plans.Current, plans.Pinned) != watched) watched = Watch();
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

    /// <summary>An incident that is over holds no lever: nobody would remember it.</summary>
    private void TakeBack(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Fact is not Resolved || standing is null) continue;
            var words = standing.TakeBack(entry.Incident, step: null);
            if (words.Count > 0)
                room.TryTell(decider => decider.Note(
                    entry.Incident, "plan", "taken back, the incident is resolved: " + string.Join("; ", words)));
        }
    }

    private void Say(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (entry.Fact is Opened opened)
                IncidentsLog.Opened(log, entry.Incident, opened.Level.ToString(), opened.Title.En);
    }
}
