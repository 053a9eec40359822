using System.Collections.Immutable;
using Floodgate.Emergency.Plans;
using Microsoft.Extensions.Logging;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// Carries out the steps the room began, each on its own task and within its limit, and tells the room what came of it.
/// A step that breaks or hangs keeps no other waiting.
/// </summary>
internal sealed class StepRunner(
    ControlRoom room, IEnumerable<IRunbookAction> actions, Func<string, EmergencyPlan> planOf, TimeProvider clock,
    ILogger log)
{
    private readonly Dictionary<string, IRunbookAction> _actions =
        actions.ToDictionary(action => action.Name, StringComparer.Ordinal);

    /// <summary>Whether this process can carry it out.</summary>
    public bool Has(string action) => _actions.ContainsKey(action);

    /// <summary>What the action measures before it begins.</summary>
    public IReadOnlyDictionary<string, string> Before(string action) =>
        _actions.TryGetValue(action, out var known) ? known.Before() : ImmutableDictionary<string, string>.Empty;

    /// <summary>Begins what the entries ask for. Runs on the room's loop.</summary>
    public void Begin(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var entry in entries)
        {
            // What another room began it carries out itself.
            if (entry.Origin != room.Origin || entry.Fact is not StepBegun begun
                || state.Find(entry.Incident) is not { } incident) continue;
            if (begun.Action != "manual") Begin(incident, begun, entry.Actor);
        }
    }

    /// <summary>Begins again what a crash cut short: the same runs.</summary>
    public void BeginLeft(RoomState state)
    {
        foreach (var incident in state.Live)
            foreach (var step in incident.Steps.Values)
                if (step is { Phase: StepPhase.Running or StepPhase.Undoing, Begun: { } begun })
                    Begin(incident, begun, "plan");
    }

    private void Begin(Incident incident, StepBegun begun, string actor)
    {
        var plan = planOf(incident.Begun.Plan);
        var now = clock.GetUtcNow();
        var own = begun.Inputs.TryGetValue("campaign", out var campaign)
            ? incident.Returns.GetValueOrDefault(campaign)?.At : null;
        var returns = own ?? incident.Returns.Values.Select(one => (DateTimeOffset?)one.At).Max()
            ?? incident.RepairedAt?.AddMinutes(plan.Repair.MarginMinutes) ?? now;
        if (returns <= now.AddMinutes(1)) returns = now.AddMinutes(plan.Repair.MoveReturnMinutes);
        var limit = TimeSpan.FromSeconds(
            Decider.StepsOf(incident, plan).FirstOrDefault(one => one.Id == begun.Step)?.TimeLimitSeconds ?? 30);
        var request = new ActionRequest(
            incident.Id, begun.Run, begun.Inputs, plan, actor, [.. incident.Campaigns], returns,
            Filler(incident, plan))
        {
            Step = begun.Step,
            Undo = begun.Undo,
            Title = incident.Title,
            Level = incident.Level,
            Limit = limit,
            Lead = LeadOf(incident.Signals.Values.Where(one => one.Firing).Select(one => one.Last), plan, now),
            Lost = Losses(incident, now, MadeGoodUntil(incident, begun.Step)),
        };
        _ = Task.Run(() => RunAsync(begun, request, limit));
    }

    /// <summary>From when the breach was first foreseen: a forecast that goes on firing gives no new time.</summary>
    internal static TimeSpan? LeadOf(IEnumerable<SignalFired> firing, EmergencyPlan plan, DateTimeOffset now)
    {
        var leads = firing
            .Select(last => (last.Since, plan.Detectors.FirstOrDefault(one => one.Id == last.Detector)?.HorizonSeconds))
            .Where(one => one.HorizonSeconds is not null)
            .Select(one => one.Since.AddSeconds(one.HorizonSeconds!.Value) - now).ToArray();
        return leads.Length == 0 ? null : TimeSpan.FromTicks(Math.Max(0, leads.Min().Ticks));
    }

    /// <summary>Filled later, on the room's loop or not: from a copy of what is known now.</summary>
    private Func<NoticeTemplate, NoticeText> Filler(Incident incident, EmergencyPlan plan)
    {
        var filled = plan.Notices.ToDictionary(
            one => one.Id, one => Decider.Fill(incident, plan, one, clock.GetUtcNow()), StringComparer.Ordinal);
        return template => filled[template.Id];
    }

    /// <summary>Counted on the room's loop for every campaign it concerns; others get the service's.</summary>
    private static Func<string, LostTime> Losses(Incident incident, DateTimeOffset now, DateTimeOffset? since)
    {
        var all = LostTime.Of(incident, null, now, since);
        var known = incident.Campaigns.Concat(incident.Returns.Keys)
            .Concat(incident.Timeline.Select(entry => entry.Fact).OfType<ReturnAnnounced>().Select(one => one.Campaign))
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(one => one, one => LostTime.Of(incident, one, now, since), StringComparer.Ordinal);
        return campaign => known.GetValueOrDefault(campaign, all);
    }

    /// <summary>When this step gave lost time back before, in an incident that opened again; null: never.</summary>
    private static DateTimeOffset? MadeGoodUntil(Incident incident, string step)
    {
        var runs = incident.Timeline.Select(entry => entry.Fact).OfType<StepEnded>()
            .Where(ended => ended.Step == step && ended.End == StepEnd.Done).Select(ended => ended.Run).ToHashSet();
        return incident.Timeline
            .Where(entry => entry.Fact is StepBegun { Action: "extend-validity" } begun && runs.Contains(begun.Run))
            .Select(entry => (DateTimeOffset?)entry.At).Max();
    }

    private async Task RunAsync(StepBegun begun, ActionRequest request, TimeSpan limit)
    {
        ActionResult result;
        using var cancel = new CancellationTokenSource(limit, clock);
        try
        {
            result = _actions.TryGetValue(begun.Action, out var action)
                ? await action.RunAsync(request, cancel.Token).WaitAsync(limit, clock)
                : ActionResult.Failed($"this program has no action {begun.Action}");
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            result = new ActionResult(StepEnd.TimedOut, "no result within the time limit");
        }
#pragma warning disable CA1031 // A failed action never stops the incident.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            result = ActionResult.Failed(fault.Message);
        }

        var end = begun.Undo && result.End == StepEnd.Done ? StepEnd.Undone : result.End;
        IncidentsLog.StepEnded(log, request.Incident, begun.Step, end, result.Text);
        room.TryTell(decider => decider.EndStep(request.Incident, begun, end, result));
    }
}
