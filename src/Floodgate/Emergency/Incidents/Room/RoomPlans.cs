using System.Collections.Concurrent;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The plans the room works by: the one in force, those that campaigns have pinned, and those that live incidents began
/// under. In memory; the source is asked for what is not known yet.
/// </summary>
/// <param name="inForce">What holds now: for a campaign, or (null) for all that pinned nothing.</param>
/// <param name="find">A version by name; null when it is not to be had.</param>
/// <param name="pins">The campaigns that have pinned a plan of their own.</param>
internal sealed class RoomPlans(
    Func<string?, PlanVersionInForce> inForce, Func<string, EmergencyPlan?> find, Func<IEnumerable<string>> pins)
{
    private readonly ConcurrentDictionary<string, EmergencyPlan> _known = new(StringComparer.Ordinal);

    public PlanVersionInForce Current => Known(inForce(null));

    /// <summary>Campaigns with a plan of their own, and that plan.</summary>
    public IReadOnlyDictionary<string, PlanVersionInForce> Pinned => pins()
        .ToDictionary(campaign => campaign, campaign => Known(inForce(campaign)), StringComparer.Ordinal);

    /// <summary>
    /// What an incident of these campaigns begins under: the plan that its only campaign has pinned. Several campaigns,
    /// or none, share the one in force.
    /// </summary>
    public PlanVersionInForce For(IReadOnlyList<string> campaigns) =>
        campaigns.Count == 1 ? Known(inForce(campaigns[0])) : Current;

    /// <summary>
    /// The plan of a version; the current one where that version is lost, so that somebody is called.
    /// </summary>
    public EmergencyPlan Of(string version)
    {
        if (_known.TryGetValue(version, out var known)) return known;
        if (find(version) is not { } found) return Current.Plan;
        return _known[version] = found;
    }

    private PlanVersionInForce Known(PlanVersionInForce plan)
    {
        _known[plan.Version] = plan.Plan;
        return plan;
    }
}
