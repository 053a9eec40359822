using Floodgate.Emergency.Incidents;
using Floodgate.Emergency.Plans;

namespace Floodgate.Emergency.Reviews;

/// <summary>A meeting that the plan asks for and nobody has called yet.</summary>
internal sealed record MeetingCall(Meeting Meeting, string Incident, DateTimeOffset Due);

/// <summary>Which meetings are to be called, and for when. Pure.</summary>
internal static class MeetingCalendar
{
    /// <param name="plan">In force.</param>
    /// <param name="known">Meetings called so far, held or not.</param>
    /// <param name="incidents">Those an after-incident meeting may follow.</param>
    public static IEnumerable<MeetingCall> Missing(
        EmergencyPlan plan, IReadOnlyList<MeetingRow> known, IReadOnlyList<IncidentHead> incidents, DateTimeOffset now)
    {
        foreach (var meeting in plan.Meetings)
        {
            if (meeting is { Kind: MeetingKind.Regular, EveryDays: { } days })
            {
                var mine = known.Where(row => row.Definition == meeting.Id && row.Incident.Length == 0).ToArray();
                if (mine.Any(row => row.State == MeetingState.Due)) continue;
                var last = mine.Max(row => row.HeldMicros);
                // Never held: it is due one interval from when the plan that asks for it was first seen.
                yield return new MeetingCall(
                    meeting, "", (last is { } held ? Foundation.UnixTime.ToTime(held) : now).AddDays(days));
            }
            else if (meeting is { Kind: MeetingKind.AfterIncident, WithinHours: { } hours })
            {
                foreach (var incident in incidents.Where(one => Asks(meeting, one)))
                    if (!known.Any(row => row.Definition == meeting.Id && row.Incident == incident.Id))
                        yield return new MeetingCall(meeting, incident.Id, incident.ResolvedAt!.Value.AddHours(hours));
            }
        }
    }

    private static bool Asks(Meeting meeting, IncidentHead incident) =>
        incident is { Phase: Phase.Resolved or Phase.Closed, ResolvedAt: not null }
        && incident.Level <= (meeting.FromLevel ?? ResponseLevel.IV);
}
