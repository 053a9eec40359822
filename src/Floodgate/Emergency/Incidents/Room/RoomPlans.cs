using System.Collections.Concurrent;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Incidents;

/// <summary>
/// The plans the room works by: the one in force, and those that live incidents began under. In memory; the source is
/// asked for what is not known yet.
/// </summary>
/// <param name="current">The plan in force now and its version.</param>
/// <param name="find">A version by name; null when it is not to be had.</param>
internal sealed class RoomPlans(Func<PlanVersionInForce> current, Func<string, EmergencyPlan?> find)
{
    private readonly ConcurrentDictionary<string, EmergencyPlan> _known = new(StringComparer.Ordinal);

    public PlanVersionInForce Current
    {
        get
        {
            var now = current();
            _known[now.Version] = now.Plan;
            return now;
        }
    }

    /// <summary>
    /// The plan of a version; the current one where that version is lost, so that somebody is called.
    /// </summary>
    public EmergencyPlan Of(string version)
    {
        if (_known.TryGetValue(version, out var known)) return known;
        if (find(version) is not { } found) return Current.Plan;
        return _known[version] = found;
    }
}
