using Floodgate.Emergency.Detection;
using Floodgate.Emergency.Incidents.Api;
using Floodgate.Foundation.Keys;
using Floodgate.Foundation.Signals;
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
    Standing? standing = null, HandoverSide? other = null, NodeSecrets? secrets = null, WaySignals? signals = null,
    AliveStamp? alive = null, RoomLead? lead = null)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan PlanPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastBringMax = TimeSpan.FromSeconds(2);

    /// <summary>A watch that lives talks every second.</summary>
    private static readonly TimeSpan ListenMax = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Nobody waits for it: it may take until everything is told.</summary>
    private static readonly TimeSpan GapListenMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepPace = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stop = new();
    private Task _store = Task.CompletedTask, _follow = Task.CompletedTask, _sweep = Task.CompletedTask;
    private Task _listen = Task.CompletedTask, _gap = Task.CompletedTask, _lead = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        signals?.Meter.CreateObservableGauge(
            "floodgate.room.unspooled", () => room.Unspooled, "{entry}", "Entries in memory only: the disk is silent");
        if (spool.Damaged > 0) IncidentsLog.SpoolDamaged(log, spool.Damaged);
        room.Written += pages.Send;
        room.Written += steps.Begin;
        room.Written += word.Tell;
        room.Spooled += entries => store?.Take(entries);
        room.Written += (entries, _) => Say(entries);
        if (lead is not null) room.Written += (_, _) => _ = lead.ToldAsync();
        room.Written += TakeBack;
        store?.Take(spool.Entries);
        spool.Release();
        // Others live: they lead, and have what happened while this node was away.
        var joins = lead is { IsAlone: false };
        if (joins) room.Active = false;
        IReadOnlyList<string> begun = [];
        room.Start(state =>
        {
            begun = BegunUnder(state);
            detection.Resume(FiringIn(state));
            word.TellAll(state);
            // The watch may have gone on from here: what it has done is not done again.
            var listens = room.Active && HasWatch && state.Live.Any();
            if (listens) (room.Active, _listen) = (false, ListenAsync());
            else if (room.Active) GoOn(state);
        });
        _gap = joins ? Task.CompletedTask : SayGapAsync(alive?.Gap);
        var watched = Watch(begun);
        detection.Start(Report);
        _store = store?.RunAsync(_stop.Token) ?? Task.CompletedTask;
        _follow = FollowPlanAsync(watched);
        _sweep = SweepAsync();
        if (lead is not null) lead.Heard = Hear;
        _lead = lead?.RunAsync(ActAsync, _stop.Token) ?? Task.CompletedTask;
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_store, _follow, _sweep, _listen, _gap, _lead);
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

    private bool HasWatch => other is not null && secrets?.Find(HandoverEndpoint.SecretName) is { Length: > 0 };

    public void Dispose() => _stop.Dispose();

    /// <summary>Each node's detection tells its own room: the one that leads acts on it.</summary>
    private void Report(Finding finding)
    {
        if (lead is null) room.TryTell(decider => decider.Hear(finding));
        else if (lead.Firing.Take(finding) is { } news) Hear([news]);
    }

    private void Hear(IReadOnlyList<Finding> findings)
    {
        if (findings.Count == 0 || lead is not { Leads: true }) return;
        room.TryTell(decider =>
        {
            foreach (var finding in findings) decider.Hear(finding);
        });
    }

    /// <summary>
    /// Takes the lead: begins again what the lead before left, and hears what fires and was told to nobody.
    /// </summary>
    private async Task ActAsync()
    {
        await _listen;
        await room.AskAsync(decider =>
        {
            if (room.Active) return false;
            room.Active = true;
            GoOn(decider.State);
            detection.TakeUp(FiringIn(decider.State));
            foreach (var finding in lead!.Firing.All) decider.Hear(finding);
            return true;
        });
    }

    /// <summary>Begins again what a crash cut short.</summary>
    private void GoOn(RoomState state)
    {
        pages.SendLeft(state);
        steps.BeginLeft(state);
    }

    /// <summary>
    /// After a restart with live incidents the watch speaks first: it may have called people meanwhile. If it is silent
    /// the room goes on alone, and marks what comes late as a repeat.
    /// </summary>
    private async Task ListenAsync()
    {
        try
        {
            await Task.WhenAny(other!.HeardAll, Task.Delay(ListenMax, clock, _stop.Token));
            while (!_stop.IsCancellationRequested && !room.TryTell(decider =>
            {
                room.Active = true;
                GoOn(decider.State);
            }))
                await Task.Delay(FullPause, clock, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The node is stopping.
        }
    }

    /// <summary>Said once everything is here that the watch has opened meanwhile.</summary>
    private async Task SayGapAsync((DateTimeOffset From, DateTimeOffset Until)? gap)
    {
        if (gap is not { } silent) return;
        try
        {
            if (HasWatch) await other!.HeardAll.WaitAsync(GapListenMax, clock, _stop.Token);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // What is known here is said of it.
        }

        room.TryTell(decider => decider.SayUnanswered(silent.From, silent.Until));
    }

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
    /// Watches by the plan in force, by those that campaigns have pinned, and for the recovery of live incidents by
    /// those they began under; the answer names them all.
    /// </summary>
    private string Watch(IReadOnlyList<string> begun)
    {
        var (current, pinned) = (plans.Current, plans.Pinned);
        detection.Use(DetectionPlan.Of(
            current.Plan, pinned.ToDictionary(pin => pin.Key, pin => pin.Value.Plan, StringComparer.Ordinal),
            begun.Select(plans.Of)));
        return Named(current, pinned, begun);
    }

    private static string Named(
        PlanVersionInForce current, IReadOnlyDictionary<string, PlanVersionInForce> pinned,
        IReadOnlyList<string> begun) =>
        string.Join(' ', pinned.OrderBy(pin => pin.Key, StringComparer.Ordinal)
            .Select(pin => $"{pin.Key}={pin.Value.Version}").Prepend(current.Version).Concat(begun));

    private static IReadOnlyList<string> BegunUnder(RoomState state) =>
        [.. state.Live.Select(one => one.Begun.Plan).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>A plan that comes into force is watched by within a second.</summary>
    private async Task FollowPlanAsync(string watched)
    {
        using var timer = new PeriodicTimer(PlanPace, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                try
                {
                    var begun = await room.ReadAsync(BegunUnder);
                    if (Named(plans.Current, plans.Pinned, begun) != watched) watched = Watch(begun);
                }
                catch (RoomFullException)
                {
                    // The room has no time for it this second.
                }
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
    private void TakeBack(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var entry in entries)
        {
            if (entry.Fact is not Resolved || standing is null) continue;
            // Off the loop: levers are kept in a file, and its disk may hang.
            foreach (var one in state.Incidents.Values.Where(one => one.JoinedInto == entry.Incident))
                _ = Task.Run(() => TakeBack(standing, one.Id));
            _ = Task.Run(() => TakeBack(standing, entry.Incident));
        }
    }

    private void TakeBack(Standing levers, string incident)
    {
        var words = levers.TakeBack(incident, step: null);
        // Of all nodes one says so.
        if (words.Count > 0 && room.Active)
            room.TryTell(decider => decider.Note(
                incident, "plan", "taken back, the incident is resolved: " + string.Join("; ", words)));
    }

    private void Say(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
            if (entry.Fact is Opened opened)
                IncidentsLog.Opened(log, entry.Incident, opened.Level.ToString(), opened.Title.En);
    }
}
