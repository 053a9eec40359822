using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Reviews;

/// <summary>Gathers what readiness is computed from.</summary>
internal sealed class ReadinessDesk(
    ReviewSources sources, PlanDesk plans, ReviewDesk reviews, ImprovementDesk actions, MeetingDesk meetings,
    TimeProvider clock)
{
    public async Task<ReadinessMaterial> GatherAsync(CancellationToken cancel) =>
        new(plans.InForce(), clock.GetUtcNow())
        {
            Incidents = await sources.Incidents(),
            Reviews = await reviews.ListAsync(cancel),
            Actions = await actions.OpenAsync(cancel),
            Meetings = await meetings.ListAsync(cancel),
            Drills = sources.Drills?.Invoke(),
            JointDrills = sources.JointDrills?.Invoke(),
            Courses = sources.Courses?.Invoke(),
            Reachability = sources.Reachability?.Invoke(),
            OnCallGaps = sources.OnCallGaps?.Invoke(),
            Untrained = sources.Untrained?.Invoke(),
            ContactsChangedAt = sources.ContactsChangedAt?.Invoke(),
            ConfigurationChangedAt = sources.ConfigurationChangedAt?.Invoke(),
            Campaigns = sources.Campaigns?.Invoke(),
        };

    /// <summary>What a meeting would talk about now.</summary>
    public async Task<IReadOnlyList<AgendaItem>> AgendaAsync(MeetingRow meeting, CancellationToken cancel)
    {
        var known = await GatherAsync(cancel);
        var definition = known.Plan.Plan.Meetings.FirstOrDefault(one => one.Id == meeting.Definition);
        return Agenda.Build(definition, meeting.Incident, known, PlanFreshness.Of(known));
    }
}
