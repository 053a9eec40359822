namespace Floodgate.Emergency.Incidents;

/// <summary>Passes on what the public and the service desk may see, as soon as it is written. Runs on the loop.</summary>
/// <param name="tellPublic">An incident that has or had a public notice, as it is now.</param>
/// <param name="tellDesk">An incident with a notice that the public sees soon.</param>
internal sealed class PublicWord(Action<Incident> tellPublic, Action<Incident> tellDesk)
{
    public void Tell(IReadOnlyList<Entry> entries, RoomState state)
    {
        foreach (var id in entries.Where(entry => entry.Fact is NoticeDrafted).Select(entry => entry.Incident).Distinct())
            if (state.Find(id) is { } incident) tellDesk(incident);
        foreach (var id in entries.Where(entry => IsPublic(entry.Fact)).Select(entry => entry.Incident).Distinct())
            if (state.Find(id) is { } incident && WasPublic(incident)) tellPublic(incident);
    }

    /// <summary>After a restart: everything that is or was public.</summary>
    public void TellAll(RoomState state)
    {
        foreach (var incident in state.Incidents.Values.Where(WasPublic))
        {
            if (incident.Notice is not null) tellDesk(incident);
            tellPublic(incident);
        }
    }

    private static bool WasPublic(Incident incident) =>
        incident.Timeline.Any(entry => entry.Fact is NoticePublished);

    private static bool IsPublic(Fact fact) => fact is NoticePublished or NoticeWithdrawn or PublicStatusSet
        or Resolved or Reopened or Closed or ReturnMoved;
}
